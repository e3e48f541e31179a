"""The search in the API: what its page finds, as one list."""

from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from curation.search.documents import kinds
from curation.web.api.pagination import Pages
from curation.web.api.reading import PAGING, ReadView, etag
from curation.web.api.requests import ReadRequest
from curation.web.api.values import replaced_by
from curation.web.filters.fields import WORD
from curation.web.pagination import HIGHEST_NUMBER
from curation.web.querystrings import InvalidQuery, Problem
from reviews.api import examples
from reviews.search.search import SearchResult, in_order, rank, results_for

Q = OpenApiParameter(
    "q",
    WORD,
    required=True,
    description="Words, a name, or two frameworks as in “django vs flask”. Signs are no operators.",
    examples=[OpenApiExample("By another name", value="chat")],
)
KIND = OpenApiParameter("kind", str, enum=list(kinds()), description="Only what is of this kind.")
PAGE = OpenApiParameter("page", {"type": "integer", "minimum": 1, "maximum": HIGHEST_NUMBER})
PAGE_SIZE = OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": Pages.max_page_size})


class ResultSerializer(serializers.Serializer):
    kind = serializers.CharField(help_text=replaced_by("kind_key", meaning="In words."))
    kind_key = serializers.SerializerMethodField(
        help_text="The same as the parameter `kind` takes it; null for an offer, which is of none."
    )
    name = serializers.CharField(help_text="What it is called.")
    about = serializers.CharField(allow_blank=True, help_text="What it belongs to, such as who says it.")
    sentence = serializers.CharField(allow_blank=True, source="text", help_text="The sentence that answers best.")
    page = serializers.SerializerMethodField(help_text="The address of the page where it stands.")

    def get_kind_key(self, result: SearchResult) -> str | None:
        return next((key for key, kind in kinds().items() if kind.one == result.kind), None)

    def get_page(self, result: SearchResult) -> str:
        address: str = self.context["request"].build_absolute_uri(result.address)
        return address


class SearchSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    data_version = serializers.IntegerField(help_text="Rises with every publication.")
    schema_version = serializers.CharField(help_text="The version of this document.")
    generated_at = serializers.DateTimeField(allow_null=True, help_text="When this data version was published.")
    offers = ResultSerializer(many=True, help_text="The comparison or the cell that the search asks for.")
    results = ResultSerializer(many=True, help_text="What is called so, then what says it, the best first.")


class SearchView(ReadView):
    """
    Everything that the site says, by name, by other names and by its text.

    What is called so comes first; then what has all the words, or words that begin so, or else any of them.
    """

    accepts = ("q", "kind", *PAGING)

    @extend_schema(
        operation_id="search",
        parameters=[Q, KIND, PAGE, PAGE_SIZE],
        responses=SearchSerializer,
        examples=[OpenApiExample("chat", value=examples.SEARCH, response_only=True)],
    )
    @method_decorator(condition(etag_func=etag))
    def get(self, request: ReadRequest) -> Response:
        text, kind = request.query_params.get("q", "").strip(), request.query_params.get("kind", "")
        if not text:
            raise InvalidQuery(Problem("q", "say what to search for, as in q=chat."))
        if kind and kind not in kinds():
            allowed = tuple(kinds())
            raise InvalidQuery(Problem("kind", f"there is no “{kind}”; allowed are {', '.join(allowed)}.", allowed))
        ranked, pages = rank(request.snapshot, text, kind), Pages()
        keys = pages.paginate_queryset(in_order(ranked), request, view=self) or []
        context = {"request": request}
        results, offers = (
            list(ResultSerializer(results, many=True, context=context).data)
            for results in (results_for(keys, text), ranked.offers)
        )
        return Response({**pages.get_paginated_response(results).data, "offers": offers})
