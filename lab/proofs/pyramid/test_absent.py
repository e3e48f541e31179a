"""What was looked for in Pyramid and not found: each try and what came of it."""

import asyncio
import logging
import re
from importlib import metadata

from proof import cell
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response


def get(app, path, **options):
    return Request.blank(path, **options).get_response(app)


def app_with(view, **options):
    """An application with one view at /."""
    with Configurator(**options) as config:
        config.add_route("home", "/")
        config.add_view(view, route_name="home")
    return config.make_wsgi_app()


def files_that_say(pattern):
    """The Python files of the installed package, its tests left out, in which the pattern stands."""
    files = [file for file in metadata.files("pyramid") if file.suffix == ".py" and "tests" not in file.parts]
    return [str(file) for file in files if re.search(pattern, file.read_text(), re.IGNORECASE)]


def directives_that_say(pattern):
    return [name for name in dir(Configurator) if re.search(pattern, name)]


@cell("admin-ui", "none-found", packages=["ps_alchemy", "pyramid_sacrud"])
def test_the_add_on_for_administration_does_not_start():
    """Tried: pyramid_sacrud with ps_alchemy, by which it reads tables; that needs modules which are gone."""
    config, missing = Configurator(settings={"sqlalchemy.url": "sqlite://"}), ""
    config.include("pyramid_sacrud")
    try:
        config.include("ps_alchemy")
    except ModuleNotFoundError as error:
        missing = error.name
    assert missing in ("pyramid.compat", "sqlalchemy.ext.declarative.api")


@cell("asgi", "none-found")
def test_the_application_is_no_asgi_application():
    """Tried: the application called as ASGI servers call it, with a scope and two awaitables."""
    app = app_with(lambda request: Response("home"))

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        raise RuntimeError(message)

    refusal = ""
    try:
        asyncio.run(app({"type": "http", "method": "GET", "path": "/", "headers": []}, receive, send))
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal


def refusal_of(view):
    try:
        get(app_with(view), "/")
    except ValueError as error:
        return str(error)
    return ""


@cell("async-handlers", "none-found")
def test_a_coroutine_is_no_answer():
    """Tried: a view written with async def; what it returns is refused, for it is no response."""

    async def view(request):
        return Response("home")

    assert "coroutine object" in refusal_of(view)


@cell("async-database", "none-found")
def test_no_view_can_await_a_query():
    """Tried: a view that awaits a query; the view is refused before it runs."""
    asked = []

    async def query():
        asked.append(1)

    async def view(request):
        await query()
        return Response("row")

    assert "coroutine object" in refusal_of(view)
    assert asked == []


@cell("free-threading", "none-found")
def test_the_package_says_nothing_of_free_threading():
    """Tried: the classifiers, the description and the source, for “free-threaded”, “nogil” and “3.14t”."""
    about = metadata.metadata("pyramid")
    said = [*about.get_all("Classifier"), about.get_payload()]
    assert not [line for line in said if re.search(r"free.thread|nogil|3\.1[34]t", line, re.IGNORECASE)]
    assert files_that_say(r"free.thread|nogil|3\.1[34]t") == []


@cell("health-checks", "none-found")
def test_no_address_tells_the_health():
    """Tried: the three usual addresses, and directives of the configurator named for health."""
    app = app_with(lambda request: Response("home"))
    assert [get(app, path).status_code for path in ("/health", "/healthz", "/ready")] == [404, 404, 404]
    assert directives_that_say("health|liveness|readiness") == []


@cell("multi-tenancy", "none-found")
def test_two_hosts_share_what_is_kept():
    """Tried: one view asked under two host names; and the source, for “tenant”."""

    def view(request):
        request.registry.kept = [*getattr(request.registry, "kept", []), request.domain]
        return Response(" ".join(request.registry.kept))

    app = app_with(view)
    get(app, "http://a.example/")
    assert get(app, "http://b.example/").text == "a.example b.example"
    assert files_that_say("tenant") == []


@cell("partial-pages", "none-found")
def test_a_request_for_a_part_is_like_any_other():
    """Tried: the headers of htmx, Turbo and Unpoly; the view sees no difference unless it reads them by name."""
    app = app_with(lambda request: Response(" ".join(sorted(vars(request)))))
    plain = get(app, "/").text
    for name in ("HX-Request", "Turbo-Frame", "X-Up-Target"):
        assert get(app, "/", headers={name: "true"}).text == plain
    assert files_that_say("htmx|hx-request|turbo-frame|unpoly") == []


@cell("server-sent-events", "none-found")
def test_events_are_not_put_into_lines():
    """Tried: an event as a dictionary in app_iter, which is handed on as it is; and the source, for “event-stream”."""
    event = {"id": 1, "event": "tick", "data": "two\nlines"}
    app = app_with(lambda request: Response(app_iter=[event], content_type="text/event-stream"))
    assert list(get(app, "/").app_iter) == [event]
    assert files_that_say("event-stream|server-sent|eventsource") == []


@cell("structured-logs", "none-found")
def test_a_request_leaves_no_record(caplog):
    """Tried: all loggers at their lowest level while a request is answered."""
    with caplog.at_level(logging.DEBUG):
        assert get(app_with(lambda request: Response("home")), "/").text == "home"
    assert caplog.records == []


@cell("type-hints", "none-found")
def test_the_wheel_is_not_marked_as_typed():
    """Tried: the files of the installed distribution, for py.typed."""
    names = [file.name for file in metadata.files("pyramid")]
    assert "config" in {file.parts[1] for file in metadata.files("pyramid")}
    assert "py.typed" not in names
