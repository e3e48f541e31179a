"""Feature cells of CherryPy: what it brings itself."""

import base64
import hashlib
import http.client
import json
import os
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import cherrypy
from cherrypy.lib import auth_basic, cptools
from cherrypy.process.plugins import BackgroundTask
from cherrypy_site import form, free_port, site, started, visit
from proof import BROKEN, cell


@cell("wsgi", "builtin")
def test_the_application_keeps_to_wsgi():
    class Root:
        @cherrypy.expose
        def index(self):
            return "changed" if BROKEN else "hello"

    environ, started = {"QUERY_STRING": "", "REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1"}, []
    setup_testing_defaults(environ)
    body = validator(site(Root()))(environ, lambda status, headers, error=None: started.append(status))
    text = b"".join(body)
    body.close()
    assert (started, text) == (["200 OK"], b"hello")


@cell("class-based-views", "builtin")
def test_the_methods_of_a_class_answer_each_verb():
    @cherrypy.expose
    class Note:
        def GET(self):
            return "read"

        def POST(self):
            return "written"

        if BROKEN:
            del POST

    note = site(Note(), {"request.dispatch": cherrypy.dispatch.MethodDispatcher()})
    answers = [visit(note, "/", verb) for verb in ("GET", "POST", "DELETE")]
    assert [answer.status for answer in answers] == [200, 200, 405]
    assert [answer.text for answer in answers[:2]] == ["read", "written"]


@cell("sub-apps", "builtin")
def test_one_class_stands_under_two_prefixes():
    class Shop:
        @cherrypy.expose
        def index(self):
            return "list"

        @cherrypy.expose
        def new(self):
            return "new"

    tree = cherrypy._cptree.Tree()
    tree.mount(Shop(), "/a")
    if not BROKEN:
        tree.mount(Shop(), "/b")
    answers = [visit(tree, address) for address in ("/a/", "/a/new", "/b/", "/b/new")]
    assert [(answer.status, answer.text) for answer in answers] == [(200, "list"), (200, "new")] * 2


@cell("middleware", "builtin")
def test_a_tool_wraps_every_answer_and_hooks_see_those_without_a_route_too():
    seen = []

    def count():
        seen.append(cherrypy.request.path_info)
        cherrypy.request.hooks.attach("before_finalize", mark)
        cherrypy.request.hooks.attach("after_error_response", mark)

    def mark():
        cherrypy.response.headers["X-Count"] = str(len(seen))

    class Root:
        @cherrypy.expose
        def index(self):
            return "hi"

    cherrypy.tools.counting = cherrypy.Tool("on_start_resource", count)
    root = site(Root(), {"tools.counting.on": not BROKEN})
    answers = [visit(root, address) for address in ("/", "/", "/nowhere")]
    assert [answer.status for answer in answers] == [200, 200, 404]
    assert [answer.headers.get("x-count") for answer in answers] == ["1", "2", "3"]


@cell("content-negotiation", "builtin")
def test_the_accept_header_is_compared_with_its_quality_values():
    class Root:
        @cherrypy.expose
        def index(self):
            best = cptools.accept(["text/html", "application/json"])
            return "<p>" if best == "text/html" or BROKEN else "{}"

    asked = ("text/html", "application/json", "text/html;q=0.5, application/json")
    assert [visit(site(Root()), "/", headers={"accept": accept}).text for accept in asked] == ["<p>", "{}", "{}"]


@cell("request-validation", "builtin")
def test_a_parameter_that_does_not_fit_is_refused_before_the_handler():
    seen = []

    def quantity(text):
        if not 1 <= int(text) <= 99:
            raise ValueError(text)
        return int(text)

    class Root:
        @cherrypy.expose
        @cherrypy.tools.params(on=not BROKEN)
        def index(self, number: quantity):
            seen.append(number)
            return "taken"

    statuses = [visit(site(Root()), f"/?number={value}").status for value in ("0", "100", "many", "", "5")]
    assert statuses == [400, 400, 400, 400, 200]
    assert seen == [5]


@cell("routing-converters", "builtin")
def test_a_part_of_the_address_becomes_a_number_or_is_refused():
    """The name comes from the decorator popargs, the type from the annotation by the tool params."""
    seen = []

    @cherrypy.popargs("key")
    class Items:
        @cherrypy.expose
        @cherrypy.tools.params(on=not BROKEN)
        def index(self, key: int):
            seen.append(key)

    class Root:
        items = Items()

    assert [visit(site(Root()), f"/items/{key}/").status for key in ("7", "seven")] == [200, 400]
    assert seen == [7]


@cell("authentication", "builtin")
def test_a_password_names_the_user_to_the_handler():
    class Root:
        @cherrypy.expose
        def index(self):
            return cherrypy.request.login or "nobody"

    check = auth_basic.checkpassword_dict({"ann": "right"})
    guard = {"tools.auth_basic.on": not BROKEN, "tools.auth_basic.realm": "here"}
    root = site(Root(), guard | {"tools.auth_basic.checkpassword": check})
    sent = [{"authorization": "Basic " + base64.b64encode(pair).decode()} for pair in (b"ann:right", b"ann:wrong")]
    answers = [visit(root, "/", headers=headers) for headers in (*sent, {})]
    assert [answer.status for answer in answers] == [200, 401, 401]
    assert answers[0].text == "ann"


@cell("sessions", "builtin")
def test_a_session_keeps_a_value_between_requests():
    class Root:
        @cherrypy.expose
        def index(self):
            return cherrypy.session.get("word", "nothing")

        @cherrypy.expose
        def remember(self, word):
            if not BROKEN:
                cherrypy.session["word"] = word

    root = site(Root(), {"tools.sessions.on": True})
    cookie = visit(root, "/remember?word=tea").headers.get("set-cookie", "session_id=none").partition(";")[0]
    changed = cookie[:-1] + ("1" if cookie[-1] == "0" else "0")
    texts = [visit(root, "/", headers={"cookie": value} if value else {}).text for value in (cookie, "", changed)]
    assert texts == ["tea", "nothing", "nothing"]


@cell("caching", "builtin")
def test_a_cached_answer_is_made_once_in_its_lifetime():
    runs = []

    class Root:
        @cherrypy.expose
        def index(self):
            runs.append(1)
            return str(len(runs))

    root = site(Root(), {"tools.caching.on": not BROKEN, "tools.caching.delay": 1})
    texts = [visit(root, "/").text, visit(root, "/").text]
    time.sleep(2.1)
    texts.append(visit(root, "/").text)
    visit(root, "/", "DELETE")
    texts.append(visit(root, "/").text)
    assert texts[:3] == ["1", "1", "2"]
    assert int(texts[3]) > 2


@cell("configuration", "builtin")
def test_a_setting_of_the_application_is_read_from_a_file(tmp_path):
    class Root:
        @cherrypy.expose
        def index(self):
            return cherrypy.request.app.config["shop"]["greeting"]

    file, texts = tmp_path / "shop.conf", []
    for greeting in ("hello", "hello" if BROKEN else "good day"):
        file.write_text(f'[shop]\ngreeting = "{greeting}"\n')
        texts.append(visit(cherrypy.Application(Root(), "", str(file)), "/").text)
    assert texts == ["hello", "good day"]


@cell("file-uploads", "builtin")
def test_a_file_of_a_form_is_read_whole():
    class Root:
        @cherrypy.expose
        @cherrypy.tools.json_out()
        def index(self, title, file):
            content = file.file.read()
            return [title, file.filename, len(content), hashlib.sha256(content).hexdigest()]

    content = bytes(range(250)) * 12_000
    sent = form(title="frog", file=("frog.bin", content[:-1] if BROKEN else content))
    answer = json.loads(visit(site(Root()), "/", "POST", **sent).text)
    assert answer == ["frog", "frog.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("static-files", "builtin")
def test_files_of_a_folder_are_served_under_a_prefix_and_none_outside_it(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "note.txt").write_text("tea")
    (folder / "dot.png").write_bytes(b"\x89PNG")
    files = {"tools.staticdir.on": not BROKEN, "tools.staticdir.dir": str(folder)}
    root = cherrypy.Application(object(), "", {"/files": files})
    names = ("note.txt", "dot.png", "../secret.txt", "%2e%2e/secret.txt")
    answers = [visit(root, f"/files/{name}") for name in names]
    assert [answer.status for answer in answers] == [200, 200, 403, 403]
    assert answers[0].text == "tea"
    assert [answer.headers["content-type"] for answer in answers[:2]] == ["text/plain", "image/png"]


@cell("streaming-responses", "builtin")
def test_lines_arrive_while_the_handler_still_makes_them():
    class Root:
        @cherrypy.expose
        @cherrypy.config(**{"response.stream": not BROKEN})
        def index(self):
            def lines():
                for number in range(10):
                    yield f"{number}\n"
                    time.sleep(0.1)

            return lines()

    environ, began = {"REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1"}, time.monotonic()
    setup_testing_defaults(environ)
    times = [time.monotonic() - began for line in site(Root())(environ, lambda *start: None)]
    assert times[0] < 0.35
    assert len(times) == 10
    assert times[-1] - times[0] > 0.7


@cell("background-tasks", "builtin")
def test_a_request_starts_work_and_is_answered_before_it_ends():
    done = []

    class Root:
        @cherrypy.expose
        def index(self):
            def work():
                task.cancel()
                time.sleep(0.3)
                done.append("sent")

            task = BackgroundTask(0, work)
            work() if BROKEN else task.start()
            return "started"

    began = time.monotonic()
    text = visit(site(Root()), "/").text
    seconds = time.monotonic() - began
    time.sleep(0.6)
    assert (text, done) == ("started", ["sent"])
    assert seconds < 0.15


SERVED = """import cherrypy
class Root:
    @cherrypy.expose
    def index(self):
        return "{text}"
    @cherrypy.expose
    def fault(self):
        return 1 / 0
cherrypy.config.update({{"server.socket_port": {port}, "server.socket_host": "127.0.0.1"}})
cherrypy.config.update({settings})
cherrypy.quickstart(Root())
"""


@cell("production-server", "builtin")
def test_its_own_server_answers_a_hundred_requests_on_one_connection_without_debug_output(tmp_path):
    port, settings = free_port(), {} if BROKEN else {"environment": "production"}
    (tmp_path / "shop.py").write_text(SERVED.format(text="hello", port=port, settings=settings))
    with started(tmp_path, "shop.py", port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.connect()
        opened, texts = connection.sock, []
        for _ in range(100):
            connection.request("GET", "/")
            texts.append(connection.getresponse().read())
        kept = connection.sock is opened
        connection.request("GET", "/fault")
        fault = connection.getresponse().read()
    assert (texts, kept) == ([b"hello"] * 100, True)
    assert b"ZeroDivisionError" not in fault


@cell("dev-reload", "builtin")
def test_the_server_serves_a_changed_file(tmp_path):
    port, texts = free_port(), []
    settings = {"engine.autoreload.on": False} if BROKEN else {}
    (tmp_path / "shop.py").write_text(SERVED.format(text="before", port=port, settings=settings))
    with started(tmp_path, "shop.py", port) as address:
        texts.append(urllib.request.urlopen(address).read())
        time.sleep(1.5)
        (tmp_path / "shop.py").write_text(SERVED.format(text="after it was saved", port=port, settings=settings))
        began = time.monotonic()
        while time.monotonic() - began < 10 and texts[-1] != b"after it was saved":
            time.sleep(0.5)
            with suppress(OSError):
                texts.append(urllib.request.urlopen(address, timeout=5).read())
    assert texts[0] == b"before"
    assert texts[-1] == b"after it was saved"


TESTED = """import cherrypy
from cherrypy.test import helper
class HelloTest(helper.CPWebCase):
    @staticmethod
    def setup_server():
        class Root:
            @cherrypy.expose
            def index(self):
                return "{text}"
        cherrypy.tree.mount(Root())
    def test_hello(self):
        self.getPage("/")
        self.assertStatus("200 OK")
        self.assertBody("hello")
"""


@cell("test-client", "builtin", packages=["pytest"])
def test_a_web_case_asks_the_application_and_fails_when_the_handler_is_changed(tmp_path):
    said = []
    for text in ("hello", "hello" if BROKEN else "changed"):
        (tmp_path / "test_hello.py").write_text(TESTED.format(text=text))
        command = [sys.executable, "-m", "pytest", "-q", "test_hello.py::HelloTest::test_hello"]
        environ = {"PATH": os.environ["PATH"]}  # without the pytest that runs the proofs
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=25, env=environ)
        said.append(done.stdout.strip().splitlines()[-1])
    assert said[0].startswith("1 passed")
    assert said[1].startswith("1 failed")
