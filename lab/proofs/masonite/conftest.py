"""A project as `masonite new` makes it, and a visitor who keeps his cookies and speaks WSGI to its application."""

import json
import os
import subprocess
import sys
import urllib.parse
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from by_hand import ask_wsgi


def command(name, *words, folder="."):
    """Run a command of this environment in a folder, such as `masonite new`."""
    done = subprocess.run(
        [Path(sys.executable).with_name(name), *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def new_project(folder, *options):
    command("masonite", "new", "shop", "--no-venv", "--no-git", "--no-serve", "--no-input", *options, folder=folder)
    for settings in (folder / "shop" / ".env", folder / "shop" / ".env.testing"):
        settings.write_text(settings.read_text().replace("APP_DEBUG=True", "APP_DEBUG=False"))
    return folder / "shop"


def craft(project, *words):
    """What `python craft …` prints."""
    done = subprocess.run(
        [sys.executable, "craft", *words],
        cwd=project,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def project(tmp_path):
    """A new project's folder, for what runs in processes of its own."""
    return new_project(tmp_path)


@pytest.fixture(scope="session")
def application(tmp_path_factory):
    """The application of a new project, in this process."""
    os.chdir(new_project(tmp_path_factory.mktemp("masonite")))
    sys.path.insert(0, os.getcwd())
    from wsgi import application

    return application


class Visitor:
    def __init__(self, application):
        self.application, self.cookies = application, {}

    def send(self, method, path, body=b"", headers=None, **environ):
        def listening(variables, start_response):
            def start(status, headers, error=None):
                for name, value in headers:
                    if name.lower() == "set-cookie":
                        self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
                return start_response(status, headers)

            return self.application(variables, start)

        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**({"Cookie": cookies} if cookies else {}), **(headers or {})}
        return ask_wsgi(listening, path, method, headers, body, environ)

    def get(self, path, headers=None, **environ):
        return self.send("GET", path, b"", headers, **environ)

    def post(self, path, form=None, headers=None):
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, urllib.parse.urlencode(form or {}).encode(), {**kind, **(headers or {})})

    def post_json(self, path, content, headers=None):
        kind = {"Content-Type": "application/json"}
        return self.send("POST", path, json.dumps(content).encode(), {**kind, **(headers or {})})


@pytest.fixture
def site(application):
    """Give the application these routes; answers a maker of visitors."""
    from masonite.routes import Route

    router = application.make("router")
    before = router.routes

    def with_routes(*routes, middleware=("web",)):
        router.routes = []
        router.add(Route.group([*routes], middleware=list(middleware)))
        return lambda: Visitor(application)

    yield with_routes
    router.routes = before
