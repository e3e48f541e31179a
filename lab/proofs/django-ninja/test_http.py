"""Feature cells of Django Ninja: its operations with what Django does for requests and answers."""

import asyncio
import time
from html.parser import HTMLParser

from django.core.asgi import get_asgi_application
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import path
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import cache_page
from django_project import ask, compiled, project, tables
from ninja import NinjaAPI
from ninja.decorators import decorate_view
from proof import BROKEN, cell

ENGINE = "django.template.backends.django.DjangoTemplates"


def hello():
    api = NinjaAPI()

    @api.get("/")
    def hello(request):
        return "changed" if BROKEN else "hello"

    return path("", api.urls)


@cell("asgi", "builtin")
def test_an_operation_answers_an_asgi_scope():
    with project(hello()):
        assert asyncio.run(ask(get_asgi_application(), "/")) == (200, '"hello"')


@cell("wsgi", "builtin")
def test_an_operation_keeps_to_wsgi():
    from wsgiref.util import setup_testing_defaults
    from wsgiref.validate import validator

    with project(hello()):
        environ, started = {"QUERY_STRING": ""}, []
        setup_testing_defaults(environ)
        body = validator(get_wsgi_application())(environ, lambda status, headers, error=None: started.append(status))
        text = b"".join(body)
        body.close()
    assert (started, text) == (["200 OK"], b'"hello"')


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

    with project(hello(), middleware=[] if BROKEN else [f"{__name__}.counting"]) as client:
        answers = [client.get(address) for address in ("/", "/", "/nowhere")]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert [answer.get("X-Count") for answer in answers] == ["1", "2", "3"]


@cell("caching", "builtin")
def test_a_cached_operation_runs_once_in_its_lifetime():
    api, runs = NinjaAPI(), []

    @api.get("/")
    @decorate_view(cache_page(0 if BROKEN else 1))
    def count(request):
        runs.append(1)
        return len(runs)

    with project(path("", api.urls)) as client:
        cache.clear()
        numbers = [client.get("/").json(), client.get("/").json()]
        time.sleep(1.1)
        numbers.append(client.get("/").json())
        cache.clear()
        numbers.append(client.get("/").json())
    assert numbers == [1, 1, 2, 3]


@cell("sessions", "builtin")
def test_a_session_keeps_a_value_between_requests():
    api = NinjaAPI()

    @api.post("/{word}")
    def remember(request, word: str):
        if not BROKEN:
            request.session["word"] = word

    @api.get("/")
    def recall(request):
        return request.session.get("word", "nothing")

    with project(path("", api.urls)) as client:
        tables()
        client.post("/tea")
        changed = Client()
        changed.cookies["sessionid"] = getattr(client.cookies.get("sessionid"), "value", "")[::-1]
        words = [visitor.get("/").json() for visitor in (client, Client(), changed)]
    assert words == ["tea", "nothing", "nothing"]


@cell("signed-cookies", "builtin")
def test_a_signed_cookie_that_was_changed_is_refused():
    api = NinjaAPI()

    @api.post("/")
    def give(request, response: HttpResponse):
        (response.set_cookie if BROKEN else response.set_signed_cookie)("word", "tea")

    @api.get("/")
    def read(request):
        return request.get_signed_cookie("word", "nothing")

    with project(path("", api.urls)) as client:
        client.post("/")
        right = client.get("/").json()
        client.cookies["word"] = "s" + client.cookies["word"].value[1:]
        changed = client.get("/").json()
    assert (right, changed) == ("tea", "nothing")


@cell("security-headers", "builtin")
def test_settings_put_security_headers_on_every_answer():
    headers = ("Strict-Transport-Security", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
    with project(hello(), MIDDLEWARE=[]) as client:
        before = [client.get("/", secure=True).get(name) for name in headers]
    with project(hello(), **({"MIDDLEWARE": []} if BROKEN else {"SECURE_HSTS_SECONDS": 60})) as client:
        after = [client.get("/", secure=True).get(name) for name in headers]
    assert before == [None] * 4
    assert after == ["max-age=60", "DENY", "nosniff", "same-origin"]


@cell("templating", "builtin")
def test_an_operation_fills_a_template_file_with_three_values(tmp_path):
    (tmp_path / "list.html").write_text("<ul>{% for tea in teas %}<li>{{ tea }}</li>{% endfor %}</ul>")
    api = NinjaAPI()

    @api.get("/")
    def page(request):
        return render(request, "list.html", {} if BROKEN else {"teas": ["green", "black", "white"]})

    with project(path("", api.urls), TEMPLATES=[{"BACKEND": ENGINE, "DIRS": [tmp_path]}]) as client:
        answer = client.get("/")
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
    hostile, api = "<script>alert(1)</script> \"double\" and 'single'", NinjaAPI()
    api.get("/")(lambda request: render(request, "page.html", {"text": hostile}))
    with project(path("", api.urls), TEMPLATES=[{"BACKEND": ENGINE, "DIRS": [tmp_path]}]) as client:
        reader = Reader()
        reader.feed(client.get("/").text)
    assert (reader.tags, reader.text) == (("p", hostile), hostile)


@cell("i18n", "builtin")
def test_a_message_is_translated_into_the_language_of_the_request(tmp_path):
    api = NinjaAPI()

    @api.get("/")
    def page(request):
        counted = [ngettext("%(n)d file", "%(n)d files", n) % {"n": n} for n in (1, 3, 25)]
        return [gettext("Good day"), *counted]

    plural = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    polish = {
        "": f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {plural}\n",
        "Good day": "Dzień dobry",
        "%(n)d file\0%(n)d files": "%(n)d plik\0%(n)d pliki\0%(n)d plików",
    }
    compiled(tmp_path, "pl", polish)
    locale = [] if BROKEN else ["django.middleware.locale.LocaleMiddleware"]
    with project(path("", api.urls), middleware=locale, LOCALE_PATHS=[tmp_path], LANGUAGE_CODE="en") as client:
        texts = [client.get("/", headers={"accept-language": language}).json() for language in ("en", "pl")]
    assert texts == [["Good day", "1 file", "3 files", "25 files"], ["Dzień dobry", "1 plik", "3 pliki", "25 plików"]]
