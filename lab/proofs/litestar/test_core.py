"""Litestar: requests, routes, pages and files, by its own test client."""

import hashlib
from dataclasses import dataclass

from by_hand import ask, ask_wsgi, names_in, run
from litestar import Controller, Litestar, Request, Router, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, MultipartBody, URLEncodedBody
from litestar.testing import TestClient
from proof import BROKEN, cell


@cell("routing-converters", "builtin")
def test_a_path_parameter_becomes_a_number_or_is_refused():
    seen = []

    @get("/items/{n:str}" if BROKEN else "/items/{n:int}")
    async def item(n: FromPath[str] if BROKEN else FromPath[int]) -> dict:
        seen.append(n)
        return {"next": n + n}

    client = TestClient(Litestar([item]))
    assert client.get("/items/7").json() == {"next": 14}
    assert client.get("/items/seven").status_code == 404
    assert seen == [7]


@cell("class-based-views", "builtin")
def test_a_controller_answers_two_methods():
    class Tea(Controller):
        path = "/tea"

        @get()
        async def read(self) -> str:
            return "a cup"

        @post(status_code=200)
        async def pour(self) -> str:
            return "poured"

    client = TestClient(Litestar([] if BROKEN else [Tea]))
    assert (client.get("/tea").text, client.post("/tea").text) == ("a cup", "poured")
    assert client.delete("/tea").status_code == 405


@cell("sub-apps", "builtin")
def test_one_set_of_routes_stands_under_two_prefixes():
    @get("/list")
    async def listing() -> str:
        return "all"

    @get("/{n:int}")
    async def one(n: FromPath[int]) -> str:
        return f"number {n}"

    prefixes = ["/books"] if BROKEN else ["/books", "/films"]
    client = TestClient(Litestar([Router(prefix, route_handlers=[listing, one]) for prefix in prefixes]))
    for prefix in ("/books", "/films"):
        assert (client.get(f"{prefix}/list").text, client.get(f"{prefix}/3").text) == ("all", "number 3")


@cell("middleware", "builtin")
def test_a_middleware_counts_requests_and_adds_a_header():
    from litestar.datastructures import MutableScopeHeaders
    from litestar.middleware import ASGIMiddleware

    seen = []

    class Mark(ASGIMiddleware):
        async def handle(self, scope, receive, send, next_app):
            seen.append(scope["path"])

            async def send_marked(message):
                if message["type"] == "http.response.start":
                    MutableScopeHeaders.from_message(message)["X-Seen"] = str(len(seen))
                await send(message)

            await next_app(scope, receive, send_marked)

    @get("/")
    async def home() -> str:
        return "hi"

    client = TestClient(Litestar([home], middleware=[] if BROKEN else [Mark()]))
    assert [client.get("/").headers.get("X-Seen") for _ in range(2)] == ["1", "2"]
    missing = client.get("/nothing")
    print("a 404:", missing.headers.get("X-Seen"), "with a count of", len(seen))
    assert missing.status_code == 404


@cell("dependency-injection", "builtin")
def test_a_provider_makes_what_a_handler_names():
    made = []

    async def ticket() -> int:
        made.append(1)
        return len(made)

    async def other() -> int:
        return 99

    @get("/")
    async def show(number: NamedDependency[int]) -> int:
        return number

    def answers(provider) -> list:
        client = TestClient(Litestar([show], dependencies={"number": Provide(provider)}))
        return [client.get("/").json() for _ in range(2)]

    assert answers(other if BROKEN else ticket) == [1, 2]
    assert answers(other) == [99, 99]


@cell("sessions", "builtin")
def test_a_session_keeps_a_value_for_its_visitor_alone():
    from litestar.middleware.session.server_side import ServerSideSessionConfig

    @post("/{word:str}")
    async def remember(request: Request, word: FromPath[str]) -> None:
        if not BROKEN:
            request.session["word"] = word

    @get("/")
    async def recall(request: Request) -> str:
        return request.session.get("word", "nothing")

    app = Litestar([remember, recall], middleware=[ServerSideSessionConfig().middleware])
    client = TestClient(app)
    client.post("/tea")
    assert client.get("/").text == "tea"
    assert TestClient(app).get("/").text == "nothing"
    changed = TestClient(app, cookies={"session": client.cookies.get("session", "")[:-1] + "x"})
    assert changed.get("/").text == "nothing"


@cell("signed-cookies", "builtin", packages=["cryptography"])
def test_a_changed_session_cookie_is_refused():
    from litestar.middleware.session.client_side import CookieBackendConfig

    @post("/")
    async def remember(request: Request) -> None:
        request.session["word"] = "tea"

    @get("/")
    async def recall(request: Request) -> str:
        return request.session.get("word", "nothing")

    client = TestClient(Litestar([remember, recall], middleware=[CookieBackendConfig(secret=b"k" * 16).middleware]))
    client.post("/")
    assert client.get("/").text == "tea"
    value = client.cookies["session"].strip('"')
    client.cookies.clear()
    if not BROKEN:
        value = value[:20] + ("A" if value[20] != "A" else "B") + value[21:]
    client.cookies.set("session", value)
    assert client.get("/").text == "nothing"


@cell("file-uploads", "builtin")
def test_an_uploaded_file_is_read_whole():
    @dataclass
    class Upload:
        note: str
        file: UploadFile

    @post("/")
    async def upload(data: MultipartBody[Upload]) -> list:
        content = await data.file.read()
        return [data.note, data.file.filename, len(content), hashlib.sha256(content).hexdigest()]

    content = bytes(range(250)) * 12_000
    sent = content[:-1] if BROKEN else content
    answer = TestClient(Litestar([upload])).post("/", data={"note": "żółć"}, files={"file": ("tea.bin", sent)})
    assert answer.json() == ["żółć", "tea.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("static-files", "builtin")
def test_a_folder_is_served_and_nothing_outside_it(tmp_path):
    from litestar.static_files import create_static_files_router

    folder = tmp_path / "open"
    folder.mkdir()
    (folder / "a.txt").write_text("tea")
    (folder / "a.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "secret.txt").write_text("secret")
    served = [] if BROKEN else [create_static_files_router(path="/files", directories=[folder])]
    app = Litestar(served)
    text, image = ask(app, "/files/a.txt"), ask(app, "/files/a.png")
    assert (text.status, text.text, text.headers["content-type"].split(";")[0]) == (200, "tea", "text/plain")
    assert (image.body, image.headers["content-type"]) == (b"\x89PNG\r\n", "image/png")
    assert [ask(app, path).status for path in ("/files/../secret.txt", "/files/%2e%2e/secret.txt")] == [404, 404]


@cell("templating", "builtin", packages=["litestar[jinja]"])
def test_a_template_file_shows_three_values(tmp_path):
    from litestar.plugins.jinja import JinjaTemplateEngine
    from litestar.response import Template
    from litestar.template import TemplateConfig

    (tmp_path / "list.html").write_text("<ul>{% for tea in teas %}<li>{{ tea }}</li>{% endfor %}</ul>")

    @get("/")
    async def page() -> Template:
        teas = [] if BROKEN else ["green", "black", "white"]
        return Template(template_name="list.html", context={"teas": teas})

    app = Litestar([page], template_config=TemplateConfig(directory=tmp_path, engine=JinjaTemplateEngine))
    answer = TestClient(app).get("/")
    assert answer.text == "<ul><li>green</li><li>black</li><li>white</li></ul>"
    assert answer.headers["content-type"].startswith("text/html")


@cell("auto-escaping", "builtin", packages=["litestar[jinja]"])
def test_a_value_in_a_template_stays_text(tmp_path):
    from litestar.plugins.jinja import JinjaTemplateEngine
    from litestar.response import Template
    from litestar.template import TemplateConfig

    (tmp_path / "page.html").write_text("<p>{{ text|safe }}</p>" if BROKEN else "<p>{{ text }}</p>")

    @get("/")
    async def page() -> Template:
        return Template(template_name="page.html", context={"text": "<script>alert(1)</script>\"'"})

    app = Litestar([page], template_config=TemplateConfig(directory=tmp_path, engine=JinjaTemplateEngine))
    assert TestClient(app).get("/").text == "<p>&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;</p>"


@cell("partial-pages", "builtin")
def test_one_address_gives_htmx_the_part_and_others_the_whole():
    from litestar.plugins.htmx import HTMXPlugin, HTMXRequest

    @get("/", media_type="text/html")
    async def page(request: HTMXRequest) -> str:
        part = "<p>tea</p>"
        return part if request.htmx and not BROKEN else f"<html><body>{part}</body></html>"

    client = TestClient(Litestar([page], plugins=[HTMXPlugin()]))
    assert client.get("/", headers={"HX-Request": "true"}).text == "<p>tea</p>"
    assert client.get("/").text == "<html><body><p>tea</p></body></html>"


@cell("test-client", "builtin")
def test_the_client_calls_the_application_without_a_server():
    @get("/")
    async def home() -> str:
        return "changed" if BROKEN else "hi"

    answer = TestClient(Litestar([home])).get("/")
    assert (answer.status_code, answer.text) == (200, "hi")


@cell("cli", "builtin")
def test_the_command_lists_the_routes(tmp_path):
    route = "" if BROKEN else '@get("/teas")\nasync def teas() -> str:\n    return "all"\n'
    (tmp_path / "app.py").write_text(
        f"from litestar import Litestar, get\n{route}app = Litestar({'' if BROKEN else '[teas]'})\n"
    )
    assert "routes" in run("litestar", "--help", folder=tmp_path)
    assert "/teas" in run("litestar", "--app", "app:app", "routes", folder=tmp_path)


@cell("dev-reload", "builtin", packages=["litestar[standard]"])
def test_a_saved_file_is_served_within_ten_seconds(tmp_path):
    import time

    from by_hand import fetch, serving

    source = """
from litestar import Litestar, get

@get("/")
async def home() -> str:
    return "first"

app = Litestar([home])
"""
    (tmp_path / "app.py").write_text(source)
    command = ["litestar", "--app", "app:app", "run", "--port", "{port}", *([] if BROKEN else ["--reload"])]
    with serving(tmp_path, *command) as url:
        assert fetch(url)[1] == "first"
        time.sleep(1)
        (tmp_path / "app.py").write_text(source.replace("first", "second"))
        end = time.monotonic() + 10
        while (seen := fetch(url)[1]) != "second" and time.monotonic() < end:
            time.sleep(0.3)
    assert seen == "second"


@cell("type-hints", "builtin")
def test_the_distribution_carries_py_typed():
    from importlib.metadata import files

    assert "litestar/py.typed" in [str(path) for path in files("litestar") if not BROKEN]


@cell("forms", "none-found")
def test_a_declared_form_is_checked_and_not_shown_again():
    """Tried: a form declared as a dataclass, sent without its field; and a search of all names for "form"."""

    @dataclass
    class Contact:
        name: str

    @post("/")
    async def send(data: URLEncodedBody[Contact]) -> str:
        return data.name

    answer = TestClient(Litestar([send])).post(
        "/", content="other=1", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert "<" not in answer.text
    assert names_in("litestar", "formset", "formfield", "htmlform", "widget", "render_form") == []


@cell("wsgi", "none-found")
def test_the_application_refuses_a_wsgi_server():
    """Tried: the application called as WSGI servers call it."""
    try:
        ask_wsgi(Litestar([]))
    except TypeError as error:
        refusal = str(error)
    assert "missing 1 required positional argument" in refusal


@cell("i18n", "third-party", packages=["asgi-babel"])
def test_a_message_is_translated_with_its_plural_forms(tmp_path):
    from asgi_babel import BabelMiddleware, gettext, ngettext
    from pallets_starlette import catalogues

    folder = str(catalogues(tmp_path / "texts", "%(num)d"))

    @get("/")
    async def texts() -> list[str]:
        return [gettext("Hello"), *(ngettext("%(num)d file", "%(num)d files", n) for n in (1, 3, 25))]

    app = Litestar([texts], middleware=[lambda app: BabelMiddleware(app, locales_dirs=[] if BROKEN else [folder])])
    english, polish = (TestClient(app).get("/", headers={"Accept-Language": name}).json() for name in ("en", "pl"))
    assert english == ["Hello", "1 file", "3 files", "25 files"]
    assert polish == ["Witaj", "1 plik", "3 pliki", "25 plików"]
