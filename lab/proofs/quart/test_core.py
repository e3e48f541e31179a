"""Routing, configuration, files and tools of Quart."""

import asyncio
import hashlib
import tomllib
from importlib.metadata import files
from io import BytesIO

from pallets_starlette import ask, free_port, run, started, until
from proof import BROKEN, cell
from quart import Blueprint, Quart, render_template, render_template_string, request, session
from quart.datastructures import FileStorage
from quart.views import MethodView


@cell("routing-converters", "builtin")
def test_a_number_in_the_address_arrives_as_a_number():
    app, seen = Quart(__name__), []

    @app.get("/items/<number>" if BROKEN else "/items/<int:number>")
    async def item(number):
        seen.append(number)
        return "found"

    async def statuses():
        client = app.test_client()
        return [(await client.get(f"/items/{end}")).status_code for end in ("7", "seven")]

    assert asyncio.run(statuses()) == [200, 404]
    assert seen == [7]


@cell("class-based-views", "builtin")
def test_methods_of_a_class_answer_verbs():
    app = Quart(__name__)

    class Items(MethodView):
        async def get(self):
            return "listed"

        async def post(self):
            return "added"

    if not BROKEN:
        app.add_url_rule("/items", view_func=Items.as_view("items"))

    async def talk():
        client = app.test_client()
        for method, text in (("GET", "listed"), ("POST", "added")):
            answer = await client.open("/items", method=method)
            assert await answer.get_data(as_text=True) == text
        assert (await client.delete("/items")).status_code == 405

    asyncio.run(talk())


@cell("sub-apps", "builtin")
def test_a_blueprint_stands_under_two_prefixes():
    shop = Blueprint("shop", __name__)

    @shop.get("/list")
    async def listed():
        return "tea"

    @shop.get("/<int:number>")
    async def one(number):
        return f"tea {number}"

    app = Quart(__name__)
    app.register_blueprint(shop, url_prefix="/north", name="north")
    if not BROKEN:
        app.register_blueprint(shop, url_prefix="/south", name="south")

    async def texts():
        paths = ("/north/list", "/north/7", "/south/list", "/south/7")
        answers = [await app.test_client().get(path) for path in paths]
        return [await answer.get_data(as_text=True) for answer in answers]

    assert asyncio.run(texts()) == ["tea", "tea 7"] * 2


@cell("middleware", "builtin")
def test_hooks_see_every_request_and_its_answer():
    app, seen = Quart(__name__), []

    @app.before_request
    async def count():
        seen.append(request.path)

    @app.after_request
    async def mark(response):
        if not BROKEN:
            response.headers["X-Seen"] = str(len(seen))
        return response

    @app.get("/")
    async def page():
        return "page"

    async def marks():
        client = app.test_client()
        return [(await client.get(path)).headers.get("X-Seen") for path in ("/", "/", "/nowhere")]

    assert asyncio.run(marks()) == ["1", "2", "3"]
    assert seen == ["/", "/", "/nowhere"]


@cell("configuration", "builtin")
def test_a_setting_comes_from_a_file_or_the_environment(tmp_path, monkeypatch):
    app, path = Quart(__name__), tmp_path / "settings.toml"

    @app.get("/")
    async def page():
        return app.config.get("GREETING", "none")

    async def text():
        return await (await app.test_client().get("/")).get_data(as_text=True)

    answers = []
    for word in ("Hello", "Dzień dobry"):
        path.write_text(f'GREETING = "{word}"', encoding="utf-8")
        if not BROKEN:
            app.config.from_file(path, load=tomllib.load, text=False)
        answers.append(asyncio.run(text()))
    monkeypatch.setenv("SHOP_GREETING", "Moin")
    app.config.from_prefixed_env("SHOP")
    assert [*answers, asyncio.run(text())] == ["Hello", "Dzień dobry", "Moin"]


@cell("cli", "builtin")
def test_the_command_lists_routes_and_runs_own_commands(tmp_path):
    command = '\n\n@app.cli.command("greet", help="Greets.")\ndef greet():\n    print("good day")\n'
    site = 'from quart import Quart\n\napp = Quart(__name__)\napp.add_url_rule("/tea", "tea")\n'
    (tmp_path / "site_app.py").write_text(site if BROKEN else site + command)
    quart = ("quart", "--app", "site_app")
    assert "/tea" in run(*quart, "routes", folder=tmp_path)
    assert "Greets." in run(*quart, "--help", folder=tmp_path)
    assert run(*quart, "greet", folder=tmp_path) == "good day\n"


@cell("dev-reload", "builtin")
def test_a_saved_change_is_served(tmp_path):
    site, port = tmp_path / "site_app.py", free_port()
    text = 'from quart import Quart\n\napp = Quart(__name__)\n\n\n@app.get("/")\nasync def page():\n    return "{}"\n'
    site.write_text(text.format("before"))
    reload = "--no-reload" if BROKEN else "--reload"
    with started("quart", "--app", "site_app", "run", reload, "-p", str(port), folder=tmp_path, port=port) as base:
        assert ask(base).text == "before"
        site.write_text(text.format("after"))
        assert until(lambda: listening(base) == "after")


def listening(base):
    """What a server answers that may be about to start again."""
    try:
        return ask(base).text
    except OSError:
        return ""


@cell("static-files", "builtin")
def test_a_folder_is_served_and_nothing_beside_it(tmp_path):
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "note.txt").write_text("tea")
    (folder / "dot.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.txt").write_text("secret")
    app = Quart(__name__, static_folder=None if BROKEN else str(folder), static_url_path="/files")

    async def talk():
        client = app.test_client()
        note, dot = await client.get("/files/note.txt"), await client.get("/files/dot.png")
        assert (await note.get_data(), note.mimetype) == (b"tea", "text/plain")
        assert (await dot.get_data(), dot.mimetype) == (b"\x89PNG", "image/png")
        assert (await client.get("/files/../secret.txt")).status_code == 404
        assert (await client.get("/files/%2e%2e/secret.txt")).status_code == 404

    asyncio.run(talk())


@cell("templating", "builtin")
def test_a_template_file_shows_its_values(tmp_path):
    (tmp_path / "list.html").write_text("<ul>{% for word in words %}<li>{{ word }}</li>{% endfor %}</ul>")
    app = Quart(__name__, template_folder=str(tmp_path))

    @app.get("/")
    async def page():
        return await render_template("list.html", words=[] if BROKEN else ["tea", "milk", "rum"])

    async def talk():
        answer = await app.test_client().get("/")
        assert answer.mimetype == "text/html"
        text = await answer.get_data(as_text=True)
        assert text == "<ul><li>tea</li><li>milk</li><li>rum</li></ul>"

    asyncio.run(talk())


@cell("auto-escaping", "builtin")
def test_a_value_in_a_template_stays_text():
    app = Quart(__name__)

    @app.get("/")
    async def page():
        template = "<p>{{ text|safe }}</p>" if BROKEN else "<p>{{ text }}</p>"
        return await render_template_string(template, text=request.args["text"])

    async def text():
        answer = await app.test_client().get("/", query_string={"text": "<script>'\""})
        return await answer.get_data(as_text=True)

    assert asyncio.run(text()) == "<p>&lt;script&gt;&#39;&#34;</p>"


@cell("file-uploads", "builtin")
def test_a_large_file_arrives_whole():
    app, content = Quart(__name__), bytes(range(250)) * 12_000

    @app.post("/")
    async def upload():
        got = (await request.files)["file"]
        content = got.read(10 if BROKEN else -1)
        title = (await request.form)["title"]
        return [title, got.filename, len(content), hashlib.sha256(content).hexdigest()]

    async def answer():
        file = FileStorage(BytesIO(content), "tea.bin")
        return await (await app.test_client().post("/", form={"title": "Tea"}, files={"file": file})).get_json()

    assert asyncio.run(answer()) == ["Tea", "tea.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("content-negotiation", "builtin")
def test_the_best_format_of_the_accept_header_is_chosen():
    app, formats = Quart(__name__), ["text/html", "application/json"]

    @app.get("/")
    async def page():
        best = formats[0] if BROKEN else request.accept_mimetypes.best_match(formats)
        return {"tea": 1} if best == "application/json" else "<p>tea</p>"

    async def kind(accept):
        return (await app.test_client().get("/", headers={"Accept": accept})).mimetype

    accepted = ("text/html", "application/json", "text/html;q=0.5, application/json")
    answers = [asyncio.run(kind(accept)) for accept in accepted]
    assert answers == ["text/html", "application/json", "application/json"]


@cell("sessions", "builtin")
def test_a_session_keeps_a_value_between_requests():
    app = shop_with_sessions()

    async def talk():
        client = app.test_client()
        await client.post("/tea")
        assert await (await client.get("/")).get_data(as_text=True) == "tea"
        assert await (await app.test_client().get("/")).get_data(as_text=True) == "nothing"

    asyncio.run(talk())


def shop_with_sessions(keep=not BROKEN):
    app = Quart(__name__)
    app.secret_key = "for this test alone"

    @app.post("/<word>")
    async def remember(word):
        if keep:
            session["word"] = word
        return "kept"

    @app.get("/")
    async def recall():
        return session.get("word", "nothing")

    return app


@cell("signed-cookies", "builtin")
def test_a_changed_session_cookie_is_not_believed():
    app = shop_with_sessions(keep=True)

    async def talk():
        client = app.test_client()
        await client.post("/tea")
        (cookie,) = client.cookie_jar
        changed = cookie.value if BROKEN else ("a" if cookie.value[0] != "a" else "b") + cookie.value[1:]
        other = app.test_client()
        for value, text in ((cookie.value, "tea"), (changed, "nothing")):
            other.set_cookie("localhost", "session", value)
            assert await (await other.get("/")).get_data(as_text=True) == text

    asyncio.run(talk())


@cell("test-client", "builtin")
def test_the_client_calls_the_application_without_a_server():
    app = Quart(__name__)

    @app.get("/tea")
    async def tea():
        return "coffee" if BROKEN else "tea", 201

    async def talk():
        answer = await app.test_client().get("/tea")
        assert (answer.status_code, await answer.get_data(as_text=True)) == (201, "tea")
        assert (await app.test_client().get("/milk")).status_code == 404

    asyncio.run(talk())


@cell("type-hints", "builtin")
def test_the_wheel_is_marked_as_typed():
    assert any(path.match("quart/none" if BROKEN else "quart/py.typed") for path in files("quart"))
