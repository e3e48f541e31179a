"""A Django project for one proof: its addresses and settings, a client of it, its tables, and a server of its own."""

import os
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from textwrap import dedent
from types import ModuleType, SimpleNamespace

import django
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

DATABASE = Path(os.environ["LAB_DATA"]) / "db.sqlite3"
APPS = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles"]


def configure(*apps):
    """Settings as startproject writes them, with a database of its own and more apps."""
    settings.configure(
        SECRET_KEY="for these proofs alone" * 2,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=(),
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[*(f"django.contrib.{app}" for app in APPS), *apps],
        MIDDLEWARE=[  # as startproject writes them
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        STATIC_URL="static/",
    )
    django.setup()


@contextmanager
def project(*urlpatterns, apps=(), middleware=(), **changed):
    """A client of a project with these addresses; apps and middleware are added to those of startproject."""
    changed.setdefault("MIDDLEWARE", [*middleware, *settings.MIDDLEWARE])
    installed = override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, *apps])
    addresses = ModuleType("addresses")
    addresses.urlpatterns = list(urlpatterns)
    with override_settings(ROOT_URLCONF=addresses, **changed), installed:
        yield Client(raise_request_exception=False)


def tables(*models):
    """Make a new database with the tables of the installed apps and of these models."""
    connection.close()
    DATABASE.unlink(missing_ok=True)
    call_command("migrate", run_syncdb=True, verbosity=0)
    with connection.schema_editor() as editor:
        for model in models:
            editor.create_model(model)


def new_project(folder, settings="", urls="", **files):
    """What startproject writes into a folder, with lines added to its settings and addresses, and files added."""
    command(folder, "-m", "django", "startproject", "shop", ".")
    for name, text in {"shop/settings.py": settings, "shop/urls.py": urls}.items():
        with (folder / name).open("a") as file:
            file.write(f"\n{text}\n")
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text).lstrip())


def command(folder, *arguments):
    """What a command of the project prints."""
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, timeout=50)
    if done.returncode:
        raise RuntimeError(done.stderr[-1500:])
    return done.stdout


def shell(folder, program):
    """What a short program prints in the project's own shell."""
    return command(folder, "manage.py", "shell", "-v", "0", "-c", dedent(program))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def started(folder, *arguments, port):
    """A process that listens on a port, ended with all that it started."""
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    process = subprocess.Popen([sys.executable, *arguments], cwd=folder, start_new_session=True, **streams)
    try:
        for _ in range(150 if port else 0):
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


def fetch(address):
    """What an address answers: status, headers and text."""
    try:
        answer = urllib.request.urlopen(address, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return SimpleNamespace(
            status=answer.status, headers=answer.headers, text=answer.read().decode(errors="replace")
        )


async def ask(application, address, *, method="GET", headers=(), body=b""):
    """The status and the text that an ASGI application answers."""
    scope = {"type": "http", "method": method, "path": address, "query_string": b"", "headers": list(headers)}
    server = ApplicationCommunicator(application, scope | {"server": ("testserver", 80)})
    await server.send_input({"type": "http.request", "body": body})
    start, text, more = await server.receive_output(10), b"", True
    while more:
        part = await server.receive_output(10)
        text, more = text + part.get("body", b""), part.get("more_body", False)
    return start["status"], text.decode()


def compiled(folder, language, messages):
    """Write a catalogue of translations as msgfmt does."""
    pairs = [(key.encode(), value.encode()) for key, value in sorted(messages.items())]
    start = 28 + 16 * len(pairs)
    tables, texts = [[], []], b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += [len(pair[column]), start + len(texts)]
            texts += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    path = folder / language / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(head + struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1]) + texts)
