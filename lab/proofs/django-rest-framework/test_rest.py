"""Feature cells of Django REST Framework: what it brings itself."""

import time
from importlib import metadata

from django.contrib.auth.models import Group, Permission, User
from django.core.cache import cache
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import cache_page
from django_project import compiled, project, tables
from proof import BROKEN, cell
from rest_framework import serializers
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.authtoken.models import Token
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.generics import CreateAPIView, ListAPIView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.renderers import JSONRenderer, StaticHTMLRenderer
from rest_framework.response import Response
from rest_framework.schemas import get_schema_view
from rest_framework.test import APIClient
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView


class Order(serializers.Serializer):
    quantity = serializers.IntegerField() if BROKEN else serializers.IntegerField(min_value=1, max_value=99)


@cell("request-validation", "builtin")
def test_a_body_that_does_not_fit_is_refused_before_anything_is_stored():
    stored = []

    class Orders(CreateAPIView):
        serializer_class = Order

        def perform_create(self, serializer):
            stored.append(serializer.validated_data["quantity"])

    with project(path("orders/", Orders.as_view())):
        bodies = ({"quantity": 0}, {"quantity": 100}, {"quantity": "many"}, None, {"quantity": 5})
        answers = [APIClient().post("/orders/", body, format="json") for body in bodies]
    assert [answer.status_code for answer in answers] == [400, 400, 400, 400, 201]
    assert answers[0].json() == {"quantity": ["Ensure this value is greater than or equal to 1."]}
    assert stored == [5]


@cell("class-based-views", "builtin")
def test_a_class_answers_each_verb_by_its_method():
    class Note(APIView):
        def get(self, request):
            return Response("read")

        def post(self, request):
            return Response("written")

        if BROKEN:
            del post

    with project(path("note/", Note.as_view())):
        answers = [APIClient().generic(verb, "/note/") for verb in ("GET", "POST", "DELETE")]
    assert [answer.status_code for answer in answers] == [200, 200, 405]
    assert [answer.json() for answer in answers[:2]] == ["read", "written"]


@cell("content-negotiation", "builtin")
def test_the_renderer_is_chosen_by_the_accept_header_with_its_quality_values():
    class ByQuality(DefaultContentNegotiation):
        """The choice that is the default leaves quality values out; Django's call compares them."""

        def select_renderer(self, request, renderers, format_suffix=None):
            best = request.get_preferred_type([renderer.media_type for renderer in renderers])
            return next((renderer, best) for renderer in renderers if renderer.media_type == best)

    class Page(APIView):
        renderer_classes = [StaticHTMLRenderer, JSONRenderer]
        content_negotiation_class = DefaultContentNegotiation if BROKEN else ByQuality

        def get(self, request):
            return Response("<p>tea</p>")

    with project(path("", Page.as_view())):
        asked = ("text/html", "application/json", "text/html;q=0.5, application/json")
        texts = [APIClient().get("/", headers={"accept": accept}).text for accept in asked]
    assert texts == ["<p>tea</p>", '"<p>tea</p>"', '"<p>tea</p>"']


@cell("authentication", "builtin")
def test_a_token_or_a_password_names_the_user_to_the_view():
    @api_view(["GET"])
    @authentication_classes([TokenAuthentication, BasicAuthentication])
    @permission_classes([AllowAny if BROKEN else IsAuthenticated])
    def name(request):
        return Response(request.user.username)

    with project(path("", name)):
        tables()
        token = Token.objects.create(user=User.objects.create_user("ann", password="right"))
        sent = [f"Token {token.key}", "Basic YW5uOnJpZ2h0", f"Token {'0' * 40}", "Basic YW5uOndyb25n"]
        answers = [APIClient().get("/", headers={"authorization": value}) for value in sent]
        nobody = APIClient().get("/")
    assert [answer.status_code for answer in (*answers, nobody)] == [200, 200, 401, 401, 401]
    assert [answer.json() for answer in answers[:2]] == ["ann", "ann"]


@cell("permissions", "builtin")
def test_a_permission_lets_one_of_two_users_in():
    class MayDelete(BasePermission):
        def has_permission(self, request, view):
            return BROKEN or request.user.has_perm("auth.delete_user")

    @api_view(["GET"])
    @permission_classes([MayDelete])
    def delete(request):
        return Response("deleted")

    with project(path("", delete)):
        tables()
        users = [User.objects.create_user(name) for name in ("ann", "bob")]
        users[0].user_permissions.add(Permission.objects.get(codename="delete_user"))
        statuses = []
        for user in users:
            client = APIClient()
            client.force_authenticate(User.objects.get(pk=user.pk))
            statuses.append(client.get("/").status_code)
    assert statuses == [200, 403]


@cell("csrf", "builtin")
def test_a_signed_in_browser_needs_the_token_of_the_form():
    @api_view(["POST"])
    @authentication_classes([BasicAuthentication] if BROKEN else [SessionAuthentication])
    def write(request):
        return Response("taken")

    with project(path("", write)):
        tables()
        user = User.objects.create_user("ann")
        statuses = []
        for cookie, header in (("t" * 32, "t" * 32), ("t" * 32, ""), ("t" * 32, "u" * 32), ("", "t" * 32)):
            client = APIClient(enforce_csrf_checks=True)
            client.force_login(user)
            client.cookies["csrftoken"] = cookie
            statuses.append(client.post("/", headers={"x-csrftoken": header}).status_code)
    assert statuses == [200, 403, 403, 403]


class Name(serializers.ModelSerializer):
    class Meta:
        model = Group
        fields = ["name"]


class Names(ListAPIView):
    class Pages(PageNumberPagination):
        page_size = 25 if BROKEN else 10

    queryset, serializer_class, pagination_class = Group.objects.order_by("pk"), Name, Pages


@cell("pagination", "builtin")
def test_the_third_page_has_five_rows_and_no_next_one():
    with project(path("names/", Names.as_view())):
        tables()
        Group.objects.bulk_create(Group(name=f"group {number}") for number in range(25))
        third, fourth = (APIClient().get("/names/", {"page": page}) for page in (3, 4))
    assert (third.status_code, fourth.status_code) == (200, 404)
    assert [row["name"] for row in third.json()["results"]] == [f"group {number}" for number in range(20, 25)]
    assert third.json()["count"] == 25
    assert (third.json()["next"], third.json()["previous"]) == (None, "http://testserver/names/?page=2")


@cell("caching", "builtin")
def test_a_cached_view_runs_once_in_its_lifetime():
    runs = []

    class Count(APIView):
        @method_decorator(cache_page(0 if BROKEN else 1))
        def get(self, request):
            runs.append(1)
            return Response(len(runs))

    with project(path("", Count.as_view())):
        cache.clear()
        client = APIClient()
        numbers = [client.get("/").json(), client.get("/").json()]
        time.sleep(1.1)
        numbers.append(client.get("/").json())
        cache.clear()
        numbers.append(client.get("/").json())
    assert numbers == [1, 1, 2, 3]


@cell("throttling", "builtin")
def test_the_third_request_of_a_client_in_a_minute_gets_429():
    class Few(AnonRateThrottle):
        rate = "9/min" if BROKEN else "2/min"

    class Page(APIView):
        throttle_classes = [Few]

        def get(self, request):
            return Response("hi")

    with project(path("", Page.as_view())):
        cache.clear()
        statuses = [APIClient().get("/").status_code for _ in range(3)]
        other = APIClient().get("/", REMOTE_ADDR="192.0.2.1").status_code
    assert (statuses, other) == ([200, 200, 429], 200)


@cell("i18n", "builtin")
def test_a_message_is_translated_into_the_language_of_the_request(tmp_path):
    @api_view(["GET"])
    def page(request):
        counted = [ngettext("%(n)d file", "%(n)d files", n) % {"n": n} for n in (1, 3, 25)]
        return Response([gettext("Good day"), *counted])

    plural = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    polish = {
        "": f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {plural}\n",
        "Good day": "Dzień dobry",
        "%(n)d file\0%(n)d files": "%(n)d plik\0%(n)d pliki\0%(n)d plików",
    }
    compiled(tmp_path, "pl", polish)
    locale = [] if BROKEN else ["django.middleware.locale.LocaleMiddleware"]
    with project(path("", page), middleware=locale, LOCALE_PATHS=[tmp_path], LANGUAGE_CODE="en"):
        texts = [APIClient().get("/", headers={"accept-language": language}).json() for language in ("en", "pl")]
    assert texts == [["Good day", "1 file", "3 files", "25 files"], ["Dzień dobry", "1 plik", "3 pliki", "25 plików"]]


@cell("api-docs-ui", "builtin")
def test_the_browsable_api_shows_a_form_for_an_endpoint_and_its_answer():
    class Orders(CreateAPIView):
        serializer_class = Order
        renderer_classes = [JSONRenderer] if BROKEN else APIView.renderer_classes

        def perform_create(self, serializer):
            pass

    with project(path("orders/", Orders.as_view())):
        client = APIClient(headers={"accept": "text/html"})
        page = client.get("/orders/").text
        answer = client.post("/orders/", {"quantity": "7"}, format="multipart")
    assert '<form action="/orders/" method="POST"' in page
    assert 'name="quantity"' in page
    assert answer.status_code == 201
    assert "&quot;quantity&quot;: 7" in answer.text


@cell("openapi", "builtin", packages=["pyyaml", "uritemplate", "inflection"])
def test_the_document_is_made_from_route_and_serializer():
    class Orders(CreateAPIView):
        serializer_class = Order

    with project(
        path("openapi.json", get_schema_view(title="Shop", public=True)),
        path("changed/" if BROKEN else "orders/", Orders.as_view()),
        path("names/", Names.as_view()),
        REST_FRAMEWORK={"DEFAULT_SCHEMA_CLASS": "rest_framework.schemas.openapi.AutoSchema"},
    ):
        document = APIClient().get("/openapi.json", headers={"accept": "application/vnd.oai.openapi+json"}).json()
    assert document["openapi"] == "3.0.2"
    assert sorted(document["paths"]) == ["/names/", "/orders/"]
    page = document["paths"]["/names/"]["get"]["parameters"][0]
    assert (page["name"], page["in"], page["schema"]) == ("page", "query", {"type": "integer"})
    assert document["components"]["schemas"]["Order"]["required"] == ["quantity"]


@cell("test-client", "builtin")
def test_the_client_asks_the_application_without_a_server():
    @api_view(["POST"])
    def double(request):
        return Response({"number": request.data["number"] * (1 if BROKEN else 2)}, status=201)

    with project(path("", double)):
        answer = APIClient().post("/", {"number": 4}, format="json")
    assert (answer.status_code, answer.json()) == (201, {"number": 8})


@cell("free-threading", "none-found")
def test_the_package_does_not_say_that_it_runs_without_the_lock():
    """Tried: the classifiers and the description of the installed package."""
    package = metadata.metadata("djangorestframework")
    classifiers = package.get_all("Classifier")
    assert "Framework :: Django" in classifiers
    assert [text for text in classifiers if "free" in text.lower() and "thread" in text.lower()] == []
    assert "free-threaded" not in package.get_payload().lower()
