"""A backend of Reflex on a free loopback port, and a tab that speaks to it as the compiled page does.

The front end is not built: that needs Node and its packages. What is asked is what the page would ask.
"""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
from simple_websocket import Client

BIN = Path(sys.executable).parent
GRANIAN = (BIN / "granian", "--interface", "asgi", "--factory", "--host", "127.0.0.1")
SETTINGS = "import reflex as rx\nconfig = rx.Config(app_name='shop', telemetry_enabled=False{more})\n"


def project(folder, text, more=""):
    """A module shop.py with the application, and its settings; the environment of commands on them."""
    (folder / "rxconfig.py").write_text(SETTINGS.format(more=more))
    (folder / "shop.py").write_text(f"import reflex as rx\n{text}")
    extra = {"PYTHONPATH": str(folder), "REFLEX_APP_MODULE_IMPORT": "shop", "__REFLEX_SKIP_COMPILE": "1"}
    return {**os.environ, **extra, "PATH": f"{BIN}:{os.environ['PATH']}", "REFLEX_DIR": str(folder / "reflex")}


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
            process.wait(8)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def backend(folder, text, more="", http="auto", environ=None):
    """The port of the application in Granian, which Reflex installs and uses in production."""
    environ, port = project(folder, text, more) | (environ or {}), free_port()
    with running(*GRANIAN, "--port", str(port), "--http", http, "shop:app", cwd=folder, env=environ):
        wait_for(port)
        yield port


def wait_for(port, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing listens at {port}")


def get(port, path, **options):
    return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=20, **options)


class Tab:
    """A browser's tab: it sends events of the state Shop over Socket.IO and keeps the values that come back."""

    def __init__(self, port, token="tab-1", host="127.0.0.1", headers=None):
        self.state, self.socket = {}, None
        address = f"ws://{host}:{port}/_event/?EIO=4&transport=websocket&token={token}"
        self.socket = Client(address, headers=headers)
        self.socket.receive(timeout=10)
        self.socket.send("40/_event,")

    def send(self, handler, page=("/", "/", {}), **payload):
        """Call an event handler by the name that the compiled page has for it; page: route, address, parameters."""
        where = dict(zip(("pathname", "asPath", "query"), page, strict=True))
        name = f"reflex___state____state.shop____shop.{handler}"
        event = {"name": name, "payload": payload, "router_data": where}
        self.socket.send(f"42/_event,{json.dumps(['event', event])}")

    def read(self, until=lambda state: False, seconds=5.0):
        """The state after what comes in the next seconds, or as soon as it is as wanted."""
        end = time.monotonic() + seconds
        while not until(self.state) and (left := end - time.monotonic()) > 0:
            message = self.socket.receive(timeout=left) or ""
            if message == "2":
                self.socket.send("3")
            if message.startswith("42/_event,"):
                update = json.loads(message.removeprefix("42/_event,"))[1]
                for part in (update.get("delta") or {}).values():
                    self.state |= {name.removesuffix("_rx_state_"): value for name, value in part.items()}
        return self.state

    def close(self):
        self.socket.close()
