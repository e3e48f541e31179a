"""A Robyn application on a free loopback port, in a process of its own: start() does not return."""

import contextlib
import multiprocessing
import os

from sanic_tornado_robyn import free_port, wait_for


@contextlib.contextmanager
def serving(app):
    port = free_port()
    process = multiprocessing.get_context("fork").Process(target=start, args=(app, port), daemon=True)
    process.start()
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.join(10)


def start(app, port):
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    app.start(host="127.0.0.1", port=port, _check_port=False)
