"""Feature cells of Sanic on settings, commands and servers, most of them by its command in a process of its own."""

import http.client
import io
import json
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

from proof import BROKEN, cell
from sanic import Sanic, text
from sanic.log import LOGGING_CONFIG_DEFAULTS
from sanic_tornado_robyn import ask, free_port, running
from serving import serving

SANIC = Path(sys.executable).parent / "sanic"

HELLO = """
from sanic import Sanic, text

app = Sanic("Hello")

@app.get("/")
async def hello(request):
    return text("hello")

@app.get("/error")
async def error(request):
    return text(1 / 0)
"""


@cell("cli", "builtin")
def test_the_command_runs_a_command_of_the_project(tmp_path):
    command = '\n@app.command\nasync def greet(name="nobody"):\n    print(f"Hello {name}")\n'
    (tmp_path / "main.py").write_text(HELLO + ("" if BROKEN else command))

    def sanic(*arguments):
        answer = subprocess.run([SANIC, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=30)
        return answer.stdout + answer.stderr

    assert "greet" in sanic("main:app", "exec", "--help")
    assert "Hello Ann" in sanic("main:app", "exec", "greet", "--name=Ann")


@cell("configuration", "builtin")
def test_settings_come_from_a_file_and_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("SANIC_TEA" if not BROKEN else "TEA", "green")
    file, seen = tmp_path / "settings.py", []
    for number, cake in enumerate(("plain", "lemon drizzle")):
        file.write_text(f"CAKE = {cake!r}\n")
        app = Sanic(f"Settings{number}")
        app.update_config(file)

        @app.get("/")
        async def order(request):
            return text(f"{request.app.config.get('TEA')} tea, {request.app.config.CAKE} cake")

        with serving(app) as url:
            seen.append(ask(url).text)
    assert seen == ["green tea, plain cake", "green tea, lemon drizzle cake"]


@cell("dev-reload", "builtin")
def test_the_changed_code_is_served_after_a_save(tmp_path):
    main, port = tmp_path / "main.py", free_port()
    main.write_text(HELLO)
    options = () if BROKEN else ("--dev",)
    with running(SANIC, "main:app", "--port", str(port), *options, port=port, cwd=tmp_path) as url:
        assert ask(url).text == "hello"
        time.sleep(1.5)
        main.write_text(HELLO.replace('"hello"', '"good evening"'))
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
    (tmp_path / "main.py").write_text(HELLO)
    port = free_port()
    options = ("--debug",) if BROKEN else ("--workers=2",)
    with running(SANIC, "main:app", "--port", str(port), *options, port=port, cwd=tmp_path) as url:
        connection, sockets = http.client.HTTPConnection("127.0.0.1", port, timeout=10), set()
        for _ in range(100):
            connection.request("GET", "/")
            sockets.add(connection.sock)
            assert connection.getresponse().read() == b"hello"
        connection.close()
        assert len(sockets) == 1
        answer = ask(f"{url}/error")
        assert answer.status == 500
        assert "ZeroDivisionError" not in answer.text


@cell("structured-logs", "builtin")
def test_a_request_writes_a_line_of_json():
    stream = io.StringIO()
    formatters, handlers = LOGGING_CONFIG_DEFAULTS["formatters"], LOGGING_CONFIG_DEFAULTS["handlers"]
    json_access = {} if BROKEN else {"access": {"class": "sanic.logging.formatter.JSONAccessFormatter"}}
    settings = {
        **LOGGING_CONFIG_DEFAULTS,
        "formatters": {**formatters, **json_access},
        "handlers": {**handlers, "access_console": {**handlers["access_console"], "stream": stream}},
    }
    app = Sanic("Logs", log_config=settings)

    @app.get("/items")
    async def items(request):
        return text("tea")

    with serving(app, access_log=True) as url:
        ask(f"{url}/items")
    line = stream.getvalue().splitlines()[-1]
    assert line.startswith("{")
    record = json.loads(line)
    assert record["status"] == 200
    assert record["request"] == f"GET {url}/items"


@cell("type-hints", "builtin")
def test_the_distribution_says_that_it_is_typed():
    marker = "py.untyped" if BROKEN else "py.typed"
    assert f"sanic/{marker}" in map(str, metadata.files("sanic"))
