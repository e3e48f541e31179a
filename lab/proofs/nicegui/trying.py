"""Ways to ask an application of NiceGUI in a test: its simulated user, a client of the API beside it, and a server."""

import asyncio
import socket
import subprocess
import threading
import time
from contextlib import contextmanager

import httpx
import uvicorn
from nicegui import ui
from nicegui.testing import user_simulation
from nicegui.testing.general import nicegui_reset_globals
from starlette.testclient import TestClient


def with_user(program):
    """Run a coroutine function with a simulated user; it registers pages and routes, and visits them."""

    async def run():
        async with user_simulation() as user:
            await program(user)

    asyncio.run(run())


@contextmanager
def client_of(api, pages=lambda: None):
    """A client of a FastAPI application with NiceGUI on it; pages registers NiceGUI's own pages."""
    with nicegui_reset_globals():
        pages()
        ui.run_with(api, storage_secret="for this test alone", show_welcome_message=False)
        with TestClient(api) as client:
            yield client


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(api, pages=lambda: None):
    """The address of Uvicorn, in a thread, with a FastAPI application and NiceGUI on it."""
    with nicegui_reset_globals():
        pages()
        ui.run_with(api, storage_secret="for this test alone", show_welcome_message=False)
        server = uvicorn.Server(uvicorn.Config(api, host="127.0.0.1", port=(port := free_port()), log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        ask(f"http://127.0.0.1:{port}/nowhere")
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


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


def ask(url, until=None, seconds=25):
    """The text at an address as soon as it answers, with the text that is waited for in it if one is named."""
    end, text = time.monotonic() + seconds, ""
    while time.monotonic() < end:
        try:
            text = httpx.get(url, timeout=5).text
        except httpx.HTTPError:
            text = ""
        if text and (until is None or until in text):
            break
        time.sleep(0.1)
    return text
