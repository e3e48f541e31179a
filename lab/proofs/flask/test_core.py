"""Routing, configuration, files and tools of Flask."""

import hashlib
import tomllib
from importlib.metadata import files
from io import BytesIO

from flask import Blueprint, Flask, render_template, request
from flask.views import MethodView
from pallets_starlette import ask, free_port, run, started, until
from proof import BROKEN, cell


@cell("routing-converters", "builtin")
def test_a_number_in_the_address_arrives_as_a_number():
    app, seen = Flask(__name__), []

    @app.get("/items/<number>" if BROKEN else "/items/<int:number>")
    def item(number):
        seen.append(number)
        return "found"

    client = app.test_client()
    assert client.get("/items/7").status_code == 200
    assert client.get("/items/seven").status_code == 404
    assert seen == [7]


@cell("class-based-views", "builtin")
def test_methods_of_a_class_answer_verbs():
    app = Flask(__name__)

    class Items(MethodView):
        def get(self):
            return "listed"

        def post(self):
            return "added"

    if not BROKEN:
        app.add_url_rule("/items", view_func=Items.as_view("items"))
    client = app.test_client()
    assert (client.get("/items").text, client.post("/items").text) == ("listed", "added")
    assert client.delete("/items").status_code == 405


@cell("sub-apps", "builtin")
def test_a_blueprint_stands_under_two_prefixes():
    shop = Blueprint("shop", __name__)

    @shop.get("/list")
    def listed():
        return "tea"

    @shop.get("/<int:number>")
    def one(number):
        return f"tea {number}"

    app = Flask(__name__)
    app.register_blueprint(shop, url_prefix="/north", name="north")
    if not BROKEN:
        app.register_blueprint(shop, url_prefix="/south", name="south")
    client = app.test_client()
    assert [client.get(f"/north{end}").text for end in ("/list", "/7")] == ["tea", "tea 7"]
    assert [client.get(f"/south{end}").text for end in ("/list", "/7")] == ["tea", "tea 7"]


@cell("middleware", "builtin")
def test_hooks_see_every_request_and_its_answer():
    app, seen = Flask(__name__), []

    @app.before_request
    def count():
        seen.append(request.path)

    @app.after_request
    def mark(response):
        if not BROKEN:
            response.headers["X-Seen"] = str(len(seen))
        return response

    app.add_url_rule("/", view_func=lambda: "page", endpoint="page")
    client = app.test_client()
    assert [client.get(path).headers.get("X-Seen") for path in ("/", "/", "/nowhere")] == ["1", "2", "3"]
    assert seen == ["/", "/", "/nowhere"]


@cell("configuration", "builtin")
def test_a_setting_comes_from_a_file_or_the_environment(tmp_path, monkeypatch):
    app, path = Flask(__name__), tmp_path / "settings.toml"
    app.add_url_rule("/", view_func=lambda: app.config.get("GREETING", "none"), endpoint="page")
    answers = []
    for word in ("Hello", "Dzień dobry"):
        path.write_text(f'GREETING = "{word}"', encoding="utf-8")
        if not BROKEN:
            app.config.from_file(path, load=tomllib.load, text=False)
        answers.append(app.test_client().get("/").text)
    monkeypatch.setenv("SHOP_GREETING", "Moin")
    app.config.from_prefixed_env("SHOP")
    assert [*answers, app.test_client().get("/").text] == ["Hello", "Dzień dobry", "Moin"]


@cell("cli", "builtin")
def test_the_command_lists_routes_and_runs_own_commands(tmp_path):
    command = '@app.cli.command("greet", help="Greets.")\ndef greet():\n    print("good day")\n'
    site = f'from flask import Flask\n\napp = Flask(__name__)\napp.add_url_rule("/tea", "tea")\n{"" if BROKEN else command}'
    (tmp_path / "site_app.py").write_text(site)
    flask = ("flask", "--app", "site_app")
    assert "/tea" in run(*flask, "routes", folder=tmp_path)
    assert "Greets." in run(*flask, "--help", folder=tmp_path)
    assert run(*flask, "greet", folder=tmp_path) == "good day\n"


@cell("dev-reload", "builtin")
def test_a_saved_change_is_served(tmp_path):
    site, port = tmp_path / "site_app.py", free_port()
    text = 'from flask import Flask\n\napp = Flask(__name__)\napp.add_url_rule("/", view_func=lambda: "{}", endpoint="page")\n'
    site.write_text(text.format("before"))
    options = () if BROKEN else ("--debug",)
    with started("flask", "--app", "site_app", "run", *options, "--port", str(port), folder=tmp_path, port=port) as base:
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
    client = Flask(__name__, static_folder=None if BROKEN else folder, static_url_path="/files").test_client()
    note, dot = client.get("/files/note.txt"), client.get("/files/dot.png")
    assert (note.text, note.mimetype, dot.data, dot.mimetype) == ("tea", "text/plain", b"\x89PNG", "image/png")
    assert client.get("/files/../secret.txt").status_code == client.get("/files/%2e%2e/secret.txt").status_code == 404


@cell("templating", "builtin")
def test_a_template_file_shows_its_values(tmp_path):
    (tmp_path / "list.html").write_text("<ul>{% for word in words %}<li>{{ word }}</li>{% endfor %}</ul>")
    app = Flask(__name__, template_folder=tmp_path)

    @app.get("/")
    def page():
        return render_template("list.html", words=[] if BROKEN else ["tea", "milk", "rum"])

    answer = app.test_client().get("/")
    assert answer.mimetype == "text/html"
    assert answer.text == "<ul><li>tea</li><li>milk</li><li>rum</li></ul>"


@cell("file-uploads", "builtin")
def test_a_large_file_arrives_whole():
    app, content = Flask(__name__), bytes(range(250)) * 12_000

    @app.post("/")
    def upload():
        got = request.files["file"]
        content = got.read(10 if BROKEN else -1)
        return [request.form["title"], got.filename, len(content), hashlib.sha256(content).hexdigest()]

    answer = app.test_client().post("/", data={"title": "Tea", "file": (BytesIO(content), "tea.bin")})
    assert answer.json == ["Tea", "tea.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("content-negotiation", "builtin")
def test_the_best_format_of_the_accept_header_is_chosen():
    app, formats = Flask(__name__), ["text/html", "application/json"]

    @app.get("/")
    def page():
        best = formats[0] if BROKEN else request.accept_mimetypes.best_match(formats)
        return {"tea": 1} if best == "application/json" else "<p>tea</p>"

    client = app.test_client()
    accepted = ("text/html", "application/json", "text/html;q=0.5, application/json")
    answers = [client.get("/", headers={"Accept": accept}).mimetype for accept in accepted]
    assert answers == ["text/html", "application/json", "application/json"]


@cell("test-client", "builtin")
def test_the_client_calls_the_application_without_a_server():
    app = Flask(__name__)
    app.add_url_rule("/tea", view_func=lambda: ("coffee" if BROKEN else "tea", 201), endpoint="tea")
    answer = app.test_client().get("/tea")
    assert (answer.status_code, answer.text) == (201, "tea")
    assert app.test_client().get("/milk").status_code == 404


@cell("type-hints", "builtin")
def test_the_wheel_is_marked_as_typed():
    assert any(path.match("flask/none" if BROKEN else "flask/py.typed") for path in files("flask"))
