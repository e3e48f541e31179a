"""What was looked for in Reflex and not found: each try and what came of it."""

import re
import subprocess
import sys
from importlib import metadata

from proof import cell
from trying import Tab, backend, get, project

PARTS = ("reflex", "reflex-base", "reflex-components-core")
PLAIN = """
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

class Shop(rx.State):
    seen: str = ""
    asked: int = 0

    @rx.event
    def take(self, cups: int):
        self.asked += 1
        self.seen = f"{cups!r}"

app = rx.App()
app.add_page(lambda: rx.text(Shop.seen), route="/")
"""


def files_that_say(pattern):
    """The Python files of Reflex and the parts that it is made of, in which the pattern stands."""
    files = [file for part in PARTS for file in metadata.files(part) if file.suffix == ".py"]
    return [str(file) for file in files if re.search(pattern, file.locate().read_text(), re.IGNORECASE)]


@cell("api-docs-ui", "none-found")
def test_no_page_shows_an_interface(tmp_path):
    """Tried: the usual addresses of the backend; and the source, for “swagger” and “redoc”."""
    with backend(tmp_path, PLAIN) as port:
        assert [get(port, path).status_code for path in ("/docs", "/redoc", "/openapi.json")] == [404, 404, 404]
    assert files_that_say("swagger|redoc") == []


@cell("caching", "none-found")
def test_nothing_keeps_values_under_a_key():
    """Tried: names of the package for a cache; what there is keeps a computed variable in the state of one tab."""
    import reflex as rx

    assert [name for name in dir(rx) if re.search("cache|memoi", name, re.IGNORECASE)] == []

    calls = []

    class Basket(rx.State):
        @rx.var(cache=True)
        def price(self) -> int:
            calls.append(1)
            return len(calls)

    first, second = Basket(_reflex_internal_init=True), Basket(_reflex_internal_init=True)
    assert (first.price, first.price, second.price) == (1, 1, 2)


@cell("class-based-views", "none-found")
def test_a_class_is_no_page():
    """Tried: a class with methods for verbs given to add_page; it is called as a function and gives no component."""
    import reflex as rx

    class Book:
        def get(self):
            return rx.text("book")

        def post(self):
            return rx.text("changed")

    app, refusal = rx.App(), ""
    try:
        app.add_page(Book, route="/book")
        app._compile_page("book")
    except (TypeError, AttributeError) as error:
        refusal = str(error)
    assert "Book" in refusal


@cell("content-negotiation", "none-found")
def test_an_answer_is_the_same_whatever_is_accepted(tmp_path):
    """Tried: an address of the backend asked for as HTML and as JSON; and the source, for “negotiat”."""
    with backend(tmp_path, PLAIN) as port:
        kinds = {
            get(port, "/_health", headers={"Accept": kind}).headers["content-type"] for kind in ("text/html", "*/*")
        }
    assert kinds == {"application/json"}
    assert files_that_say("negotiat|best_match|accept_mimetypes") == []


@cell("csrf", "none-found")
def test_an_event_of_a_foreign_page_is_taken(tmp_path):
    """Tried: an event without any token against forgery; and the source, for “csrf” and “forgery”."""
    with backend(tmp_path, PLAIN) as port:
        tab = Tab(port)
        tab.send("take", cups=7)
        assert tab.read(until=lambda state: state.get("seen")).get("seen") == "7"
    assert files_that_say("csrf|xsrf|forgery") == []


@cell("dependency-injection", "none-found")
def test_no_object_is_made_for_a_handler():
    """Tried: names of the package that are usual for it."""
    import reflex as rx

    assert [
        name for name in dir(rx) if re.search("inject|depend|provide$|container_for|service", name, re.IGNORECASE)
    ] == []
    assert files_that_say(r"\bDepends\(|dependency.injection|service.container") == []


@cell("durable-jobs", "none-found")
def test_no_queue_is_known():
    """Tried: the source, for the usual job queues by their names."""
    assert files_that_say(r"\bcelery\b|\brq\b|\btaskiq\b|\bdramatiq\b|\barq\b|\bhuey\b") == []


@cell("free-threading", "none-found")
def test_the_package_says_nothing_of_free_threading():
    """Tried: the classifiers, the description and the source, for “free-threaded”, “nogil” and “3.14t”."""
    about = metadata.metadata("reflex")
    said = [*(about.get_all("Classifier") or []), str(about.get_payload())]
    assert not [line for line in said if re.search(r"free.thread|nogil|3\.1[34]t", line, re.IGNORECASE)]
    assert files_that_say(r"free.thread|nogil|3\.1[34]t\b") == []


@cell("graphql", "none-found")
def test_no_endpoint_answers_a_query(tmp_path):
    """Tried: the usual address; and the source, for “graphql”, “strawberry” and “ariadne”."""
    with backend(tmp_path, PLAIN) as port:
        assert get(port, "/graphql?query={hello}").status_code == 404
    assert files_that_say("graphql|strawberry|ariadne") == []


@cell("health-checks", "none-found")
def test_the_health_takes_no_checks_of_ones_own(tmp_path):
    """Tried: the fixed address, which answers; and names by which an application could add a check."""
    import reflex as rx

    with backend(tmp_path, PLAIN) as port:
        assert get(port, "/_health").json() == {"status": True}
    names = [*dir(rx), *dir(rx.App), *dir(rx.Config)]
    assert [name for name in names if re.search("health|liveness|readiness", name, re.IGNORECASE)] == []


@cell("i18n", "none-found")
def test_no_call_translates():
    """Tried: names of the package for it; and the source, for “gettext” and “babel”."""
    import reflex as rx

    assert [name for name in dir(rx) if re.search("i18n|gettext|translat|locale", name, re.IGNORECASE)] == []
    assert files_that_say("i18n|ngettext|gettext") == []


@cell("jwt", "none-found")
def test_a_bearer_token_is_not_read(tmp_path):
    """Tried: an address with a token that is none; it answers as without. And the source, for “jwt”."""
    with backend(tmp_path, PLAIN) as port:
        assert get(port, "/ping", headers={"Authorization": "Bearer nothing"}).json() == "pong"
    assert files_that_say(r"import jwt|jwt\.decode|pyjwt|joserfc") == []


@cell("multi-tenancy", "none-found")
def test_nothing_knows_tenants():
    """Tried: the source, for “tenant”."""
    assert files_that_say("tenant") == []


@cell("partial-pages", "none-found")
def test_no_page_is_sent_in_parts():
    """Tried: the source, for the headers of htmx, Turbo and Unpoly; pages are kept up to date over a socket instead."""
    assert files_that_say("htmx|hx-request|turbo-frame|unpoly") == []


@cell("request-validation", "none-found")
def test_a_wrong_value_reaches_the_handler(tmp_path):
    """Tried: an event with a number, which reaches the handler, and with text; the tab is told of no wrong value."""
    with backend(tmp_path, PLAIN) as port:
        tab = Tab(port)
        tab.send("take", cups=-5)
        assert tab.read(until=lambda state: state.get("seen")).get("seen") == "-5"
        tab.send("take", cups="many")
        seen = tab.read(until=lambda state: state.get("seen") != "-5", seconds=2)
        assert not re.search("cups", str({key: value for key, value in seen.items() if key != "seen"}))


@cell("routing-converters", "none-found")
def test_a_part_of_an_address_stays_text(tmp_path):
    """Tried: a page at an address with a parameter, and a state that says what the parameter has become."""
    text = """
class Shop(rx.State):
    kind: str = ""

    @rx.event
    def tell(self):
        self.kind = f"{self.number!r}"

app = rx.App()
app.add_page(lambda: rx.text(Shop.kind), route="/book/[number]")
"""
    with backend(tmp_path, text) as port:
        tab = Tab(port)
        tab.send("tell", page=("/book/[number]", "/book/7", {"number": "7"}))
        assert tab.read(until=lambda state: state.get("kind")).get("kind") == "'7'"


@cell("second-factor", "none-found")
def test_nothing_asks_for_a_second_proof():
    """Tried: the source, for one-time passwords and passkeys by their names."""
    assert files_that_say(r"\btotp\b|webauthn|passkey|two.factor|\bmfa\b|\b2fa\b") == []


@cell("server-sent-events", "none-found")
def test_no_class_formats_events():
    """Tried: the source, for “event-stream”, “EventSource” and “server-sent”."""
    assert files_that_say("event-stream|eventsource|server-sent") == []


@cell("signed-cookies", "none-found")
def test_a_cookie_comes_back_as_it_was_sent():
    """Tried: a cookie variable; what it tells the browser to keep is the value itself. And the source, for signing."""
    import reflex as rx

    class Visit(rx.State):
        word: str = rx.Cookie("tea", name="word")

    assert Visit(_reflex_internal_init=True).word == "tea"
    assert files_that_say("itsdangerous|signed.cookie|cookie.signature") == []


@cell("structured-logs", "none-found")
def test_no_record_of_requests_as_data():
    """Tried: the source, for structured request logs by their usual names."""
    assert files_that_say("structlog|loguru|jsonformatter|json_formatter|access_log_format") == []


@cell("templating", "no")
def test_no_call_renders_a_template_file():
    """Tried: names of the package for it; pages are Python functions that give components."""
    import reflex as rx

    assert [name for name in dir(rx) if re.search("render_template|jinja|TemplateResponse", name, re.IGNORECASE)] == []
    assert files_that_say("render_template|Jinja2Templates|TemplateResponse") == []


@cell("wsgi", "none-found")
def test_the_application_is_no_wsgi_application(tmp_path):
    """Tried: the application that rx.App makes, called as WSGI servers call it."""
    call = "print('answer:', app()({'REQUEST_METHOD': 'GET', 'PATH_INFO': '/'}, print))"
    environ = project(tmp_path, f"app = rx.App()\nif __name__ == '__main__':\n    {call}\n")
    command = [sys.executable, "shop.py"]
    answer = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=50)
    assert "positional argument" in answer.stderr
    assert "answer:" not in answer.stdout
