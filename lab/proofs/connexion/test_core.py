"""Connexion: requests, routes and files, by its own test client."""

import hashlib

from absent import translated_by_hand
from by_hand import ask_wsgi, fetch, names_in, run, serving
from connexion import AsyncApp, request
from connexion.resolver import Resolver
from loopback import write_catalogue
from proof import BROKEN, cell


def application(paths, *handlers, base="", **parts):
    """An application from an OpenAPI document whose operations are these functions."""
    app = AsyncApp("shop")
    add(app, paths, *handlers, base=base, **parts)
    return app


def add(app, paths, *handlers, base="", **parts):
    document = {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": paths, **parts}
    functions = {handler.__name__: handler for handler in handlers}
    app.add_api(document, base_path=base, name=base or "main", resolver=Resolver(functions.get))


def operation(name, **parts):
    return {"operationId": name, "responses": {"200": {"description": "an answer"}}, **parts}


HTML = {"200": {"description": "a page", "content": {"text/html": {"schema": {"type": "string"}}}}}


def parameter(name, place, kind, **parts):
    return {"name": name, "in": place, "required": True, "schema": {"type": kind, **parts}}


@cell("routing-converters", "builtin")
def test_a_path_parameter_becomes_a_number_or_is_refused():
    seen = []

    async def item(n):
        seen.append(n)
        return {"next": n + n}

    path = parameter("n", "path", "string" if BROKEN else "integer")
    client = application({"/items/{n}": {"get": operation("item", parameters=[path])}}, item).test_client()
    assert client.get("/items/7").json() == {"next": 14}
    assert client.get("/items/seven").status_code == 404
    assert seen == [7]


@cell("class-based-views", "builtin")
def test_a_class_answers_two_methods(tmp_path, monkeypatch):
    from connexion.resolver import MethodResolver

    (tmp_path / "views.py").write_text(
        """
class TeaView:
    async def search(self):
        return "a cup"

    async def post(self):
        return "poured"
"""
    )
    monkeypatch.syspath_prepend(tmp_path)
    answers = {"responses": {"200": {"description": "an answer"}}}
    paths = {} if BROKEN else {"/tea": {"get": answers, "post": answers}}
    app = AsyncApp("shop")
    document = {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": paths}
    app.add_api(document, resolver=MethodResolver("views"))
    client = app.test_client()
    assert (client.get("/tea").json(), client.post("/tea").json()) == ("a cup", "poured")
    assert client.delete("/tea").status_code == 405


@cell("sub-apps", "builtin")
def test_one_document_stands_under_two_prefixes():
    async def listing():
        return "all"

    async def one(n):
        return n

    paths = {
        "/list": {"get": operation("listing")},
        "/books/{n}": {"get": operation("one", parameters=[parameter("n", "path", "integer")])},
    }
    app = AsyncApp("shop")
    for base in ["/old"] if BROKEN else ["/old", "/new"]:
        add(app, paths, listing, one, base=base)
    client = app.test_client()
    for base in ("/old", "/new"):
        assert (client.get(f"{base}/list").json(), client.get(f"{base}/books/3").json()) == ("all", 3)


@cell("middleware", "builtin")
def test_a_middleware_counts_requests_and_adds_a_header():
    seen = []

    class Mark:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            if scope["type"] != "http":
                return await self.app(scope, receive, send)
            seen.append(scope["path"])

            async def send_marked(message):
                if message["type"] == "http.response.start":
                    message["headers"].append((b"x-seen", str(len(seen)).encode()))
                await send(message)

            return await self.app(scope, receive, send_marked)

    async def home():
        return "hi"

    app = application({"/": {"get": operation("home")}}, home)
    if not BROKEN:
        app.add_middleware(Mark)
    client = app.test_client()
    assert [client.get("/").headers.get("x-seen") for _ in range(2)] == ["1", "2"]
    missing = client.get("/nothing")
    print("a 404:", missing.headers.get("x-seen"), "with a count of", len(seen))
    assert missing.status_code == 404


@cell("sessions", "builtin", packages=["itsdangerous"])
def test_a_session_keeps_a_value_for_its_visitor_alone():
    from starlette.middleware.sessions import SessionMiddleware

    async def remember():
        if not BROKEN:
            request.scope["session"]["word"] = "tea"
        return "kept"

    async def recall():
        return request.scope["session"].get("word", "nothing")

    app = application({"/": {"post": operation("remember"), "get": operation("recall")}}, remember, recall)
    app.add_middleware(SessionMiddleware, secret_key="for this test alone")
    client = app.test_client()
    client.post("/")
    assert client.get("/").json() == "tea"
    assert app.test_client().get("/").json() == "nothing"
    value = client.cookies["session"]
    changed = ("A" if value[0] != "A" else "B") + value[1:]
    assert app.test_client(cookies={"session": changed}).get("/").json() == "nothing"


@cell("signed-cookies", "builtin", packages=["itsdangerous"])
def test_a_changed_session_cookie_is_refused():
    from starlette.middleware.sessions import SessionMiddleware

    async def remember():
        request.scope["session"]["word"] = "tea"
        return "kept"

    async def recall():
        return request.scope["session"].get("word", "nothing")

    app = application({"/": {"post": operation("remember"), "get": operation("recall")}}, remember, recall)
    app.add_middleware(SessionMiddleware, secret_key="for this test alone")
    client = app.test_client()
    client.post("/")
    value = client.cookies["session"]
    changed = value if BROKEN else ("A" if value[0] != "A" else "B") + value[1:]
    got = [app.test_client(cookies={"session": cookie}).get("/").json() for cookie in (value, changed)]
    assert got == ["tea", "nothing"]


@cell("file-uploads", "builtin")
def test_an_uploaded_file_is_read_whole():
    async def upload(body, file):
        content = await file.read()
        return [body["note"], file.filename, len(content), hashlib.sha256(content).hexdigest()]

    fields = {"note": {"type": "string"}, "file": {"type": "string", "format": "binary"}}
    form = {"multipart/form-data": {"schema": {"type": "object", "properties": fields}}}
    app = application({"/": {"post": operation("upload", requestBody={"content": form})}}, upload)
    content = bytes(range(250)) * 12_000
    sent = content[:-1] if BROKEN else content
    answer = app.test_client().post("/", data={"note": "żółć"}, files={"file": ("tea.bin", sent)})
    assert answer.json() == ["żółć", "tea.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("partial-pages", "third-party", packages=["asgi-htmx"])
def test_one_address_gives_htmx_the_part_and_others_the_whole():
    from asgi_htmx import HtmxMiddleware

    async def page():
        part = "<p>tea</p>"
        return part if request.scope["htmx"] and not BROKEN else f"<html><body>{part}</body></html>"

    html = {"200": {"description": "a page", "content": {"text/html": {"schema": {"type": "string"}}}}}
    app = application({"/": {"get": {"operationId": "page", "responses": html}}}, page)
    app.add_middleware(HtmxMiddleware)
    client = app.test_client()
    assert client.get("/", headers={"HX-Request": "true"}).text == "<p>tea</p>"
    assert client.get("/").text == "<html><body><p>tea</p></body></html>"


@cell("test-client", "builtin")
def test_the_client_calls_the_application_without_a_server():
    async def home():
        return "changed" if BROKEN else "hi"

    answer = application({"/": {"get": operation("home")}}, home).test_client().get("/")
    assert (answer.status_code, answer.json()) == (200, "hi")


@cell("dev-reload", "builtin", packages=["connexion[uvicorn]"])
def test_a_saved_file_is_served_within_ten_seconds(tmp_path):
    import time

    source = """
import sys
from connexion import AsyncApp

async def home():
    return "first"

app = AsyncApp(__name__)
app.add_api("openapi.yaml")

if __name__ == "__main__":
    app.run("app:app", port=int(sys.argv[1]))
"""
    (tmp_path / "openapi.yaml").write_text(
        'openapi: 3.0.3\ninfo: {title: Shop, version: "1"}\n'
        'paths: {/: {get: {operationId: app.home, responses: {"200": {description: hi}}}}}\n'
    )
    (tmp_path / "app.py").write_text(source.replace('"app:app", ', "") if BROKEN else source)
    with serving(tmp_path, "app", "{port}") as url:
        assert "first" in fetch(url)[1]
        time.sleep(1)
        (tmp_path / "app.py").write_text(source.replace("first", "second"))
        end = time.monotonic() + 10
        while "second" not in (seen := fetch(url)[1]) and time.monotonic() < end:
            time.sleep(0.3)
    assert "second" in seen


@cell("cli", "none-found", packages=["connexion[uvicorn]"])
def test_the_command_serves_and_does_nothing_else():
    """Tried: the command's help, which offers `run` alone; its stubs and mocks are ways to serve."""
    assert "{run} ..." in run("connexion", "--help")


@cell("wsgi", "no")
def test_the_application_refuses_a_wsgi_server():
    """Tried: the application called as WSGI servers call it."""
    try:
        ask_wsgi(AsyncApp("shop"))
    except TypeError as error:
        refusal = str(error)
    assert "missing 1 required positional argument" in refusal


@cell("type-hints", "none-found")
def test_the_distribution_carries_no_py_typed():
    """Tried: the list of files of the installed distribution."""
    from importlib.metadata import files

    assert [str(path) for path in files("connexion") if path.name == "py.typed"] == []


@cell("templating", "none-found")
def test_a_template_is_sent_as_it_stands(tmp_path, monkeypatch):
    """Tried: the name and the text of a template file as an answer declared as HTML; and a search of all names: what is
    found belongs to the page of the API's documentation."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("<p>{{ tea }}</p>")
    monkeypatch.chdir(tmp_path)

    async def name():
        return "page.html"

    async def text():
        from jinja2 import Template

        template = (tmp_path / "templates" / "page.html").read_text()
        return Template(template).render(tea="green") if BROKEN else template

    paths = {f"/{part}": {"get": {"operationId": part, "responses": HTML}} for part in ("name", "text")}
    client = application(paths, name, text).test_client()
    assert [client.get(path).text for path in paths] == ["page.html", "<p>{{ tea }}</p>"]
    found = names_in("connexion", "template", "render", "jinja")
    assert [name for name in found if not name.startswith("swagger_ui_")] == []


@cell("auto-escaping", "none-found")
def test_a_value_put_into_html_stays_as_it_is():
    """Tried: an answer declared as HTML that holds the value."""

    async def page(text):
        return f"<p>{text}</p>"

    html = {"200": {"description": "a page", "content": {"text/html": {"schema": {"type": "string"}}}}}
    text = parameter("text", "query", "string")
    app = application({"/": {"get": {"operationId": "page", "parameters": [text], "responses": html}}}, page)
    assert app.test_client().get("/", params={"text": "<b>"}).text == "<p><b></p>"


@cell("forms", "none-found")
def test_a_declared_form_is_checked_and_not_shown_again():
    """Tried: a form with a required field in the document, sent without it; and a search of all names."""

    async def send(body):
        return body["name"]

    schema = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    form = {"application/x-www-form-urlencoded": {"schema": schema}}
    app = application({"/": {"post": operation("send", requestBody={"content": form})}}, send)
    answer = app.test_client().post("/", data={"other": "1"})
    assert (answer.status_code, "<" in answer.text) == (400, False)
    assert names_in("connexion", "formset", "form_field", "widget") == []


@cell("configuration", "none-found")
def test_options_come_from_arguments_alone(tmp_path, monkeypatch):
    """Tried: a setting in the environment, in .env and in a file, and a document that names it, as templates may; it is
    filled in from the argument alone. A search of all names; what is found belongs to the page of documentation."""
    document = 'openapi: 3.0.3\ninfo: {title: "{{ GREETING }}", version: "1"}\npaths: {}\n'
    (tmp_path / "openapi.yaml").write_text(document)
    (tmp_path / ".env").write_text("GREETING=hello\nCONNEXION_GREETING=hello\n")
    (tmp_path / "settings.toml").write_text('GREETING = "hello"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GREETING", "hello")
    monkeypatch.setenv("CONNEXION_GREETING", "hello")

    def title(**options):
        app = AsyncApp("shop", specification_dir=tmp_path)
        app.add_api("openapi.yaml", **options)
        return app.test_client().get("/openapi.json").json()["info"]["title"]

    assert title(arguments={"GREETING": "given"}) == "given"
    assert title(**({"arguments": {"GREETING": "hello"}} if BROKEN else {})) == ""
    found = names_in("connexion", "settings", "config", "dotenv", "environ")
    assert [name for name in found if "swagger_ui" not in name] == []


@cell("dependency-injection", "none-found")
def test_an_argument_of_another_name_is_not_provided():
    """Tried: a class in a handler's annotation, and a search of all names."""

    class Ticket:
        pass

    async def show(ticket: Ticket):
        return "made"

    answer = application({"/": {"get": operation("show")}}, show).test_client(raise_server_exceptions=False).get("/")
    assert answer.status_code == 500
    assert names_in("connexion", "provide", "inject", "depend", "container") == []


@cell("caching", "none-found")
def test_an_answer_is_made_anew_for_each_request():
    """Tried: one address asked twice, and a search of all names."""
    ran = []

    async def count():
        ran.append(1)
        return len(ran)

    client = application({"/": {"get": operation("count")}}, count).test_client()
    assert [client.get("/").json() for _ in range(2)] == [1, 2]
    assert names_in("connexion", "cache_", "memoi", "response_cache") == []
