"""Feature cells of Django REST Framework: its views with what Django does for requests and answers."""

import asyncio
import hashlib
import io
import time
from html.parser import HTMLParser

from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import StreamingHttpResponse
from django.urls import include, path
from django_project import ask, project, tables
from proof import BROKEN, cell
from rest_framework.decorators import api_view
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.test import APIClient
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

ENGINE = "django.template.backends.django.DjangoTemplates"


@api_view(["GET"])
def hello(request):
    return Response("hello", status=500 if BROKEN else 200)


@cell("asgi", "builtin")
def test_a_view_answers_an_asgi_scope():
    with project(path("", hello)):
        assert asyncio.run(ask(get_asgi_application(), "/")) == (200, '"hello"')


@cell("wsgi", "builtin")
def test_a_view_keeps_to_wsgi():
    from wsgiref.util import setup_testing_defaults
    from wsgiref.validate import validator

    with project(path("", hello)):
        environ, started = {"QUERY_STRING": ""}, []
        setup_testing_defaults(environ)
        body = validator(get_wsgi_application())(environ, lambda status, headers, error=None: started.append(status))
        text = b"".join(body)
        body.close()
    assert (started, text) == (["200 OK"], b'"hello"')


@cell("routing-converters", "builtin")
def test_a_number_in_an_address_reaches_the_view_as_a_number():
    seen = []

    class Item(APIView):
        def get(self, request, key):
            seen.append(key)
            return Response("found")

    with project(path("<str:key>/" if BROKEN else "<int:key>/", Item.as_view())):
        statuses = [APIClient().get(f"/{key}/").status_code for key in ("7", "seven")]
    assert (statuses, seen) == ([200, 404], [7])


@cell("sub-apps", "builtin")
def test_the_addresses_of_a_router_stand_under_two_prefixes():
    class Teas(ViewSet):
        def list(self, request):
            return Response(["green", "black"])

        def retrieve(self, request, pk):
            return Response(f"tea {pk}")

    router = DefaultRouter()
    router.register("teas", Teas, basename="tea")
    second = [] if BROKEN else [path("b/", include(router.urls))]
    with project(path("a/", include(router.urls)), *second):
        answers = [APIClient().get(f"/{prefix}/teas/{key}") for prefix in "ab" for key in ("", "7/")]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert [answer.json() for answer in answers] == [["green", "black"], "tea 7"] * 2


@cell("middleware", "builtin")
def test_middleware_wraps_every_answer_and_those_without_a_route_too():
    global counting
    seen = []

    def counting(get_response):
        def middleware(request):
            seen.append(request.path)
            answer = get_response(request)
            answer["X-Count"] = str(len(seen))
            return answer

        return middleware

    added = [] if BROKEN else [f"{__name__}.counting"]
    with project(path("", api_view(["GET"])(lambda request: Response("hi"))), middleware=added):
        answers = [APIClient().get(address) for address in ("/", "/", "/nowhere/")]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert [answer.get("X-Count") for answer in answers] == ["1", "2", "3"]


@cell("file-uploads", "builtin")
def test_a_file_of_a_form_is_read_whole():
    @api_view(["POST"])
    def upload(request):
        file = request.data["file"]
        digest = hashlib.sha256(b"".join(file.chunks())).hexdigest()
        return Response({"title": request.data["title"], "name": file.name, "size": file.size, "sha256": digest})

    content = bytes(range(250)) * 12_000
    sent = io.BytesIO(content[:-1] if BROKEN else content)
    sent.name = "żaba.bin"
    with project(path("", upload)):
        answer = APIClient().post("/", {"title": "frog", "file": sent}, format="multipart").json()
    digest = hashlib.sha256(content).hexdigest()
    assert answer == {"title": "frog", "name": "żaba.bin", "size": 3_000_000, "sha256": digest}


@cell("streaming-responses", "builtin")
def test_lines_arrive_while_the_view_still_makes_them():
    def lines():
        for number in range(10):
            yield f"{number}\n"
            time.sleep(0.1)

    @api_view(["GET"])
    def page(request):
        return StreamingHttpResponse(list(lines()) if BROKEN else lines())

    with project(path("", page)):
        began = time.monotonic()
        times = [time.monotonic() - began for line in APIClient().get("/")]
    assert len(times) == 10
    assert times[0] < 0.35
    assert times[-1] - times[0] > 0.7


@cell("sessions", "builtin")
def test_a_session_keeps_a_value_between_requests():
    class Word(APIView):
        def get(self, request):
            return Response(request.session.get("word", "nothing"))

        def post(self, request):
            if not BROKEN:
                request.session["word"] = request.data["word"]
            return Response("kept")

    with project(path("", Word.as_view())):
        tables()
        client, changed = APIClient(), APIClient()
        client.post("/", {"word": "tea"})
        changed.cookies["sessionid"] = getattr(client.cookies.get("sessionid"), "value", "")[::-1]
        words = [visitor.get("/").json() for visitor in (client, APIClient(), changed)]
    assert words == ["tea", "nothing", "nothing"]


@cell("signed-cookies", "builtin")
def test_a_signed_cookie_that_was_changed_is_refused():
    class Word(APIView):
        def get(self, request):
            return Response(request.get_signed_cookie("word", "nothing"))

        def post(self, request):
            answer = Response()
            (answer.set_cookie if BROKEN else answer.set_signed_cookie)("word", "tea")
            return answer

    with project(path("", Word.as_view())):
        client = APIClient()
        client.post("/")
        right = client.get("/").json()
        client.cookies["word"] = "s" + client.cookies["word"].value[1:]
        changed = client.get("/").json()
    assert (right, changed) == ("tea", "nothing")


@cell("security-headers", "builtin")
def test_settings_put_security_headers_on_every_answer():
    headers = ("Strict-Transport-Security", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
    page = path("", api_view(["GET"])(lambda request: Response("hi")))
    with project(page, MIDDLEWARE=[]):
        answer = APIClient().get("/", secure=True)
        before = [answer.get(name) for name in headers]
    with project(page, **({"MIDDLEWARE": []} if BROKEN else {"SECURE_HSTS_SECONDS": 60})):
        answer = APIClient().get("/", secure=True)
        after = [answer.get(name) for name in headers]
    assert before == [None] * 4
    assert after == ["max-age=60", "DENY", "nosniff", "same-origin"]


@cell("templating", "builtin")
def test_a_view_fills_a_template_file_with_three_values(tmp_path):
    (tmp_path / "list.html").write_text("<ul>{% for tea in teas %}<li>{{ tea }}</li>{% endfor %}</ul>")

    class Teas(APIView):
        renderer_classes = [TemplateHTMLRenderer]

        def get(self, request):
            return Response({} if BROKEN else {"teas": ["green", "black", "white"]}, template_name="list.html")

    with project(path("", Teas.as_view()), TEMPLATES=[{"BACKEND": ENGINE, "DIRS": [tmp_path]}]):
        answer = APIClient().get("/")
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text == "<ul><li>green</li><li>black</li><li>white</li></ul>"


@cell("auto-escaping", "builtin")
def test_a_value_in_a_template_stays_text(tmp_path):
    class Reader(HTMLParser):
        tags, text = (), ""

        def handle_starttag(self, tag, attributes):
            self.tags = (*self.tags, tag, *(value for _, value in attributes))

        def handle_data(self, data):
            self.text += data

    value = "{{ text|safe }}" if BROKEN else "{{ text }}"
    (tmp_path / "page.html").write_text(f'<p title="{value}">{value}</p>')
    hostile = "<script>alert(1)</script> \"double\" and 'single'"

    class Page(APIView):
        renderer_classes = [TemplateHTMLRenderer]

        def get(self, request):
            return Response({"text": hostile}, template_name="page.html")

    with project(path("", Page.as_view()), TEMPLATES=[{"BACKEND": ENGINE, "DIRS": [tmp_path]}]):
        reader = Reader()
        reader.feed(APIClient().get("/").text)
    assert (reader.tags, reader.text) == (("p", hostile), hostile)
