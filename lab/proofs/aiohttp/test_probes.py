"""What aiohttp's server is said to leave out, tried as a user would."""

import asyncio
import json
import logging
from importlib import metadata

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from loopback import asgi_get, http2_get, words_in
from proof import cell


async def fruits(request):
    return web.json_response(["apple", "plum", "pear"])


def ask(*paths, method="GET", status=False, **options):
    """Statuses or texts of the answers of a small application."""

    async def run():
        app = web.Application()
        app.add_routes([web.get("/", fruits), web.post("/", fruits)])
        async with TestClient(TestServer(app)) as client:
            answers = [await client.request(method, path, **options) for path in paths]
            return [answer.status if status else await answer.text() for answer in answers]

    return asyncio.run(run())


@cell("asgi", "none-found")
def test_the_application_is_no_asgi_application():
    """Tried: the application called as ASGI servers call it, with a scope and two awaitables."""
    refusal = ""
    try:
        asgi_get(web.Application())
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal


@cell("wsgi", "none-found")
def test_the_application_is_no_wsgi_application():
    """Tried: the application called as WSGI servers call it, with an environ and start_response."""
    refusal = ""
    try:
        web.Application()({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda status, headers: None)
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal


@cell("serverless", "none-found")
def test_no_handler_takes_an_event():
    """Tried: “serverless”, “mangum” among the names; the application called with an event."""
    refusal = ""
    try:
        web.Application()({"version": "2.0", "rawPath": "/"}, None)
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal
    assert not words_in("aiohttp") & {"serverless", "mangum", "apigateway"}


@cell("http2", "no")
def test_a_client_of_http2_is_turned_away():
    """Tried: a request over HTTP/2 by prior knowledge to its own server."""

    async def run():
        app = web.Application()
        app.router.add_get("/", fruits)
        async with TestServer(app) as server:
            return await asyncio.to_thread(attempt, server.port)

    def attempt(port):
        try:
            return http2_get(port)
        except (ConnectionError, TimeoutError) as error:
            return type(error).__name__

    assert asyncio.run(run()).startswith("Connection")


@cell("cli", "none-found")
def test_no_command_is_installed():
    """Tried: the commands that the distribution installs."""
    names = [entry.name for entry in metadata.entry_points(group="console_scripts") if entry.dist.name == "aiohttp"]
    assert names == []


@cell("configuration", "none-found")
def test_no_settings_are_read(tmp_path, monkeypatch):
    """Tried: AIOHTTP_GREETING in the environment and in .env; “config”, “settings”, “dotenv” among the names."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath(".env").write_text("AIOHTTP_GREETING=hello\n")
    monkeypatch.setenv("AIOHTTP_GREETING", "hello")
    assert list(web.Application()) == []
    assert not words_in("aiohttp") & {"configuration", "settings", "dotenv"}


@cell("forms", "none-found")
def test_a_form_comes_as_text():
    """Tried: an HTML form, read by post(); “widget”, “formset”, “wtforms”, “validators” among the names."""

    async def take(request):
        return web.json_response(dict(await request.post()))

    async def run():
        app = web.Application()
        app.router.add_post("/", take)
        async with TestClient(TestServer(app)) as client:
            return await (await client.post("/", data={"name": "", "number": "x"})).json()

    assert asyncio.run(run()) == {"name": "", "number": "x"}
    assert not words_in("aiohttp") & {"widget", "formset", "wtforms", "validators"}


@cell("multi-tenancy", "none-found")
def test_two_hosts_see_the_same():
    """Tried: one address under two host names; “tenant” and “tenancy” among the names of the API."""
    assert ask("/", headers={"Host": "ann.example"}) == ask("/", headers={"Host": "bob.example"})
    assert not words_in("aiohttp") & {"tenant", "tenants", "tenancy"}


@cell("pagination", "none-found")
def test_a_list_comes_whole():
    """Tried: ?page=2&limit=1 on a handler that gives a list; “paginate”, “paginator”, “page” among the names."""
    assert json.loads(ask("/?page=2&limit=1")[0]) == ["apple", "plum", "pear"]
    assert not words_in("aiohttp") & {"paginate", "paginator", "pagination", "page", "pages"}


@cell("partial-pages", "none-found")
def test_a_request_of_htmx_is_like_any_other():
    """Tried: one address with and without HX-Request; “htmx”, “turbo”, “partial”, “fragment” among the names."""
    assert ask("/", headers={"HX-Request": "true"}) == ask("/")
    assert not words_in("aiohttp") & {"htmx", "turbo", "unpoly", "partial", "fragment"}


@cell("single-sign-on", "none-found")
def test_no_provider_can_be_named():
    """Tried: /login, /oauth and /callback; “oauth”, “oidc”, “openid”, “saml” among the names of the API."""
    assert set(ask("/login", "/oauth", "/callback", status=True)) == {404}
    assert not words_in("aiohttp") & {"oauth", "oauth2", "oidc", "openid", "saml", "sso"}


@cell("structured-logs", "none-found")
def test_the_record_of_a_request_is_a_sentence(caplog):
    """Tried: the record that the access log writes for a request, and its text read as JSON."""
    with caplog.at_level(logging.INFO, logger="aiohttp.access"):
        asyncio.run(logged())
    (record,) = caplog.records
    parsed = None
    try:
        parsed = json.loads(record.getMessage())
    except ValueError as error:
        parsed = type(error).__name__
    assert parsed == "JSONDecodeError"


async def logged():
    app = web.Application()
    app.router.add_get("/", fruits)
    runner = web.AppRunner(app, access_log=logging.getLogger("aiohttp.access"))
    async with TestClient(TestServer(app)) as client:
        await runner.setup()
        await client.get("/")
        await runner.cleanup()
