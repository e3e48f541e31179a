"""What Robyn's cells say is missing: what a user would try, and what happens."""

import inspect
import socket
import sys
import time
from importlib import metadata
from importlib.util import find_spec

from absent import SECOND_STEPS, SIGN_IN, json_objects
from killed import done_after_a_kill, killed_in_the_end
from oauth_provider import provider
from proof import BROKEN, cell
from robyn import Headers, Request, Response, Robyn, jsonify
from robyn.authentication import AuthenticationHandler, BearerGetter, Identity
from sanic_tornado_robyn import ask, names_with
from serving import serving


def hello_app():
    app = Robyn(__file__)

    @app.get("/")
    def hello(request):
        return "hello"

    @app.post("/")
    def take(request):
        return "taken"

    return app


@cell("admin-ui", "none-found")
def test_no_admin_at_the_usual_addresses():
    """Tried: /admin, /admin/ and /dashboard of a new application, and names with "admin" or "crud" in the package."""
    with serving(hello_app()) as url:
        assert [ask(f"{url}/{path}").status for path in ("", "admin", "admin/", "dashboard")] == [200, 404, 404, 404]
    assert names_with("robyn", "admin", "crud") == []


@cell("asgi", "none-found")
def test_the_application_is_no_asgi_application():
    """Tried: the application called with a scope and two awaitables, as ASGI servers call it."""
    refusal = ""
    try:
        hello_app()({"type": "http"}, None, None)
    except TypeError as error:
        refusal = str(error)
    assert refusal == "'Robyn' object is not callable"


@cell("background-tasks", "none-found")
def test_work_of_a_handler_delays_the_answer():
    """Tried: names with "background", "task", "queue" or "schedul" in the package, and 0.4 s of work in a handler."""
    assert names_with("robyn", "background", "task", "queue", "schedul") == []
    app = Robyn(__file__)

    @app.post("/")
    def start(request):
        time.sleep(0.4)
        return "accepted"

    with serving(app) as url:
        began = time.monotonic()
        ask(url, "POST")
        assert time.monotonic() - began > 0.3


@cell("caching", "none-found")
def test_a_response_marked_for_caching_is_made_again():
    """Tried: Cache-Control: max-age, asked for twice, and names with "cache_" or "memoize" in the package."""
    app, calls = Robyn(__file__), []

    @app.get("/")
    def count(request):
        calls.append(1)
        return Response(200, Headers({"Cache-Control": "public, max-age=60"}), str(len(calls)))

    with serving(app) as url:
        assert [ask(url).text, ask(url).text] == ["1", "2"]
    assert names_with("robyn", "cache_", "memoize") == []


@cell("class-based-views", "none-found")
def test_the_methods_of_a_class_do_not_answer():
    """Tried: a class with get and post given to app.get, and names with "controller" or "methodview" in the package."""
    app = Robyn(__file__)

    class Item:
        def get(self, request):
            return "read"

        def post(self, request):
            return "written"

    app.get("/item")(Item)
    with serving(app) as url:
        assert "Item object at" in ask(f"{url}/item").text
        assert ask(f"{url}/item", "POST").status == 404
    assert names_with("robyn", "controller", "methodview", "viewset") == []


@cell("content-negotiation", "none-found")
def test_the_accept_header_changes_nothing():
    """Tried: a dictionary for Accept: text/html, and names with "accept" or "negotiat" in the package."""
    app = Robyn(__file__)

    @app.get("/")
    def tea(request):
        return {"name": "tea"}

    with serving(app) as url:
        assert ask(url, headers={"Accept": "text/html"}).headers.get_content_type() == "application/json"
    assert names_with("robyn", "accept", "negotiat", "best_match") == []


@cell("csrf", "none-found")
def test_a_form_from_another_site_is_taken():
    """Tried: a POST with a foreign Origin and no token, and names with "csrf" or "xsrf" in the package."""
    with serving(hello_app()) as url:
        answer = ask(url, form={"amount": "100"}, headers={"Origin": "https://evil.example"})
    assert (answer.status, answer.text) == (200, "taken")
    assert names_with("robyn", "csrf", "xsrf") == []


@cell("dependency-injection", "none-found")
def test_a_handler_cannot_ask_for_one_object():
    """Tried: a handler that names what inject_global was given, and a function given to it as a provider."""
    app = Robyn(__file__)
    app.inject_global(counter=lambda: 7)

    @app.get("/one")
    def one(request, counter):
        return str(counter)

    @app.get("/all")
    def all_of_them(request, global_dependencies):
        return type(global_dependencies["counter"]).__name__

    with serving(app) as url:
        answer = ask(f"{url}/one")
        assert (answer.status, answer.text) == (400, "Missing required parameter: 'counter'")
        assert ask(f"{url}/all").text == "function"


@cell("durable-jobs", "none-found")
def test_work_is_lost_with_its_server(tmp_path):
    """Tried: work in a thread that a handler starts; the server is killed and started anew, and it is never done. Names
    with "job", "queue", "celery" or "broker" in the package."""
    (tmp_path / "shop.py").write_text(
        """
import os
from threading import Thread
from robyn import Robyn
from work import work

app = Robyn(__file__)

@app.get("/start")
def start(request):
    Thread(target=work).start()
    return "started"

app.start(host="127.0.0.1", port=int(os.environ["PORT"]), _check_port=False)
"""
    )
    assert not done_after_a_kill(tmp_path, sys.executable, "shop.py", queue=BROKEN)
    assert names_with("robyn", "job", "queue", "celery", "broker") == []


@cell("forms", "none-found")
def test_a_form_is_a_dictionary_of_text():
    """Tried: form_data of a request with an empty field, and names with "field", "widget" or "wtf" in the package."""
    app = Robyn(__file__)

    @app.post("/")
    def name(request):
        return f"{type(request.form_data).__name__} {request.form_data}"

    with serving(app) as url:
        assert ask(url, form={"name": ""}).text.startswith("dict ")
    assert names_with("robyn", "widget", "wtf", "formfield") == []


@cell("free-threading", "none-found")
def test_the_classifiers_say_nothing_of_free_threading():
    """Tried: classifiers and tags of the installed distribution. What its documents say, no program can tell."""
    classifiers = metadata.metadata("robyn").get_all("Classifier") or []
    tags = [line for line in metadata.distribution("robyn").read_text("WHEEL").splitlines() if line.startswith("Tag")]
    assert [classifier for classifier in classifiers if "Free Threading" in classifier] == []
    assert [tag for tag in tags if tag.split("-")[1].endswith("t")] == []


@cell("graphql", "none-found", packages=["strawberry-graphql"])
def test_the_documented_handler_fails_on_an_unknown_field():
    """Tried: an endpoint of Strawberry for Robyn, names with "graphql", and the handler of the documentation."""
    import strawberry

    @strawberry.type
    class Query:
        @strawberry.field
        def hello(self) -> str:
            return "world"

    app, schema = Robyn(__file__), strawberry.Schema(Query)

    @app.post("/")
    async def post(request):
        data = await schema.execute(request.json()["query"])
        return jsonify({"data": data.data, **({"errors": data.errors} if data.errors else {})})

    with serving(app) as url:
        assert ask(url, json_body={"query": "{ hello }"}).json == {"data": {"hello": "world"}}
        assert ask(url, json_body={"query": "{ nothing }"}).status == 500
    assert find_spec("strawberry.robyn") is None
    assert names_with("robyn", "graphql") == []


@cell("health-checks", "none-found")
def test_nothing_answers_at_the_usual_addresses():
    """Tried: /health, /healthz and /ready of a new application, and names with "health" or "liveness"."""
    with serving(hello_app()) as url:
        assert [ask(f"{url}/{path}").status for path in ("health", "healthz", "ready")] == [404] * 3
    assert names_with("robyn", "health", "liveness", "readiness") == []


@cell("http2", "none-found")
def test_http2_by_prior_knowledge_is_refused():
    """Tried: the preface of HTTP/2 with empty settings, sent to its server without TLS."""
    with serving(hello_app()) as url:
        with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 10) as connection:
            connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0]))
            answer = connection.recv(1000)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")


@cell("i18n", "none-found")
def test_the_language_of_a_request_changes_nothing():
    """Tried: what two requests of different languages show, and names with "gettext", "locale" or "translat"."""
    app = Robyn(__file__)

    @app.get("/")
    def names(request):
        return ",".join(name for name, _ in inspect.getmembers(request) if not name.startswith("_"))

    with serving(app) as url:
        answers = {ask(url, headers={"Accept-Language": language}).text for language in ("en", "pl")}
    assert len(answers) == 1
    assert "locale" not in answers.pop()
    assert names_with("robyn", "gettext", "locale", "translat", "i18n") == []


@cell("jwt", "none-found")
def test_its_bearer_getter_hands_over_any_text():
    """Tried: BearerGetter with a token that is none, and names with "jwt" or "decode_token" in the package."""
    from robyn.authentication import BearerGetter

    app = Robyn(__file__)

    @app.get("/")
    def token(request):
        return BearerGetter.get_token(request)

    with serving(app) as url:
        assert ask(url, headers={"Authorization": "Bearer no.token.atall"}).text == "no.token.atall"
    assert names_with("robyn", "jwt", "decode_token") == []


@cell("multi-tenancy", "none-found")
def test_two_hosts_share_one_application():
    """Tried: two host names at one application with a list of rows, and names with "tenant" in the package."""
    app, rows = Robyn(__file__), []

    @app.post("/:row")
    def store(request, row: str):
        rows.append(row)
        return rows

    with serving(app) as url:
        ask(f"{url}/tea", "POST", headers={"Host": "ann.example"})
        assert ask(f"{url}/cake", "POST", headers={"Host": "bob.example"}).json == ["tea", "cake"]
    assert names_with("robyn", "tenant") == []


@cell("opentelemetry", "none-found", packages=["opentelemetry-sdk"])
def test_a_request_leaves_no_span():
    """Tried: requests with a traceparent header while a tracer with an exporter in memory is set for the whole process;
    names with "otel", "opentelemetry", "traceparent" or "tracer" in the package."""
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    app, exporter, tracers = Robyn(__file__), InMemorySpanExporter(), TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(tracers)

    @app.get("/")
    def hello(request):
        if BROKEN:
            trace.get_tracer("by hand").start_span("GET /").end()
        return "hello"

    @app.get("/spans")
    def spans(request):
        return str(len(exporter.get_finished_spans()))

    with serving(app) as url:
        ask(url, headers={"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"})
        assert ask(f"{url}/spans").text == "0"
    assert names_with("robyn", "otel", "opentelemetry", "traceparent", "tracer") == []


@cell("pagination", "none-found")
def test_a_page_number_changes_nothing():
    """Tried: ?page=3&size=10 at a handler with 25 records, and names with "paginat" or "paging" in the package."""
    app = Robyn(__file__)

    @app.get("/")
    def records(request):
        return list(range(25))

    with serving(app) as url:
        assert len(ask(f"{url}?page=3&size=10").json) == 25
    assert names_with("robyn", "paginat", "paging") == []


@cell("partial-pages", "none-found")
def test_a_request_of_htmx_is_like_any_other():
    """Tried: what two requests show, one as htmx sends it, and names with "htmx" or "turbo" in the package."""
    app = Robyn(__file__)

    @app.get("/")
    def names(request: Request):
        return ",".join(name for name, _ in inspect.getmembers(request) if not name.startswith("_"))

    with serving(app) as url:
        assert ask(url).text == ask(url, headers={"HX-Request": "true"}).text
    assert names_with("robyn", "htmx", "turbo", "unpoly") == []


@cell("permissions", "none-found")
def test_auth_required_knows_no_roles():
    """Tried: roles= and permissions= at a route, and names with "permission", "role" or "scope" in the package."""
    refusals = []
    for argument in ("roles", "permissions", "scopes"):
        try:
            Robyn(__file__).get("/edit", auth_required=True, **{argument: ["editor"]})
        except TypeError as error:
            refusals.append(str(error))
    assert len(refusals) == 3
    assert names_with("robyn", "permission", "role", "require_") == []


@cell("second-factor", "none-found")
def test_a_token_for_the_password_alone_signs_in():
    """Tried: a login that gives a token for the password, which its check of tokens takes; the usual addresses of a
    second step; names with "totp", "mfa", "webauthn", "passkey" or "two_factor" in the package."""

    class Tokens(AuthenticationHandler):
        def authenticate(self, request):
            known = self.token_getter.get_token(request) == "token-of-ann"
            second = not BROKEN or request.headers.get("x-code") == "123456"
            return Identity(claims={"user": "ann"}) if known and second else None

    app = Robyn(__file__)
    app.configure_authentication(Tokens(token_getter=BearerGetter()))

    @app.post("/login")
    def login(request):
        right = request.json() == {"name": "ann", "password": "tea"}
        return "token-of-ann" if right else Response(401, Headers({}), "")

    @app.get("/me", auth_required=True)
    def me(request):
        return request.identity.claims["user"]

    with serving(app) as url:
        token = ask(f"{url}/login", json_body={"name": "ann", "password": "tea"}).text
        ann = {"Authorization": f"Bearer {token}"}
        assert ask(f"{url}/me", headers=ann).text == "ann"
        assert {ask(url + path, headers=ann).status for path in SECOND_STEPS} == {404}
    assert names_with("robyn", "totp", "mfa", "webauthn", "passkey", "twofactor", "two_factor") == []


@cell("security-headers", "none-found")
def test_a_response_carries_none_of_the_headers():
    """Tried: the headers of an ordinary answer, and names with "hsts", "helmet" or "security_header" in the package."""
    with serving(hello_app()) as url:
        headers = {name.lower() for name in ask(url).headers}
    wanted = {"strict-transport-security", "content-security-policy", "x-frame-options", "x-content-type-options"}
    assert headers & {*wanted, "referrer-policy"} == set()
    assert names_with("robyn", "hsts", "helmet", "security_header", "frame_options") == []


@cell("serverless", "none-found")
def test_the_application_takes_no_event():
    """Tried: the application called with an event of API Gateway and a context, and names with "lambda"."""
    refusal = ""
    try:
        hello_app()({"version": "2.0", "rawPath": "/"}, None)
    except TypeError as error:
        refusal = str(error)
    assert refusal == "'Robyn' object is not callable"
    assert names_with("robyn", "lambda", "serverless", "mangum") == []


@cell("single-sign-on", "none-found")
def test_a_visitor_is_not_sent_to_a_provider(monkeypatch):
    """Tried: a provider that the environment names, an address that demands a sign-in, and the usual addresses; no
    answer redirects. Names with "oauth", "openid", "oidc" or "saml" in the package."""

    class Nobody(AuthenticationHandler):
        def authenticate(self, request):
            return None

    with provider() as company:
        for name in ("OAUTH_AUTHORIZE_URL", "OIDC_ISSUER", "ROBYN_OAUTH_URL", "ROBYN_OIDC_ISSUER"):
            monkeypatch.setenv(name, company)
        app = Robyn(__file__)
        app.configure_authentication(Nobody(token_getter=BearerGetter()))
        app.get("/me", auth_required=True)(lambda request: "me")
        if BROKEN:
            app.get("/login")(lambda request: Response(302, Headers({"Location": f"{company}/authorize"}), ""))
        with serving(app) as url:
            answers = [ask(url + path) for path in ("/me", *SIGN_IN)]
    assert [answer.status for answer in answers] == [401] + [404] * len(SIGN_IN)
    assert [answer.headers["location"] for answer in answers if answer.headers["location"]] == []
    assert names_with("robyn", "oauth", "openid", "oidc", "saml") == []


@cell("structured-logs", "none-found")
def test_a_request_leaves_no_line_of_data(tmp_path):
    """Tried: all that the server prints about requests at its most talkative setting, read as JSON; names with
    "structlog", "access_log", or "json" before "log" or "format" in the package."""
    (tmp_path / "shop.py").write_text(
        f"""
import json
import os
from robyn import Robyn

app = Robyn(__file__)

@app.get("/tea")
def tea(request):
    if {BROKEN}:
        print(json.dumps({{"method": "GET", "path": "/tea", "status": 200}}), flush=True)
    return "tea"

app.start(host="127.0.0.1", port=int(os.environ["PORT"]), _check_port=False)
"""
    )
    talkative = {"RUST_LOG": "trace", "PYTHONUNBUFFERED": "1"}
    command = (sys.executable, "shop.py", "--log-level", "DEBUG")
    with killed_in_the_end(tmp_path, command, talkative) as url:
        assert [ask(f"{url}/{path}").status for path in ("tea", "nothing")] == [200, 404]
    printed = (tmp_path / "server.log").read_text()
    assert "Added route" in printed
    assert json_objects(printed) == []
    assert names_with("robyn", "structlog", "jsonlog", "json_log", "jsonformat", "accesslog", "access_log") == []


@cell("wsgi", "none-found")
def test_the_application_is_no_wsgi_application():
    """Tried: the application called with an environ and start_response, as WSGI servers call it."""
    refusal = ""
    try:
        hello_app()({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda status, headers: None)
    except TypeError as error:
        refusal = str(error)
    assert refusal == "'Robyn' object is not callable"
