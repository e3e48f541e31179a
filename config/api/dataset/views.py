"""The whole catalogue as one download, from files that are made once for each version of the data."""

import datetime
from typing import Any

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.http import http_date
from django.views.decorators.http import condition
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.dataset.files import BLOCK, DataMovedOn, DatasetForm, opened, path_of, size_of
from config.api.dataset.ranges import FilePart, RangeNotSatisfiable, part_asked
from config.http.errors import body
from config.http.middleware import accepted_encoding
from curation.web.api.reading import ReadView, etag
from curation.web.api.requests import ReadRequest

ENCODED = {"br": DatasetForm.BROTLI, "gzip": DatasetForm.GZIP}


class LicenceExceptionSerializer(serializers.Serializer):
    type = serializers.CharField(help_text="The type of the rows that it is about.")
    licence = serializers.CharField(help_text="Their licence; whoever passes them on keeps it.")
    licence_url = serializers.URLField(allow_null=True, help_text="Where the licence stands.")
    attribution = serializers.CharField(help_text="The source to name, and what was changed.")


class RowTypeSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="What its rows are called.")
    list = serializers.URLField(allow_null=True, help_text="Their list in the API; null for parts of other rows.")
    references = serializers.DictField(
        child=serializers.CharField(), help_text="The fields that hold the key of another row, with its type."
    )


class DatasetSerializer(serializers.Serializer):
    data_version = serializers.IntegerField()
    schema_version = serializers.CharField()
    generated_at = serializers.DateTimeField(allow_null=True)
    licence = serializers.CharField(help_text="The licence of the rows, but for the exceptions.")
    licence_url = serializers.URLField(help_text="Where the licence stands.")
    licence_exceptions = LicenceExceptionSerializer(many=True, help_text="Types of rows under a licence of their own.")
    attribution = serializers.CharField(help_text="The line that names this data where it is used.")
    origin = serializers.URLField(help_text="The address of the site.")
    types = serializers.DictField(child=RowTypeSerializer(), help_text="The types of rows, by name.")
    rows = serializers.DictField(
        child=serializers.ListField(child=serializers.DictField()),
        help_text="The public rows by type; each has its `key`, its fields, references by key, and its `addresses` in "
        "the API and as a page.",
    )


class ZipRenderer(BaseRenderer):
    """Stands for zip in what a caller accepts; errors are JSON all the same."""

    media_type = "application/zip"
    format = "zip"


class ErrorsInJson(DefaultContentNegotiation):
    """Takes what the view offers for a reason to answer, and JSON for what an error is written in."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        super().select_renderer(request, renderers, format_suffix)
        return JSONRenderer(), JSONRenderer.media_type


def published(request: ReadRequest, *args: Any, **kwargs: Any) -> datetime.datetime | None:
    """Return when the data was published."""
    return request.snapshot.published


class FileView(ReadView):
    """A view that answers with a file of the data set or a part of it."""

    is_file = True

    def form(self, request: ReadRequest) -> DatasetForm:
        """Return in which form the data set is asked for."""
        raise NotImplementedError

    def last_modified(self, request: ReadRequest) -> int | None:
        return int(request.snapshot.published.timestamp()) if request.snapshot.published else None

    def costs_nothing(self, request: ReadRequest) -> bool:
        """Nor does it cost anything to ask about a file that is there."""
        is_about_file = request.method == "HEAD" and path_of(request.snapshot, self.form(request)).exists()
        return is_about_file or super().costs_nothing(request)

    def answer(self, request: ReadRequest, content_type: str) -> HttpResponseBase:
        form = self.form(request)
        try:
            file = opened(request.snapshot, form)
        except DataMovedOn:
            words = "The data is being published anew; try again."
            return Response(body(503, words), status=503, headers={"Retry-After": "5"})
        size = size_of(file)
        try:
            part = part_asked(request.headers.get("Range", ""), size) if may_be_part(request) else None
        except RangeNotSatisfiable:
            file.close()
            words = f"The data set has {size} bytes in this encoding; the part asked for lies outside of them."
            return Response(body(416, words), status=416, headers={"Content-Range": f"bytes */{size}"})
        response = download(FilePart(file, part or range(size)), part, size, content_type)
        suffix = DatasetForm.ZIP if form is DatasetForm.ZIP else DatasetForm.JSON
        name = f"plumbline-{request.snapshot.version}{suffix}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def download(file: FilePart, part: range | None, size: int, content_type: str) -> FileResponse:
    """Return a file, or the part of it that is asked for."""
    response = FileResponse(file, content_type=content_type, status=206 if part else 200)
    response.block_size = BLOCK
    response.headers["Content-Length"] = str(file.left)
    response.headers["Accept-Ranges"] = "bytes"
    if part:
        response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return response


def may_be_part(request: ReadRequest) -> bool:
    """Tell whether a part may be answered: not where If-Range names another edition. Its tag is too weak for that."""
    edition, time = request.headers.get("If-Range"), request.snapshot.published
    is_this = edition is None or (time is not None and edition == http_date(time.timestamp()))
    return request.method == "GET" and is_this


class DatasetView(FileView):
    """All public rows by type, each under its key and with references by key, in one document."""

    def form(self, request: ReadRequest) -> DatasetForm:
        return ENCODED.get(accepted_encoding(request), DatasetForm.JSON)

    @extend_schema(operation_id="dataset", responses=DatasetSerializer)
    @method_decorator(condition(etag_func=etag, last_modified_func=published))
    def get(self, request: ReadRequest) -> HttpResponseBase:
        response = self.answer(request, JSONRenderer.media_type)
        patch_vary_headers(response, ["Accept-Encoding"])
        if isinstance(response, FileResponse) and (encoding := accepted_encoding(request)):
            response.headers["Content-Encoding"] = encoding
        return response


class DatasetZipView(FileView):
    """The same as a zip of CSV files, one for each type of row, with a Frictionless description of their columns."""

    renderer_classes = [JSONRenderer, ZipRenderer]
    content_negotiation_class = ErrorsInJson

    def form(self, request: ReadRequest) -> DatasetForm:
        return DatasetForm.ZIP

    @extend_schema(operation_id="dataset_csv", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    @method_decorator(condition(etag_func=etag, last_modified_func=published))
    def get(self, request: ReadRequest) -> HttpResponseBase:
        return self.answer(request, ZipRenderer.media_type)
