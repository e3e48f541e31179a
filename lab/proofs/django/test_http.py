"""Feature cells of Django: requests, answers and addresses."""

import asyncio
import hashlib
import io
import time
import uuid

from asgiref.testing import ApplicationCommunicator
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import AsyncClient, Client
from django.urls import include, path
from django.views import View
from django_project import project, tables
from proof import BROKEN, cell


@cell("routing-converters", "builtin")
def test_a_number_in_an_address_reaches_the_view_as_a_number():
    seen = []

    def item(request, key):
        seen.append(key)
        return HttpResponse("found")

    with project(path("<str:key>/" if BROKEN else "<int:key>/", item), path("u/<uuid:key>/", item)) as client:
        answers = [client.get(f"/{key}/").status_code for key in ("7", "seven", f"u/{uuid.UUID(int=1)}", "u/1")]
    assert answers == [200, 404, 200, 404]
    assert seen == [7, uuid.UUID(int=1)]


@cell("class-based-views", "builtin")
def test_a_class_answers_each_verb_by_its_method():
    class Note(View):
        def get(self, request):
            return HttpResponse("read")

        def post(self, request):
            return HttpResponse("written")

        if BROKEN:
            del post

    with project(path("note/", Note.as_view())) as client:
        answers = [client.generic(verb, "/note/") for verb in ("GET", "POST", "DELETE")]
    assert [(answer.status_code, answer.text) for answer in answers] == [(200, "read"), (200, "written"), (405, "")]


@cell("sub-apps", "builtin")
def test_one_set_of_addresses_stands_under_two_prefixes():
    shop = [path("", lambda request: HttpResponse("list")), path("new/", lambda request: HttpResponse("new"))]
    second = [] if BROKEN else [path("b/", include(shop))]
    with project(path("a/", include(shop)), *second) as client:
        texts = [client.get(address).text for address in ("/a/", "/a/new/", "/b/", "/b/new/")]
    assert texts == ["list", "new", "list", "new"]


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
    with project(path("", lambda request: HttpResponse("hi")), middleware=added) as client:
        answers = [client.get("/"), client.get("/"), client.get("/nowhere/")]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert [answer.get("X-Count") for answer in answers] == ["1", "2", "3"]


@cell("content-negotiation", "builtin")
def test_the_preferred_type_of_a_request_is_chosen_with_its_quality_values():
    def page(request):
        chosen = request.get_preferred_type(["text/html", "application/json"])
        return JsonResponse({}) if chosen == "application/json" and not BROKEN else HttpResponse("<p>")

    with project(path("", page)) as client:
        asked = ("text/html", "application/json", "text/html;q=0.5, application/json")
        types = [client.get("/", headers={"accept": accept})["Content-Type"] for accept in asked]
    assert types == ["text/html; charset=utf-8", "application/json", "application/json"]


@cell("file-uploads", "builtin")
def test_a_file_of_a_form_is_read_whole():
    def upload(request):
        file = request.FILES["file"]
        digest = hashlib.sha256(b"".join(file.chunks())).hexdigest()
        return JsonResponse({"title": request.POST["title"], "name": file.name, "size": file.size, "sha256": digest})

    content = bytes(range(250)) * 12_000
    sent = io.BytesIO(content[:-1] if BROKEN else content)
    sent.name = "żaba.bin"
    with project(path("", upload)) as client:
        answer = client.post("/", {"title": "frog", "file": sent}).json()
    digest = hashlib.sha256(content).hexdigest()
    assert answer == {"title": "frog", "name": "żaba.bin", "size": 3_000_000, "sha256": digest}


@cell("streaming-responses", "builtin")
def test_lines_arrive_while_the_view_still_makes_them():
    def lines():
        for number in range(10):
            yield f"{number}\n"
            time.sleep(0.1)

    def page(request):
        return HttpResponse(list(lines())) if BROKEN else StreamingHttpResponse(lines())

    with project(path("", page)) as client:
        began = time.monotonic()
        times = [time.monotonic() - began for line in client.get("/")]
    assert len(times) == 10
    assert times[0] < 0.35
    assert times[-1] - times[0] > 0.7


@cell("async-handlers", "builtin")
def test_ten_requests_wait_at_once_in_one_thread():
    async def slow(request):
        time.sleep(0.5) if BROKEN else await asyncio.sleep(0.5)
        return HttpResponse("done")

    async def ask():
        began = time.monotonic()
        answers = await asyncio.gather(*(AsyncClient().get("/") for _ in range(10)))
        return [answer.text for answer in answers], time.monotonic() - began

    with project(path("", slow), MIDDLEWARE=[]):
        texts, seconds = asyncio.run(ask())
    assert texts == ["done"] * 10
    assert seconds < 1.5


@cell("asgi", "builtin")
def test_the_application_answers_an_asgi_scope():
    from django.core.asgi import get_asgi_application

    async def ask():
        scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
        server = ApplicationCommunicator(get_asgi_application(), scope | {"server": ("testserver", 80)})
        await server.send_input({"type": "http.request", "body": b""})
        return await server.receive_output(), await server.receive_output()

    with project(path("", lambda request: HttpResponse(status=500 if BROKEN else 200, content="hello"))):
        start, body = asyncio.run(ask())
    assert (start["status"], body["body"]) == (200, b"hello")


@cell("wsgi", "builtin")
def test_the_application_keeps_to_wsgi():
    from wsgiref.util import setup_testing_defaults
    from wsgiref.validate import validator

    from django.core.wsgi import get_wsgi_application

    with project(path("", lambda request: HttpResponse(status=500 if BROKEN else 200, content="hello"))):
        environ, started = {"QUERY_STRING": ""}, []
        setup_testing_defaults(environ)
        body = validator(get_wsgi_application())(environ, lambda status, headers, error=None: started.append(status))
        text = b"".join(body)
        body.close()
    assert (started, text) == (["200 OK"], b"hello")


@cell("sessions", "builtin")
def test_a_session_keeps_a_value_between_requests():
    def remember(request, word):
        if not BROKEN:
            request.session["word"] = word
        return HttpResponse("kept")

    recall = path("", lambda request: HttpResponse(request.session.get("word", "nothing")))
    with project(path("<str:word>/", remember), recall) as client:
        tables()
        client.get("/tea/")
        changed = Client()
        changed.cookies["sessionid"] = getattr(client.cookies.get("sessionid"), "value", "")[::-1]
        texts = [visitor.get("/").text for visitor in (client, Client(), changed)]
    assert texts == ["tea", "nothing", "nothing"]


@cell("signed-cookies", "builtin")
def test_a_signed_cookie_that_was_changed_is_refused():
    def give(request):
        answer = HttpResponse()
        (answer.set_cookie if BROKEN else answer.set_signed_cookie)("word", "tea")
        return answer

    def read(request):
        return HttpResponse(request.get_signed_cookie("word", "nothing"))

    with project(path("give/", give), path("", read)) as client:
        client.get("/give/")
        right = client.get("/").text
        client.cookies["word"] = "s" + client.cookies["word"].value[1:]
        changed = client.get("/").text
    assert (right, changed) == ("tea", "nothing")


@cell("security-headers", "builtin")
def test_settings_put_security_headers_on_every_answer():
    headers = ("Strict-Transport-Security", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
    page, on = path("", lambda request: HttpResponse("hi")), {"SECURE_HSTS_SECONDS": 60}
    with project(page, MIDDLEWARE=[]) as client:
        before = [client.get("/", secure=True).get(name) for name in headers]
    with project(page, **({"MIDDLEWARE": []} if BROKEN else on)) as client:
        after = [client.get("/", secure=True).get(name) for name in headers]
    assert before == [None] * 4
    assert after == ["max-age=60", "DENY", "nosniff", "same-origin"]


@cell("test-client", "builtin")
def test_the_client_asks_the_application_without_a_server():
    def hello(request):
        return HttpResponse("changed" if BROKEN else "hello", status=201)

    with project(path("", hello)):
        answer = Client().get("/")
    assert (answer.status_code, answer.text) == (201, "hello")
