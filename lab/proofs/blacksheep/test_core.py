"""BlackSheep: requests, routes, pages and files, by its own test client."""

import asyncio
import hashlib

from absent import translated_by_hand
from blacksheep import Application, Router, json, text
from blacksheep.contents import FormPart, MultiPartFormData
from blacksheep.testing import TestClient
from by_hand import ask, ask_at_once, ask_wsgi, names_in
from loopback import write_catalogue
from proof import BROKEN, cell


def application() -> Application:
    """An application with routes of its own: those of the module's get and post are shared by all."""
    return Application(router=Router())


def talk(app, conversation):
    """Start the application and let a conversation speak to its test client."""

    async def whole():
        await app.start()
        return await conversation(TestClient(app))

    return asyncio.run(whole())


@cell("routing-converters", "builtin")
def test_a_path_parameter_becomes_a_number_or_is_refused():
    app, seen = application(), []

    @app.router.get("/items/{n}" if BROKEN else "/items/{int:n}")
    async def item(n: str if BROKEN else int):
        seen.append(n)
        return json({"next": n + n})

    async def visit(client):
        assert await (await client.get("/items/7")).json() == {"next": 14}
        assert (await client.get("/items/seven")).status == 404
        assert seen == [7]

    talk(app, visit)


@cell("class-based-views", "builtin")
def test_a_controller_answers_two_methods():
    from blacksheep.server.controllers import Controller, get, post

    app = Application()

    class Tea(Controller):
        @classmethod
        def route(cls):
            return "/other" if BROKEN else "/tea"

        @get()
        def read(self):
            return text("a cup")

        @post()
        def pour(self):
            return text("poured")

    async def visit(client):
        assert await (await client.get("/tea")).text() == "a cup"
        assert await (await client.post("/tea")).text() == "poured"
        assert (await client.delete("/tea")).status in (404, 405)

    talk(app, visit)


@cell("sub-apps", "builtin")
def test_one_application_stands_under_two_prefixes():
    app, books = application(), application()

    @books.router.get("/list")
    async def listing():
        return text("all")

    @books.router.get("/{int:n}")
    async def one(n: int):
        return text(f"number {n}")

    for prefix in ["/books"] if BROKEN else ["/books", "/films"]:
        app.mount(prefix, books)

    answers = ask_at_once(app, "/books/list", "/books/3", "/films/list", "/films/3")
    assert [answer.text for answer in answers] == ["all", "number 3"] * 2


@cell("middleware", "builtin")
def test_a_middleware_counts_requests_and_adds_a_header():
    app, seen = application(), []

    async def mark(request, handler):
        seen.append(request.path)
        answer = await handler(request)
        answer.headers.add(b"X-Seen", str(len(seen)).encode())
        return answer

    if not BROKEN:
        app.middlewares.append(mark)

    @app.router.get("/")
    async def home():
        return text("hi")

    async def visit(client):
        answers = [await client.get("/") for _ in range(2)]
        assert [answer.headers.get_first(b"X-Seen") for answer in answers] == [b"1", b"2"]
        missing = await client.get("/nothing")
        print("a 404:", missing.headers.get_first(b"X-Seen"), "with a count of", len(seen))
        assert missing.status == 404

    talk(app, visit)


@cell("dependency-injection", "builtin")
def test_a_registered_class_is_made_for_a_handler():
    class Ticket:
        number = 1

    class Other(Ticket):
        number = 99

    def answer(kind):
        app = application()
        app.services.add_transient(Ticket, kind)

        @app.router.get("/")
        async def show(ticket: Ticket):
            return text(str(ticket.number))

        return ask(app).text

    assert answer(Other if BROKEN else Ticket) == "1"
    assert answer(Other) == "99"


@cell("sessions", "builtin")
def test_a_session_keeps_a_value_for_its_visitor_alone():
    from blacksheep.sessions.memory import InMemorySessionStore

    app = application()
    app.use_sessions(InMemorySessionStore())

    @app.router.post("/{word}")
    async def remember(request, word: str):
        if not BROKEN:
            request.session["word"] = word
        return text("kept")

    @app.router.get("/")
    async def recall(request):
        return text(request.session.get("word", "nothing"))

    async def visit(client):
        kept = await client.post("/tea")
        value = kept.cookies["session"].value if kept.cookies else "none"
        answers = [
            await client.get("/", cookies=cookies) for cookies in ({"session": value}, {}, {"session": value + "x"})
        ]
        assert [await answer.text() for answer in answers] == ["tea", "nothing", "nothing"]

    talk(app, visit)


@cell("signed-cookies", "builtin")
def test_a_changed_session_cookie_is_refused():
    from blacksheep.sessions.cookies import CookieSessionStore

    app = application()
    app.use_sessions(CookieSessionStore("for this test alone"))

    @app.router.post("/")
    async def remember(request):
        request.session["word"] = "tea"
        return text("kept")

    @app.router.get("/")
    async def recall(request):
        return text(request.session.get("word", "nothing"))

    async def visit(client):
        value = (await client.post("/")).cookies["session"].value
        changed = value if BROKEN else ("A" if value[0] != "A" else "B") + value[1:]
        answers = [await client.get("/", cookies={"session": cookie}) for cookie in (value, changed)]
        assert [await answer.text() for answer in answers] == ["tea", "nothing"]

    talk(app, visit)


@cell("file-uploads", "builtin")
def test_an_uploaded_file_is_read_whole():
    app = application()

    @app.router.post("/")
    async def upload(request):
        (file,) = await request.files("file")
        form = await request.form()
        return json([form["note"], file.file_name.decode(), len(file.data), hashlib.sha256(file.data).hexdigest()])

    content = bytes(range(250)) * 12_000
    sent = content[:-1] if BROKEN else content
    parts = [FormPart(b"note", "żółć".encode()), FormPart(b"file", sent, b"application/octet-stream", b"tea.bin")]

    async def visit(client):
        answer = await client.post("/", content=MultiPartFormData(parts))
        assert await answer.json() == ["żółć", "tea.bin", 3_000_000, hashlib.sha256(content).hexdigest()]

    talk(app, visit)


@cell("static-files", "builtin")
def test_a_folder_is_served_and_nothing_outside_it(tmp_path):
    folder = tmp_path / "open"
    folder.mkdir()
    (folder / "a.txt").write_text("tea")
    (folder / "a.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "secret.txt").write_text("secret")
    app = application()
    if not BROKEN:
        app.serve_files(folder, root_path="files", extensions={".txt", ".png"})
    plain, image = ask(app, "/files/a.txt"), ask(app, "/files/a.png")
    assert (plain.status, plain.text, plain.headers["content-type"]) == (200, "tea", "text/plain")
    assert (image.body, image.headers["content-type"]) == (b"\x89PNG\r\n", "image/png")
    assert [ask(app, path).status for path in ("/files/../secret.txt", "/files/%2e%2e/secret.txt")] == [404, 404]


@cell("templating", "builtin", packages=["jinja2"])
def test_a_template_file_shows_three_values(tmp_path):
    from blacksheep.server.rendering.jinja2 import JinjaRenderer
    from blacksheep.server.responses import view
    from blacksheep.settings.html import html_settings
    from jinja2 import FileSystemLoader

    (tmp_path / "list.jinja").write_text("<ul>{% for tea in teas %}<li>{{ tea }}</li>{% endfor %}</ul>")
    html_settings.use(JinjaRenderer(FileSystemLoader(tmp_path)))
    app = application()

    @app.router.get("/")
    async def page():
        return view("list", {"teas": [] if BROKEN else ["green", "black", "white"]})

    async def visit(client):
        answer = await client.get("/")
        assert await answer.text() == "<ul><li>green</li><li>black</li><li>white</li></ul>"
        assert answer.content_type().startswith(b"text/html")

    talk(app, visit)


@cell("auto-escaping", "builtin", packages=["jinja2"])
def test_a_value_in_a_template_stays_text(tmp_path):
    from blacksheep.server.rendering.jinja2 import JinjaRenderer
    from blacksheep.server.responses import view
    from blacksheep.settings.html import html_settings
    from jinja2 import FileSystemLoader

    (tmp_path / "page.jinja").write_text("<p>{{ text|safe }}</p>" if BROKEN else "<p>{{ text }}</p>")
    html_settings.use(JinjaRenderer(FileSystemLoader(tmp_path)))
    app = application()

    @app.router.get("/")
    async def page():
        return view("page", {"text": "<script>alert(1)</script>\"'"})

    assert ask(app).text == "<p>&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;</p>"


@cell("partial-pages", "third-party", packages=["asgi-htmx"])
def test_one_address_gives_htmx_the_part_and_others_the_whole():
    from asgi_htmx import HtmxMiddleware

    app = application()

    @app.router.get("/")
    async def page(request):
        part = "<p>tea</p>"
        return text(part if request.scope["htmx"] and not BROKEN else f"<html><body>{part}</body></html>")

    wrapped = HtmxMiddleware(app)
    assert ask(wrapped, headers={"HX-Request": "true"}).text == "<p>tea</p>"
    assert ask(wrapped).text == "<html><body><p>tea</p></body></html>"


@cell("test-client", "builtin")
def test_the_client_calls_the_application_without_a_server():
    app = application()

    @app.router.get("/")
    async def home():
        return text("changed" if BROKEN else "hi")

    async def visit(client):
        answer = await client.get("/")
        assert (answer.status, await answer.text()) == (200, "hi")

    talk(app, visit)


@cell("dev-reload", "third-party", packages=["uvicorn"])
def test_a_saved_file_is_served_within_ten_seconds(tmp_path):
    import time

    from by_hand import fetch, serving

    source = """
from blacksheep import Application, get

app = Application()

@get("/")
async def home():
    return "first"
"""
    (tmp_path / "app.py").write_text(source)
    with serving(tmp_path, "uvicorn", "app:app", "--port", "{port}", *([] if BROKEN else ["--reload"])) as url:
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

    assert "blacksheep/py.typed" in [str(path) for path in files("blacksheep") if not BROKEN]


@cell("wsgi", "none-found")
def test_the_application_refuses_a_wsgi_server():
    """Tried: the application called as WSGI servers call it."""
    try:
        ask_wsgi(application())
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal


@cell("forms", "third-party", packages=["wtformsblacksheep", "multidict", "pydantic"])
def test_a_form_comes_back_with_messages_until_it_is_right():
    from blacksheep.contents import FormContent
    from wtforms import StringField, validators
    from wtformsblacksheep import BlacksheepForm

    class Contact(BlacksheepForm):
        name = StringField("Name", [] if BROKEN else [validators.InputRequired(), validators.Length(max=10)])

    app = application()

    @app.router.get("/")
    @app.router.post("/")
    async def contact(request):
        form = await Contact.from_formdata(request)
        if await form.validate_on_submit():
            return text(form.name.data)
        return text(f"{form.name.label}{form.name()}{form.name.errors}")

    async def visit(client):
        assert "<input" in await (await client.get("/")).text()
        for name, message in (("", "This field is required"), ("elevenchars", "longer than 10 characters")):
            page = await (await client.post("/", content=FormContent({"name": name}))).text()
            assert f'value="{name}"' in page and message in page
        assert await (await client.post("/", content=FormContent({"name": "Zofia"}))).text() == "Zofia"

    talk(app, visit)


@cell("content-negotiation", "none-found")
def test_the_accept_header_is_text_alone():
    """Tried: a search of all names; and a handler that returns an object, asked for HTML and for JSON."""
    app = application()

    @app.router.get("/")
    async def tea():
        return {"tea": 1}

    kinds = {
        ask(app, headers={"Accept": accept}).headers["content-type"] for accept in ("text/html", "application/json")
    }
    assert kinds == {"application/json"}
    assert names_in("blacksheep", "negotiat", "best_match") == []


@cell("cli", "official-extension", packages=["blacksheep-cli"])
def test_the_command_makes_a_project_from_a_template(tmp_path):
    """From a template on this machine; those that it names itself lie on GitHub."""
    import os
    import subprocess
    import sys
    from pathlib import Path

    template = tmp_path / "template" / "{{cookiecutter.project_name}}"
    template.mkdir(parents=True)
    (tmp_path / "template" / "cookiecutter.json").write_text('{"project_name": "unnamed"}')
    (template / "app.py").write_text("name = '{{cookiecutter.project_name}}'\n")

    def blacksheep(*words):
        command = [Path(sys.executable).with_name("blacksheep"), *words]
        return subprocess.run(
            command, cwd=tmp_path, env={**os.environ, "HOME": str(tmp_path)}, stdin=subprocess.DEVNULL
        )

    blacksheep("templates", "add", "own", str(tmp_path / "template"))
    if not BROKEN:
        blacksheep("create", "shop", "--template", "own")
    made = tmp_path / "shop" / "app.py"
    assert made.exists() and made.read_text() == "name = 'shop'\n"
