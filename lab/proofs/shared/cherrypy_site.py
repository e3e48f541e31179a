"""Asking a CherryPy application as a WSGI server does, and a process that serves one."""

import io
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from urllib.parse import unquote
from wsgiref.util import setup_testing_defaults

import cherrypy

cherrypy.config.update({"environment": "embedded", "log.screen": False})


def site(root, config=None):
    """An application of one object tree; settings without a path hold everywhere."""
    return cherrypy.Application(root, "", {"/": config or {}})


def visit(application, address, method="GET", headers=(), body=b""):
    """What an application answers: status, headers and text."""
    path, _, query = address.partition("?")
    environ = {"PATH_INFO": unquote(path), "QUERY_STRING": query, "REQUEST_METHOD": method, "REMOTE_ADDR": "127.0.0.1"}
    environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)), "SERVER_PROTOCOL": "HTTP/1.1"}
    for name, value in dict(headers).items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    setup_testing_defaults(environ)
    answer = SimpleNamespace()

    def start_response(status, headers, error=None):
        answer.status = int(status.split()[0])
        answer.headers = {name.lower(): value for name, value in headers}

    parts = application(environ, start_response)
    answer.text = b"".join(parts).decode(errors="replace")
    if hasattr(parts, "close"):
        parts.close()
    return answer


def form(**fields):
    """The headers and the body of a form; a field of name, file name and content is a file."""
    body = b""
    for name, value in fields.items():
        file = f'; filename="{value[0]}"' if isinstance(value, tuple) else ""
        content = value[1] if file else value.encode()
        body += f'--limit\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + content + b"\r\n"
    return {"headers": {"content-type": "multipart/form-data; boundary=limit"}, "body": body + b"--limit--\r\n"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def started(folder, file, port, *options):
    """A program that serves on a port, ended with all that it started."""
    process = subprocess.Popen(
        [sys.executable, file, *options],
        cwd=folder,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        for _ in range(150):
            if process.poll() is not None:
                raise RuntimeError(process.stderr.read().decode()[-1500:])
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait()
