"""Work that a request began in a server that is killed, for probes of durable jobs."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request

WORK = """
import time
from pathlib import Path

def work():
    Path("begun").touch()
    time.sleep(1)
    Path("done").touch()
"""
QUEUE_BY_HAND = """
import threading

if Path("begun").exists() and not Path("done").exists():
    threading.Thread(target=work).start()
"""


def done_after_a_kill(folder, *command, begin=None, queue=False, environ=()):
    """Whether work is done that a request began, when its server is killed in the middle and started anew.

    The application in the folder gets {port} in its command and PORT in its environment; it starts work() of the
    module work where /start is asked for. With a queue, that module takes up what was left, as a worker would.
    """
    (folder / "work.py").write_text(WORK + QUEUE_BY_HAND if queue else WORK)
    with killed_in_the_end(folder, command, environ) as url:
        begin(url) if begin else urllib.request.urlopen(f"{url}/start", timeout=10).close()
        appears(folder / "begun", 5)
    if not (folder / "begun").exists() or (folder / "done").exists():
        raise RuntimeError("the server was not killed in the middle of the work")
    with killed_in_the_end(folder, command, environ):
        return appears(folder / "done", 3)


def appears(path, seconds):
    end = time.monotonic() + seconds
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.05)
    return path.exists()


@contextlib.contextmanager
def killed_in_the_end(folder, command, environ=()):
    """A server that gets no time to finish anything: SIGKILL to all that it started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [str(word).replace("{port}", str(port)) for word in command]
    variables = {**os.environ, "PYTHONPATH": str(folder), **dict(environ), "PORT": str(port)}
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            words, cwd=folder, env=variables, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
        try:
            wait_for(port, process, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(port, process, log):
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text()[-2000:]}")
