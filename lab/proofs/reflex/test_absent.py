"""What was looked for in Reflex and not found: each try and what came of it."""

import re
import subprocess
import sys
from importlib import metadata

import httpx
from absent import EVENT, EVENT_BY_HAND, PARTS, SECOND_STEPS
from killed import done_after_a_kill
from loopback import write_catalogue
from proof import BROKEN, cell
from trying import GRANIAN, Tab, backend, get, project

DISTRIBUTIONS = ("reflex", "reflex-base", "reflex-components-core")
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
    files = [file for part in DISTRIBUTIONS for file in metadata.files(part) if file.suffix == ".py"]
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


@cell("dependency-injection", "none-found")
def test_no_object_is_made_for_a_handler(tmp_path):
    """Tried: an event handler with an annotated parameter, which is not called without it, and one with a class as its
    default, which gets the class unmade; and names of the package and words of the source that are usual for it."""
    import reflex as rx

    text = """
class Counter:
    number = 7

class Shop(rx.State):
    seen: str = ""

    @rx.event
    def annotated(self, counter: Counter):
        self.seen = f"annotated {counter.number}"

    @rx.event
    def default(self, counter=DEFAULT):
        self.seen = f"default {type(counter).__name__}"

app = rx.App()
app.add_page(lambda: rx.text(Shop.seen), route="/")
""".replace("DEFAULT", "Counter()" if BROKEN else "Counter")
    with backend(tmp_path, text) as port:
        tab = Tab(port)
        tab.send("annotated")
        tab.read(seconds=1)
        tab.send("default")
        seen = tab.read(until=lambda state: "default" in state.get("seen", "")).get("seen")
    assert seen == "default type"
    words = "inject|depend|provide$|container_for|service"
    assert [name for name in dir(rx) if re.search(words, name, re.IGNORECASE)] == []
    assert files_that_say(r"\bDepends\(|dependency.injection|service.container") == []


@cell("durable-jobs", "none-found")
def test_work_is_lost_with_its_server(tmp_path):
    """Tried: work in a background event; the server is killed and started anew, and it is never done. The source, for
    the usual job queues by their names."""
    text = """
import asyncio
from work import work

class Shop(rx.State):
    seen: str = ""

    @rx.event(background=True)
    async def brew(self):
        await asyncio.to_thread(work)

app = rx.App()
app.add_page(lambda: rx.text(Shop.seen), route="/")
"""
    environ = project(tmp_path, text)

    def begin(url):
        Tab(url.rpartition(":")[2]).send("brew")

    command = (*GRANIAN, "--port", "{port}", "shop:app")
    assert not done_after_a_kill(tmp_path, *command, begin=begin, queue=BROKEN, environ=environ)
    assert files_that_say(r"\bcelery\b|\brq\b|\btaskiq\b|\bdramatiq\b|\barq\b|\bhuey\b") == []


@cell("free-threading", "none-found")
def test_the_package_says_nothing_of_free_threading():
    """Tried: the classifiers, the description and the source, for “free-threaded”, “nogil” and “3.14t”."""
    about = metadata.metadata("reflex")
    said = [*(about.get_all("Classifier") or []), str(about.get_payload())]
    assert not [line for line in said if re.search(r"free.thread|nogil|3\.1[34]t", line, re.IGNORECASE)]
    assert files_that_say(r"free.thread|nogil|3\.1[34]t\b") == []


@cell("health-checks", "none-found")
def test_the_health_takes_no_checks_of_ones_own(tmp_path):
    """Tried: the fixed address, which answers; and names by which an application could add a check."""
    import reflex as rx

    with backend(tmp_path, PLAIN) as port:
        assert get(port, "/_health").json() == {"status": True}
    names = [*dir(rx), *dir(rx.App), *dir(rx.Config)]
    assert [name for name in names if re.search("health|liveness|readiness", name, re.IGNORECASE)] == []


@cell("i18n", "none-found")
def test_the_language_of_a_request_changes_nothing(tmp_path):
    """Tried: a page's text, made by an event of a tab that asks for English and of one that asks for Polish, with a
    compiled catalogue of Polish in the folder locale; names of the package; the source, for “gettext” and “i18n”."""
    import reflex as rx

    write_catalogue(tmp_path / "locale/pl/LC_MESSAGES/messages.mo", "nplurals=1; plural=0;", {"Hello": "Cześć"})
    text = """
import gettext

class Shop(rx.State):
    seen: str = ""

    @rx.event
    def greet(self):
        language = self.router.headers.accept_language
        by_hand = gettext.translation("messages", "locale", [language], fallback=True)
        self.seen = GREETING

app = rx.App()
app.add_page(lambda: rx.text(Shop.seen), route="/")
""".replace("GREETING", 'by_hand.gettext("Hello")' if BROKEN else '"Hello"')
    seen = []
    with backend(tmp_path, text) as port:
        for language in ("en", "pl"):
            tab = Tab(port, token=f"tab-{language}", headers={"Accept-Language": language})
            tab.send("greet")
            seen.append(tab.read(until=lambda state: state.get("seen")).get("seen"))
    assert seen == ["Hello", "Hello"]
    assert [name for name in dir(rx) if re.search("i18n|gettext|translat|locale", name, re.IGNORECASE)] == []
    assert files_that_say("i18n|ngettext|gettext") == []


@cell("jwt", "none-found")
def test_a_bearer_token_is_not_read(tmp_path):
    """Tried: an address with a token that is none; it answers as without. And the source, for “jwt”."""
    with backend(tmp_path, PLAIN) as port:
        assert get(port, "/ping", headers={"Authorization": "Bearer nothing"}).json() == "pong"
    assert files_that_say(r"import jwt|jwt\.decode|pyjwt|joserfc") == []


@cell("multi-tenancy", "none-found")
def test_two_hosts_share_their_rows(tmp_path):
    """Tried: rows stored and listed by tabs under two host names and with a header for a tenant; the source, for
    “tenant”."""
    text = """
rows = []

class Shop(rx.State):
    seen: str = ""

    @rx.event
    def store(self, row: str):
        host = self.router.headers.host.partition(":")[0]
        rows.append((TENANT, row))
        self.seen = " ".join(name for tenant, name in rows if tenant in ("", host))

app = rx.App()
app.add_page(lambda: rx.text(Shop.seen), route="/")
""".replace("TENANT", "host" if BROKEN else '""')
    seen = []
    with backend(tmp_path, text) as port:
        for host, row in (("127.0.0.1", "tea"), ("localhost", "cake")):
            tab = Tab(port, token=f"tab-{row}", host=host, headers={"X-Tenant": row})
            tab.send("store", row=row)
            seen.append(tab.read(until=lambda state: state.get("seen")).get("seen"))
    assert seen == ["tea", "tea cake"]
    assert files_that_say("tenant") == []


PAGE = """
from starlette.responses import PlainTextResponse

def parts(inner):
    async def wrapped(scope, receive, send):
        asked = (b"hx-request", b"true") in scope.get("headers", [])
        await (PlainTextResponse("<p>tea</p>") if asked else inner)(scope, receive, send)

    return wrapped

app = rx.App(api_transformer=TRANSFORMER)
"""


@cell("partial-pages", "none-found")
def test_no_page_is_sent_in_parts(tmp_path):
    """Tried: a page that the backend serves, asked for with the headers of htmx, Turbo and Unpoly and without; the
    source, for these headers. Pages are kept up to date over a socket instead; a file stands in for the built one
    here."""
    built = tmp_path / ".web" / "build" / "client"
    built.mkdir(parents=True)
    (built / "index.html").write_text("<title>shop</title><p>tea</p>")
    mounted = {"__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "1"}  # what reflex run --single-port sets
    text = PAGE.replace("TRANSFORMER", "parts" if BROKEN else "None")
    with backend(tmp_path, text, environ=mounted) as port:
        answers = [get(port, "/"), *(get(port, "/", headers={name: "true"}) for name in PARTS)]
    assert [answer.text for answer in answers] == ["<title>shop</title><p>tea</p>"] * 4
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
def test_the_password_alone_signs_in(tmp_path):
    """Tried: a login by an event, for without its enterprise package there is no sign-in to ask for more than a
    password; the usual addresses of a second step; the source, for one-time passwords and passkeys by their names."""
    text = """
class Shop(rx.State):
    user: str = ""

    @rx.event
    def enter(self, name: str, password: str, code: str = ""):
        if (name, password) == ("ann", "tea") and code == CODE:
            self.user = name

app = rx.App()
app.add_page(lambda: rx.text(Shop.user), route="/")
""".replace("CODE", '"123456"' if BROKEN else '""')
    with backend(tmp_path, text) as port:
        tab = Tab(port)
        tab.send("enter", name="ann", password="tea")
        assert tab.read(until=lambda state: state.get("user"), seconds=3).get("user") == "ann"
        assert {get(port, path).status_code for path in SECOND_STEPS} == {404}
    assert files_that_say(r"\btotp\b|webauthn|passkey|two.factor|\bmfa\b|\b2fa\b") == []


@cell("server-sent-events", "none-found")
def test_an_event_is_not_put_into_lines(tmp_path):
    """Tried: an event as a dictionary in a streaming response of an endpoint beside the pages, which fails; its own
    events asked for as a stream of them; and the source, for “event-stream”, “EventSource” and “server-sent”."""
    text = f"""
from starlette.applications import Starlette
from starlette.responses import StreamingResponse
from starlette.routing import Route

async def stream(request):
    return StreamingResponse(iter([{EVENT_BY_HAND if BROKEN else EVENT!r}]), media_type="text/event-stream")

app = rx.App(api_transformer=Starlette(routes=[Route("/stream", stream)]))
"""
    with backend(tmp_path, text) as port:
        try:
            streamed = get(port, "/stream").text
        except httpx.RemoteProtocolError:
            streamed = "cut off"
        own = get(port, "/_event/?EIO=4&transport=polling", headers={"Accept": "text/event-stream"})
    assert "data: a" not in streamed
    assert own.headers.get("content-type", "").partition(";")[0] != "text/event-stream"
    assert files_that_say("event-stream|eventsource|server-sent") == []


@cell("signed-cookies", "none-found")
def test_a_cookie_comes_back_as_it_was_sent():
    """Tried: a cookie variable; what it tells the browser to keep is the value itself. And the source, for signing."""
    import reflex as rx

    class Visit(rx.State):
        word: str = rx.Cookie("tea", name="word")

    assert Visit(_reflex_internal_init=True).word == "tea"
    assert files_that_say("itsdangerous|signed.cookie|cookie.signature") == []


@cell("templating", "no")
def test_a_template_is_shown_as_it_stands(tmp_path):
    """Tried: the name and the text of a template file as a page's text, which the page shows as they are; and names of
    the package for rendering. Pages are Python functions that give components."""
    import reflex as rx

    template = "<ul>{% for tea in teas %}<li>{{ tea }}</li>{% endfor %}</ul>"
    (tmp_path / "page.html").write_text(template)
    by_hand = "<ul>" + "".join(f"<li>{tea}</li>" for tea in ("green", "black")) + "</ul>"
    text = by_hand if BROKEN else (tmp_path / "page.html").read_text()
    compiled = [str(rx.text(shown)) for shown in ("page.html", text)]
    assert [part for part, shown in zip(compiled, ("page.html", template), strict=True) if shown not in part] == []
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


@cell("sub-apps", "none-found")
def test_pages_are_in_no_unit_with_a_prefix():
    """Tried: what adds pages, for a prefix; the names of an application, for one that attaches a unit; and the source,
    for “blueprint” and “include_router”."""
    import inspect

    import reflex as rx

    assert [name for name in inspect.signature(rx.App.add_page).parameters if "prefix" in name or "unit" in name] == []
    assert [name for name in dir(rx.App) if re.search("mount|include|attach|blueprint|prefix", name)] == []
    assert files_that_say("blueprint|include_router") == []
