"""What py4web is said to leave out, tried as a user would."""

import asyncio
import json
import logging
import subprocess
import time
import zipfile
from importlib import metadata
from pathlib import Path

import py4web.core
from absent import EVENT, EVENT_BY_HAND
from loopback import BIN, Visitor, arrivals, asgi_get, words_in, wsgi_served
from proof import BROKEN, cell
from py4web import DAL, Session, action, request, response
from py4web.utils.auth import Auth
from py4web.utils.auth_plugins import OAuth2
from py4web_site import begin, site


def fruits(name):
    """An application with one action, and its address."""
    begin(name)

    @action("index", method=["GET", "POST"])
    def index():
        return {"fruits": ["apple", "plum", "pear"]}

    return f"/{name}/index"


def statuses(*paths):
    return {Visitor(site).get(path).status for path in paths}


def documentation():
    """The text of the English chapters that come with py4web."""
    archive = zipfile.ZipFile(Path(py4web.core.__file__).parent / "assets" / "py4web.app._documentation.zip")
    chapters = [name for name in archive.namelist() if name.startswith("static/en/chapter-")]
    assert len(chapters) > 10
    return " ".join(archive.read(name).decode() for name in chapters)


@cell("api-docs-ui", "none-found")
def test_nothing_answers_where_documentation_would_stand():
    """Tried: /docs, /redoc, /swagger and /apidocs; “swagger”, “redoc”, “openapi” among the names and in the manual."""
    assert statuses("/docs", "/redoc", "/swagger", "/apidocs") == {404}
    assert not words_in("py4web") & {"swagger", "redoc", "openapi"}
    assert "swagger" not in documentation().lower()


@cell("openapi", "none-found")
def test_no_document_describes_the_routes():
    """Tried: /openapi.json, /openapi.yaml and /swagger.json; “openapi” among the names and in the manual."""
    assert statuses("/openapi.json", "/openapi.yaml", "/swagger.json") == {404}
    assert not words_in("py4web") & {"openapi", "swagger", "apispec"}
    assert "openapi" not in documentation().lower()


@cell("typed-clients", "none-found")
def test_no_command_writes_a_client():
    """Tried: the commands of py4web; “client”, “sdk” and “codegen” among them."""
    page = subprocess.run([BIN / "py4web", "--help"], capture_output=True, text=True, timeout=50).stdout
    commands = [line.split()[0] for line in page.partition("Commands:")[2].strip().splitlines()]
    assert commands == ["call", "new_app", "run", "set_password", "setup", "shell", "version"]


@cell("asgi", "none-found")
def test_the_site_is_no_asgi_application():
    """Tried: the site called as ASGI servers call it, with a scope and two awaitables."""
    refusal = ""
    try:
        asgi_get(site)
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal


@cell("async-handlers", "none-found")
def test_a_coroutine_is_no_answer():
    """Tried: an action written with async def, whose coroutine nobody awaits."""
    begin("awaited")

    @action("index")
    async def index():
        await asyncio.sleep(0)
        return "hello"

    assert Visitor(site).get("/awaited/index").status == 500


@cell("async-database", "none-found")
def test_queries_are_not_awaited():
    """Tried: the result of a query awaited."""
    db = DAL("sqlite:memory")
    refusal = ""

    async def query():
        return await db.executesql("SELECT 1")

    try:
        asyncio.run(query())
    except TypeError as error:
        refusal = str(error)
    assert "await" in refusal


@cell("class-based-views", "none-found")
def test_a_class_is_no_action():
    """Tried: a class with get and post, registered as an action."""
    begin("classes")

    @action("index", method=["GET", "POST"])
    class Items:
        def get(self):
            return "got"

        def post(self):
            return "posted"

    assert Visitor(site).get("/classes/index").status == 500
    assert Visitor(site).post("/classes/index").status == 500


@cell("content-negotiation", "none-found")
def test_the_accept_header_is_text():
    """Tried: an action that gives a dictionary, asked for HTML; “negotiate”, “accept”, “renderer” among the names."""
    path = fruits("accepted")
    types = {Visitor(site).get(path, accept=accept).headers["Content-Type"] for accept in ("text/html", "text/csv")}
    assert types == {"application/json"}
    assert not words_in("py4web") & {"negotiate", "negotiation", "accept", "renderer"}


@cell("dependency-injection", "none-found")
def test_an_annotation_asks_for_nothing():
    """Tried: an action with an annotated parameter; “depends”, “provider”, “injector” among the names."""
    begin("injected")

    class Counter:
        """A class that could be made without arguments."""

    @action("index")
    def index(counter: Counter):
        return "made"

    assert Visitor(site).get("/injected/index").status == 500
    assert not words_in("py4web") & {"depends", "provider", "injector"}


@cell("free-threading", "none-found")
def test_the_metadata_states_nothing():
    """Tried: the classifiers and description of the installed distribution, and the manual."""
    about = metadata.metadata("py4web")
    text = " ".join([*about.get_all("Classifier", []), about.get_payload() or "", documentation()]).lower()
    assert "free threading" not in text
    assert "free-thread" not in text


@cell("graphql", "none-found")
def test_no_endpoint_answers():
    """Tried: a query sent to /graphql; “graphql”, “strawberry”, “ariadne” among the names of the API."""
    assert Visitor(site).post_json("/graphql", {"query": "{ hello }"}).status == 404
    assert not words_in("py4web") & {"graphql", "strawberry", "ariadne"}


@cell("health-checks", "none-found")
def test_nothing_answers_where_health_would_stand():
    """Tried: /health, /healthz, /livez, /ready and /status; “health”, “liveness”, “readiness” among the names."""
    assert statuses("/health", "/healthz", "/livez", "/ready", "/status") == {404}
    assert not words_in("py4web") & {"health", "liveness", "readiness"}


@cell("mcp-server", "none-found")
def test_no_tools_are_listed():
    """Tried: tools/list, sent to /mcp; “mcp”, “tool”, “tools” among the names of the API."""
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    assert Visitor(site).post_json("/mcp", call).status == 404
    assert not words_in("py4web") & {"mcp", "tool", "tools"}


@cell("multi-tenancy", "none-found")
def test_two_hosts_see_the_same():
    """Tried: one address under two host names; “tenant” and “tenancy” among the names of the API."""
    path = fruits("tenants")
    answers = [Visitor(site).get(path, host=f"{name}.example").text for name in ("ann", "bob")]
    assert answers[0] == answers[1]
    assert not words_in("py4web") & {"tenant", "tenants", "tenancy"}


@cell("partial-pages", "none-found")
def test_the_documented_plugin_for_htmx_is_not_there():
    """Tried: AttributesPluginHtmx, which the manual shows for the grid; one action with and without HX-Request."""
    assert "AttributesPluginHtmx" in documentation()
    assert not words_in("py4web") & {"htmx", "hx"}
    path = fruits("parts")
    assert Visitor(site).get(path, hx_request="true").text == Visitor(site).get(path).text


@cell("request-validation", "none-found")
def test_a_body_reaches_the_action_unchecked():
    """Tried: an action with an annotated parameter from the query, and one with a body of any form."""
    begin("orders")

    @action("typed")
    def typed(number: int = 0):
        return str(number)

    @action("order", method="POST")
    def order():
        return {"number": request.json["number"]}

    assert Visitor(site).get("/orders/typed?number=text").text == "0"
    answer = Visitor(site).post_json("/orders/order", {"number": "text"})
    assert (answer.status, json.loads(answer.text)) == (200, {"number": "text"})


@cell("server-sent-events", "none-found")
def test_an_event_is_not_put_into_lines():
    """Tried: an event as a dictionary, returned and yielded by an action, with the content type of events; “sse”,
    “event”, “eventsource” among the names of the API; “text/event-stream” in the manual."""
    begin("events")

    @action("returned")
    def returned():
        response.headers["Content-Type"] = "text/event-stream"
        return EVENT_BY_HAND if BROKEN else EVENT

    @action("yielded")
    def yielded():
        response.headers["Content-Type"] = "text/event-stream"
        yield EVENT

    texts = [Visitor(site).get(f"/events/{name}").text for name in ("returned", "yielded")]
    assert "tick" in texts[0]
    assert [text for text in texts if "data: a" in text] == []
    assert not words_in("py4web") & {"sse", "event", "events", "eventsource"}
    assert "event-stream" not in documentation()


@cell("streaming-responses", "none-found")
def test_pieces_arrive_as_they_are_made_and_no_document_says_so():
    """Tried: an action written as a generator, whose pieces do arrive one by one; and the manual, for “chunked”,
    “streaming response” and any yield in its programs: a documented way is what was not found."""
    begin("pieces")

    @action("index")
    def index():
        for number in range(3):
            yield f"line {number}\n"
            time.sleep(0.3)

    with wsgi_served(site) as address:
        pieces = arrivals(f"{address}/pieces/index")
    assert pieces[-1] - pieces[0] > 0.4
    text = documentation() + ("<p>A generator gives a streaming response</p>" if BROKEN else "")
    assert "chunked" not in text
    assert "streaming response" not in text.lower()
    assert "yield</span>" not in text


@cell("single-sign-on", "none-found")
def test_an_answer_with_another_state_signs_in():
    """Tried: the OAuth2 plugin, which sends a state and takes any other in the answer."""
    folder, session = begin("company"), Session()
    db = DAL("sqlite://users.db", folder=str(folder / "databases"))
    auth = Auth(session, db, registration_requires_confirmation=False)

    @action("token", method="POST")
    def token():
        return {"access_token": "x"}

    @action("userinfo")
    def userinfo():
        return {"sub": "1", "email": "ann@shop.example"}

    with wsgi_served(site) as address:

        class Company(OAuth2):
            name = label = "company"
            login_url, token_url = "https://id.example/authorize", f"{address}/company/token"
            userinfo_url = f"{address}/company/userinfo"
            maps = {"sso_id": "sub", "email": "email", "username": "email"}

        auth.register_plugin(Company("shop", "secret", "auth/plugin/company/callback"))
        auth.enable(uses=(session, db), spa=True)
        me(auth)
        visitor = Visitor(site)
        there = visitor.get("/company/auth/plugin/company/login").headers["Location"]
        assert there.startswith("https://id.example/authorize?")
        assert "state=" in there
        visitor.get("/company/auth/plugin/company/callback?code=x&state=another")
        assert visitor.get("/company/me").text == "ann@shop.example"


def me(auth):
    @action("me")
    @action.uses(auth.user)
    def show():
        return auth.get_user()["email"]


@cell("structured-logs", "none-found")
def test_a_request_leaves_no_record(caplog):
    """Tried: all log records of a request, down to DEBUG; “structlog”, “structured” and “loguru” among the names."""
    path = fruits("logged")
    with caplog.at_level(logging.DEBUG):
        Visitor(site).get(path)
    assert caplog.records == []
    assert not words_in("py4web") & {"structlog", "structured", "loguru"}


@cell("type-hints", "none-found")
def test_the_installed_distribution_is_not_marked_as_typed():
    """Tried: py.typed among the files of the installed distribution."""
    assert [file for file in metadata.files("py4web") if file.name == "py.typed"] == []
