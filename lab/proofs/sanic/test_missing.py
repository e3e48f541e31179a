"""What Sanic's cells say is missing: what a user would try, and what happens."""

import asyncio
import contextlib
import http.client
import time
from importlib import metadata

from proof import cell
from sanic import Sanic, json, text
from sanic.exceptions import SanicException
from sanic_tornado_robyn import ask, names_with
from serving import serving


@cell("durable-jobs", "none-found")
def test_a_task_is_lost_when_the_server_ends():
    """Tried: app.add_task with work that is not done when the server ends, and a second server after it."""
    done = []

    def app_named(name):
        app = Sanic(name)

        @app.post("/")
        async def start(request):
            async def work():
                await asyncio.sleep(0.5)
                done.append(name)

            app.add_task(work(), name="work")
            return text("accepted")

        return app

    with serving(app_named("Before")) as url:
        assert ask(url, "POST").text == "accepted"
    with serving(app_named("After")):
        time.sleep(1)
    assert done == []


@cell("free-threading", "none-found")
def test_the_classifiers_say_nothing_of_free_threading():
    """Tried: the classifiers of the installed distribution. What its documents say, no program can tell."""
    classifiers = metadata.metadata("sanic").get_all("Classifier")
    assert any("Python :: 3.13" in classifier for classifier in classifiers)
    assert [classifier for classifier in classifiers if "Free Threading" in classifier] == []


@cell("mcp-server", "none-found")
def test_nothing_speaks_the_model_context_protocol():
    """Tried: tools/list as JSON-RPC at /mcp and /mcp/, and names with "mcp" or "modelcontext" in the package."""
    app = Sanic("Tools")

    @app.post("/add")
    async def add(request):
        return json(request.json["a"] + request.json["b"])

    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    with serving(app) as url:
        assert ask(f"{url}/add", json_body={"a": 2, "b": 3}).json == 5
        assert [ask(f"{url}/{path}", json_body=call).status for path in ("mcp", "mcp/")] == [404, 404]
    assert names_with("sanic", "mcp", "modelcontext") == []


@cell("multi-tenancy", "none-found")
def test_two_hosts_share_one_context():
    """Tried: two host names at one application with a list in app.ctx, and names with "tenant" in the package."""
    app = Sanic("Customers")
    app.ctx.rows = []

    @app.post("/<row>")
    async def store(request, row):
        app.ctx.rows.append(row)
        return json(app.ctx.rows)

    with serving(app) as url:
        ask(f"{url}/tea", "POST", headers={"Host": "ann.example"})
        assert ask(f"{url}/cake", "POST", headers={"Host": "bob.example"}).json == ["tea", "cake"]
    assert names_with("sanic", "tenant") == []


@cell("server-sent-events", "none-found")
def test_a_dictionary_is_not_sent_as_an_event():
    """Tried: an event as a dictionary in send() of a stream, and names such as SSEResponse or EventSource."""
    app, refusals = Sanic("Events"), []

    @app.get("/")
    async def events(request):
        response = await request.respond(content_type="text/event-stream")
        try:
            await response.send({"id": "1", "event": "tick", "data": "a\nb"})
        except (AttributeError, TypeError) as error:
            refusals.append(str(error))

    with serving(app) as url, contextlib.suppress(OSError, http.client.HTTPException):
        ask(url)
    assert len(refusals) == 1
    assert names_with("sanic", "ssemessage", "sseresponse", "eventsource", "event_stream", "serversent") == []


@cell("single-sign-on", "none-found", packages=["sanic-oauth"])
def test_the_package_that_fits_is_refused():
    """Tried: sanic-oauth 0.2.4, the newest that installs with this Sanic; its blueprint is added to an application."""
    refusal = ""
    try:
        from sanic_oauth.blueprint import oauth_blueprint

        Sanic("SignOn").blueprint(oauth_blueprint)
    except SanicException as error:
        refusal = str(error)
    assert "uses an invalid format" in refusal


@cell("wsgi", "none-found")
def test_the_application_is_no_wsgi_application():
    """Tried: the application called as WSGI servers call it, with an environ and start_response."""
    refusal = ""
    try:
        list(Sanic("Wsgi")({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda status, headers: None))
    except TypeError as error:
        refusal = str(error)
    assert "missing 1 required positional argument: 'send'" in refusal


@cell("serverless", "none-found", packages=["mangum"])
def test_mangum_gets_no_answer_from_it():
    """Tried: Mangum around the application, with an event of API Gateway in format 2.0."""
    from mangum import Mangum

    app = Sanic("Lambda")
    app.config.TOUCHUP = False

    @app.get("/")
    async def hello(request):
        return text("hello")

    http = {"method": "GET", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "test"}
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/",
        "rawQueryString": "",
        "headers": {"host": "example.com"},
        "requestContext": {"http": http, "domainName": "example.com", "stage": "$default"},
        "isBase64Encoded": False,
    }
    asyncio.set_event_loop(asyncio.new_event_loop())
    assert Mangum(app)(event, None)["statusCode"] == 500
