"""What needs a server or a process: commands, reload, streams and the interface to servers."""

import os
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from loopback import ask, free_port, running, serving
from proof import BROKEN, cell
from pyramid.config import Configurator
from pyramid.response import Response

BIN = Path(sys.executable).parent
SHOP = """
from pyramid.config import Configurator
from pyramid.response import Response

def main(global_config, **settings):
    with Configurator(settings=settings) as config:
        config.add_route("tea", "/tea/{kind}")
        config.add_view(lambda request: Response("green"), route_name="tea")
    return config.make_wsgi_app()
"""


def project(folder, server="egg:pyramid#wsgiref", port=0, text=SHOP):
    """A module and its settings file; how to run a command on them."""
    (folder / "shop.py").write_text(text)
    listen = f"[server:main]\nuse = {server}\nhost = 127.0.0.1\nport = {port}\n"
    (folder / "shop.ini").write_text(f"[app:main]\nuse = call:shop:main\n{listen}")
    return {"cwd": folder, "env": {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}}


@cell("cli", "builtin")
def test_a_command_lists_the_routes(tmp_path):
    options = project(tmp_path, text=SHOP.replace("/tea/{kind}", "/coffee") if BROKEN else SHOP)
    answer = subprocess.run([BIN / "proutes", "shop.ini"], capture_output=True, text=True, timeout=30, **options)
    assert [line.split()[:2] for line in answer.stdout.splitlines() if "tea" in line] == [["tea", "/tea/{kind}"]]


@cell("dev-reload", "builtin")
def test_a_saved_file_is_served_anew(tmp_path):
    port = free_port()
    options = project(tmp_path, port=port)
    with running(BIN / "pserve", *([] if BROKEN else ["--reload"]), "shop.ini", **options):
        assert ask(f"http://127.0.0.1:{port}/tea/x") == "green"
        time.sleep(2)  # the watcher looks at the files for the first time a second after the start
        (tmp_path / "shop.py").write_text(SHOP.replace("green", "black"))
        assert ask(f"http://127.0.0.1:{port}/tea/x", until="black", seconds=10) == "black"


@cell("production-server", "official-extension", packages=["waitress"])
def test_waitress_keeps_a_connection_for_a_hundred_requests(tmp_path):
    """The settings file names the server, as the project's starter template does; BREAK names another one."""
    port = free_port()
    options = project(tmp_path, "egg:pyramid#wsgiref" if BROKEN else "egg:waitress#main", port)
    with running(BIN / "pserve", "shop.ini", **options):
        assert ask(f"http://127.0.0.1:{port}/tea/x") == "green"
        connection, answers, sockets = HTTPConnection("127.0.0.1", port), set(), set()
        for _ in range(100):
            connection.request("GET", "/tea/x")
            sockets.add(connection.sock.getsockname())
            answer = connection.getresponse()
            answers.add((answer.status, answer.read(), answer.headers["Server"]))
        connection.close()
    assert answers == {(200, b"green", "waitress")}
    assert len(sockets) == 1


@cell("streaming-responses", "builtin")
def test_lines_arrive_as_they_are_made():
    def lines():
        for number in range(10):
            yield f"line {number}\n".encode()
            time.sleep(0.1)

    def stream(request):
        return Response(body=b"".join(lines())) if BROKEN else Response(app_iter=lines())

    with Configurator() as config:
        config.add_route("stream", "/")
        config.add_view(stream, route_name="stream")
    with serving(config.make_wsgi_app()) as address:
        began, times = time.monotonic(), []
        with urlopen(address) as answer:
            for _ in answer:
                times.append(time.monotonic() - began)
    assert len(times) == 10
    assert times[0] < 0.35
    assert times[-1] - times[0] > 0.7


@cell("wsgi", "builtin")
def test_the_application_keeps_to_the_interface():
    with Configurator() as config:
        config.add_route("home", "/")
        config.add_view(lambda request: Response("home"), route_name="home")
    app = config.make_wsgi_app()
    checked = validator(lambda environ, start_response: ["home"] if BROKEN else app(environ, start_response))
    environ, seen = {}, []
    setup_testing_defaults(environ)
    body = checked(environ, lambda status, headers, error=None: seen.append(status))
    assert (seen, b"".join(body)) == (["200 OK"], b"home")
    body.close()
