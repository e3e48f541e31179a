"""A server on a free loopback port for the proofs that need one, and a client that waits for it."""

import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def serving(app):
    """The address of a server of the standard library that runs a WSGI application in a thread."""
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(*command, **options):
    """A command that is ended with the block."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def ask(url, until=None, seconds=20):
    """The text at an address as soon as it answers, with the text that is waited for if one is named."""
    end, text = time.monotonic() + seconds, ""
    while time.monotonic() < end:
        try:
            with urlopen(url, timeout=5) as answer:
                text = answer.read().decode()
        except (URLError, HTTPException, ConnectionError, TimeoutError):
            text = ""
        if text and until in (None, text):
            break
        time.sleep(0.1)
    return text


def wait_for(port, seconds=20):
    """Return when something listens at the port."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing listens at {port}")
