"""Feature cells of Robyn on settings, commands and servers, by its command in a process of its own."""

import http.client
import os
import pty
import select
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

from proof import BROKEN, cell
from sanic_tornado_robyn import ask, free_port, running

ROBYN = Path(sys.executable).parent / "robyn"

MAIN = """
import os
from robyn import Robyn

app = Robyn(__file__)

@app.get("/")
def hello(request):
    return os.environ.get("GREETING", "hello")

@app.get("/error")
def error(request):
    return str(1 / 0)

if __name__ == "__main__":
    app.start(host="127.0.0.1", port=int(os.environ["PORT"]))
"""


def serve(folder, *command):
    port = free_port()
    return running(*command, port=port, cwd=folder, env={"PORT": str(port)})


@cell("cli", "builtin")
def test_the_command_makes_a_project(tmp_path):
    """Its questions are answered at a terminal: with a name, then twice with the proposed answer."""
    screen, terminal = pty.openpty()
    command = [ROBYN, "--version" if BROKEN else "--create"]
    process = subprocess.Popen(command, cwd=tmp_path, stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    questions, shown = [(b"Directory Path", b"shop\r"), (b"Docker", b"\r"), (b"project type", b"\r")], b""
    while select.select([screen], [], [], 20)[0]:
        try:
            shown += os.read(screen, 4096)
        except OSError:
            break
        if b"\x1b[6n" in shown:
            shown = shown.replace(b"\x1b[6n", b"")
            os.write(screen, b"\x1b[1;1R")
        if questions and questions[0][0] in shown:
            time.sleep(0.5)
            os.write(screen, questions.pop(0)[1])
            shown = b""
    process.wait(20)
    main = tmp_path / "shop" / "app.py"
    assert main.exists()
    assert "Robyn(__file__)" in main.read_text()


@cell("configuration", "builtin")
def test_settings_come_from_the_file_robyn_env(tmp_path):
    (tmp_path / "main.py").write_text(MAIN)
    seen = []
    for greeting in ("good morning", "good evening"):
        (tmp_path / "robyn.env").write_text("" if BROKEN else f"GREETING={greeting}\n")
        with serve(tmp_path, sys.executable, "main.py") as url:
            seen.append(ask(url).text)
    assert seen == ["good morning", "good evening"]


@cell("dev-reload", "builtin")
def test_the_changed_code_is_served_after_a_save(tmp_path):
    main = tmp_path / "main.py"
    main.write_text(MAIN)
    options = () if BROKEN else ("--dev",)
    with serve(tmp_path, sys.executable, "-m", "robyn", "main.py", *options) as url:
        assert ask(url).text == "hello"
        time.sleep(1.5)
        main.write_text(MAIN.replace('"hello"', '"good evening"'))
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
    command = ("main.py", "--processes=2", "--workers=2", "--log-level=WARN")
    with serve(tmp_path, sys.executable, *command) as url:
        connection, sockets = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10), set()
        for _ in range(100):
            connection.request("GET", "/", headers={"Connection": "close"} if BROKEN else {})
            sockets.add(connection.sock)
            assert connection.getresponse().read() == b"hello"
        connection.close()
        assert len(sockets) == 1
        answer = ask(f"{url}/error")
    assert answer.status == 500
    assert "Traceback" not in answer.text


@cell("type-hints", "builtin")
def test_the_distribution_says_that_it_is_typed():
    marker = "py.untyped" if BROKEN else "py.typed"
    assert f"robyn/{marker}" in map(str, metadata.files("robyn"))
