"""Feature cells of Tornado on settings, servers and tests, some of them in a process of their own."""

import http.client
import sys
import time
import unittest
from importlib import metadata

from proof import BROKEN, cell
from sanic_tornado_robyn import ask, free_port, running
from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application, RequestHandler

MAIN = """
import asyncio
from tornado.options import define, options, parse_command_line, parse_config_file
from tornado.web import Application, RequestHandler

define("port", type=int)
define("debug", default=False, help="serve changed code and show errors")
define("greeting", default="hello")
define("config", callback=lambda path: parse_config_file(path, final=False))

class Hello(RequestHandler):
    def get(self):
        self.write(options.greeting)

class Error(RequestHandler):
    def get(self):
        self.write(str(1 / 0))

async def main():
    parse_command_line()
    app = Application([("/", Hello), ("/error", Error)], debug=options.debug)
    app.listen(options.port, "127.0.0.1")
    await asyncio.Event().wait()

asyncio.run(main())
"""


def serve(folder, *options):
    port = free_port()
    return running(sys.executable, "main.py", f"--port={port}", *options, port=port, cwd=folder)


@cell("configuration", "builtin")
def test_a_setting_comes_from_a_file(tmp_path):
    (tmp_path / "main.py").write_text(MAIN)
    seen = []
    for greeting in ("good morning", "good evening, all"):
        (tmp_path / "shop.conf").write_text("" if BROKEN else f"greeting = {greeting!r}\n")
        with serve(tmp_path, "--config=shop.conf") as url:
            seen.append(ask(url).text)
    assert seen == ["good morning", "good evening, all"]


@cell("dev-reload", "builtin")
def test_the_changed_code_is_served_after_a_save(tmp_path):
    main = tmp_path / "main.py"
    main.write_text(MAIN)
    with serve(tmp_path, "--debug=false" if BROKEN else "--debug") as url:
        assert ask(url).text == "hello"
        time.sleep(1.5)
        main.write_text(MAIN.replace("write(options.greeting)", 'write("good evening")'))
        assert answer_within(10, url, "good evening") == "good evening"


def answer_within(seconds, url, wanted):
    """What the address answers, at the latest after so many seconds; a server that restarts may refuse meanwhile."""
    end, text = time.monotonic() + seconds, ""
    while time.monotonic() < end and text != wanted:
        time.sleep(0.2)
        try:
            text = ask(url, seconds=2).text
        except OSError:
            continue
    return text


@cell("production-server", "builtin")
def test_its_own_server_keeps_connections_and_hides_errors(tmp_path):
    (tmp_path / "main.py").write_text(MAIN)
    with serve(tmp_path, "--debug=true" if BROKEN else "--debug=false") as url:
        connection, sockets = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10), set()
        for _ in range(100):
            connection.request("GET", "/")
            sockets.add(connection.sock)
            assert connection.getresponse().read() == b"hello"
        connection.close()
        assert len(sockets) == 1
        answer = ask(f"{url}/error")
    assert answer.status == 500
    assert "ZeroDivisionError" not in answer.text


@cell("test-client", "builtin")
def test_a_test_case_asks_the_application():
    class Hello(RequestHandler):
        def get(self):
            self.write("goodbye" if BROKEN else "hello")

    class TestHello(AsyncHTTPTestCase):
        def get_app(self):
            return Application([("/", Hello)])

        def runTest(self):
            answer = self.fetch("/")
            assert (answer.code, answer.body) == (200, b"hello")
            assert self.fetch("/missing").code == 404

    result = unittest.TestResult()
    TestHello().run(result)
    assert result.testsRun == 1
    assert result.wasSuccessful(), result.failures + result.errors


@cell("type-hints", "builtin")
def test_the_distribution_says_that_it_is_typed():
    marker = "py.untyped" if BROKEN else "py.typed"
    assert f"tornado/{marker}" in map(str, metadata.files("tornado"))
