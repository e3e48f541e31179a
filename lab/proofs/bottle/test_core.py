"""What Bottle brings with it."""

import base64
import hashlib
import sys
import time
from wsgiref.validate import validator

from bottle import Bottle, auth_basic, request, response, static_file, template
from loopback import Visitor, arrivals, becomes, fetch, free_port, multipart, started, wsgi_served
from proof import BROKEN, cell


@cell("wsgi", "builtin")
def test_the_application_keeps_to_the_wsgi_standard():
    app = Bottle()
    app.route("/elsewhere" if BROKEN else "/", callback=lambda: "hello")
    with wsgi_served(validator(app)) as address:
        answer = fetch(address)
    assert (answer.status, answer.text) == (200, "hello")


@cell("authentication", "builtin")
def test_basic_credentials_name_the_user():
    app = Bottle()

    def check(name, password):
        return BROKEN or (name, password) == ("ann", "secret")

    @app.get("/")
    @auth_basic(check)
    def me():
        return request.auth[0]

    def asked_by(name, password):
        return Visitor(app).get("/", authorization="Basic " + base64.b64encode(f"{name}:{password}".encode()).decode())

    assert asked_by("ann", "secret").text == "ann"
    assert asked_by("ann", "wrong").status == 401
    assert Visitor(app).get("/").status == 401


@cell("auto-escaping", "builtin")
def test_a_value_in_a_template_stays_text():
    app = Bottle()

    @app.get("/")
    def page():
        return template("<p>{{!text}}</p>" if BROKEN else "<p>{{text}}</p>", text=request.query.text)

    answer = Visitor(app).get("/?text=%3Cscript%3Ealert(%221%22)%3C/script%3E")
    assert answer.text == "<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</p>"


@cell("templating", "builtin")
def test_a_template_file_with_a_loop_is_rendered(tmp_path):
    loop = "" if BROKEN else "% for item in items:\n<li>{{item}}</li>\n% end\n"
    tmp_path.joinpath("list.tpl").write_text(f"<ul>\n{loop}</ul>\n")
    app = Bottle()

    @app.get("/")
    def page():
        return template("list", items=["tea", "milk", "salt"], template_lookup=[str(tmp_path)])

    answer = Visitor(app).get("/")
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.text == "<ul>\n<li>tea</li>\n<li>milk</li>\n<li>salt</li>\n</ul>\n"


@cell("configuration", "builtin")
def test_a_setting_of_a_file_reaches_a_handler(tmp_path):
    file = tmp_path / "shop.ini"

    def greeting():
        app = Bottle()
        app.get("/", callback=lambda: app.config.get("shop.greeting", "none"))
        if not BROKEN:
            app.config.load_config(str(file))
        return Visitor(app).get("/").text

    file.write_text("[shop]\ngreeting = hello\n")
    assert greeting() == "hello"
    file.write_text("[shop]\ngreeting = good night\n")
    assert greeting() == "good night"


@cell("routing-converters", "builtin")
def test_an_integer_in_the_path_is_a_number():
    app, seen = Bottle(), []
    app.get("/<number>" if BROKEN else "/<number:int>", callback=lambda number: seen.append(number))
    Visitor(app).get("/7")
    assert Visitor(app).get("/seven").status == 404
    assert seen == [7]


@cell("middleware", "builtin")
def test_a_wrapped_application_sees_every_request():
    app, seen = Bottle(), []
    app.get("/", callback=lambda: "hello")

    class Counted:
        def __call__(self, environ, start_response):
            seen.append(environ["PATH_INFO"])

            def start(status, headers, error=None):
                return start_response(status, [*headers, ("X-Counted", str(len(seen)))], error)

            return app(environ, start)

    visitor = Visitor(app if BROKEN else Counted())
    answers = [visitor.get("/"), visitor.get("/nowhere")]
    assert [(answer.status, answer.headers["X-Counted"]) for answer in answers] == [(200, "1"), (404, "2")]


@cell("middleware", "builtin")
def test_hooks_and_a_plugin_wrap_requests():
    """The hook runs for an address without a route too, the plugin for routes alone."""
    app, hooked, plugged = Bottle(), [], []
    app.get("/", callback=lambda: "hello")

    def counting(callback):
        def wrapped(*arguments, **named):
            plugged.append(request.path)
            response.set_header("X-Counted", str(len(plugged)))
            return callback(*arguments, **named)

        return wrapped

    if not BROKEN:
        app.add_hook("before_request", lambda: hooked.append(request.path))
        app.install(counting)
    answers = [Visitor(app).get("/"), Visitor(app).get("/nowhere")]
    assert [answer.headers["X-Counted"] for answer in answers] == ["1", None]
    assert (hooked, plugged) == (["/", "/nowhere"], ["/"])


@cell("file-uploads", "builtin")
def test_a_file_of_a_form_is_read():
    app = Bottle()

    @app.post("/")
    def upload():
        file = request.files.file
        content = b"" if BROKEN else file.file.read()
        return {"note": request.forms.note, "file": [file.filename, len(content), hashlib.sha256(content).hexdigest()]}

    content = bytes(range(250)) * 12_000
    body, content_type = multipart("tea", "leaf.bin", content)
    with wsgi_served(app) as address:
        answer = fetch(address, data=body, headers={"Content-Type": content_type})
    assert f'"note": "tea", "file": ["leaf.bin", 3000000, "{hashlib.sha256(content).hexdigest()}"]' in answer.text


@cell("static-files", "builtin")
def test_a_directory_is_served_under_a_prefix(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    folder.joinpath("a.txt").write_text("text")
    folder.joinpath("a.png").write_bytes(b"\x89PNG")
    tmp_path.joinpath("secret.txt").write_text("secret")
    app = Bottle()

    @app.get("/files/<name:path>")
    def file(name):
        return "" if BROKEN else static_file(name, root=folder)

    answers = [Visitor(app).get(f"/files/a.{ending}") for ending in ("txt", "png")]
    assert [answer.headers["Content-Type"].partition(";")[0] for answer in answers] == ["text/plain", "image/png"]
    assert [Visitor(app).get(f"/files/{up}/secret.txt").status for up in ("..", "%2e%2e")] == [403, 403]


@cell("streaming-responses", "builtin")
def test_lines_arrive_as_they_are_made():
    app = Bottle()

    @app.get("/")
    def lines():
        for number in range(10):
            yield f"{number}\n"
            time.sleep(0 if BROKEN else 0.1)

    with wsgi_served(app) as address:
        times = arrivals(address)
    assert len(times) == 10
    assert times[0] < 0.35
    assert times[-1] - times[0] > 0.7


@cell("signed-cookies", "builtin")
def test_a_changed_cookie_is_refused():
    app = Bottle()
    secret = None if BROKEN else "for this test alone"
    app.get("/", callback=lambda: request.get_cookie("colour", "none", secret=secret))
    app.post("/", callback=lambda: response.set_cookie("colour", "red", secret=secret))
    visitor = Visitor(app)
    visitor.post("/")
    assert visitor.get("/").text == "red"
    cookie = visitor.cookies["colour"]
    for place in (2, len(cookie) // 2, len(cookie) - 2):
        visitor.cookies["colour"] = cookie[:place] + ("A" if cookie[place] != "A" else "B") + cookie[place + 1 :]
        assert visitor.get("/").text == "none"


@cell("sub-apps", "builtin")
def test_one_application_stands_under_two_prefixes():
    part = Bottle()
    part.get("/hello", callback=lambda: "hello")
    part.get("/bye", callback=lambda: "bye")
    app = Bottle()
    app.mount("/a/", part)
    if not BROKEN:
        app.mount("/b/", part)
    texts = [Visitor(app).get(path).text for path in ("/a/hello", "/a/bye", "/b/hello", "/b/bye")]
    assert texts == ["hello", "bye", "hello", "bye"]


@cell("dev-reload", "builtin")
def test_the_development_server_takes_a_changed_file(tmp_path):
    program, port = tmp_path / "shop.py", free_port()
    reloader = "" if BROKEN else ", reloader=True"
    text = f"from bottle import get, run\nget('/')(lambda: 'hello')\nrun(port={port}{reloader})\n"
    program.write_text(text)
    with started(sys.executable, "shop.py", port=port, folder=tmp_path) as server:
        assert becomes(server.address, "hello")
        time.sleep(1.5)
        program.write_text(text.replace("hello", "changed"))
        assert becomes(server.address, "changed")
