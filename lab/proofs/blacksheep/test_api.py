"""BlackSheep: what makes an interface for programs, by its own test client."""

import asyncio
from dataclasses import dataclass

from absent import PAGES, page_by_hand
from blacksheep import Application, FromJSON, Router, json, text
from blacksheep.contents import JSONContent
from blacksheep.testing import TestClient
from by_hand import ask, names_in
from proof import BROKEN, cell


def application() -> Application:
    """An application with routes of its own: those of the module's get and post are shared by all."""
    return Application(router=Router())


def talk(app, conversation):
    """Start the application and let a conversation speak to its test client."""

    async def whole():
        await app.start()
        return await conversation(TestClient(app))

    return asyncio.run(whole())


@cell("request-validation", "builtin", packages=["pydantic"])
def test_wrong_bodies_are_refused_before_the_handler_runs():
    from pydantic import BaseModel, Field

    class Order(BaseModel):
        quantity: int = Field(ge=None if BROKEN else 1, le=None if BROKEN else 99)

    app = application()

    @app.router.post("/")
    async def order(data: FromJSON[Order]):
        return json(data.value.quantity * 2)

    async def visit(client):
        assert await (await client.post("/", content=JSONContent({"quantity": 99}))).json() == 198
        bodies = ({"quantity": 0}, {"quantity": 100}, {"quantity": "many"}, {})
        answers = [await client.post("/", content=JSONContent(body)) for body in bodies]
        assert [answer.status for answer in answers] == [400] * 4
        print("named:", await answers[0].text())

    talk(app, visit)


@cell("request-validation", "builtin")
def test_a_body_without_a_field_of_a_dataclass_is_refused():
    @dataclass
    class Order:
        quantity: str if BROKEN else int

    app = application()

    @app.router.post("/")
    async def order(data: FromJSON[Order]):
        return json(data.value.quantity * 2)

    async def visit(client):
        assert await (await client.post("/", content=JSONContent({"quantity": 99}))).json() == 198
        answers = [
            await client.post("/", content=JSONContent(body)) for body in ({"quantity": "many"}, {"other": 1}, {})
        ]
        assert [answer.status for answer in answers] == [400] * 3

    talk(app, visit)


@cell("openapi", "builtin")
def test_the_document_follows_the_code():
    from blacksheep.server.openapi.v3 import OpenAPIHandler
    from openapidocs.v3 import Info

    @dataclass
    class Order:
        quantity: int

    app = application()
    OpenAPIHandler(info=Info("Shop", "1")).bind_app(app)

    @app.router.post("/other" if BROKEN else "/orders")
    async def order(data: Order, express: bool = False) -> int:
        return data.quantity

    async def visit(client):
        document = await (await client.get("/openapi.json")).json()
        assert document["openapi"].startswith("3.")
        assert list(document["paths"]) == ["/orders"]
        route = document["paths"]["/orders"]["post"]
        assert [(p["name"], p["schema"]["type"]) for p in route["parameters"]] == [("express", "boolean")]
        schema = document["components"]["schemas"]["Order"]
        assert (schema["required"], schema["properties"]["quantity"]["type"]) == (["quantity"], "integer")

    talk(app, visit)


@cell("api-docs-ui", "builtin")
def test_a_page_for_the_browser_reads_the_document():
    """The page is read, not run: its script comes from another address."""
    from blacksheep.server.openapi.v3 import OpenAPIHandler
    from openapidocs.v3 import Info

    app = application()
    if not BROKEN:
        OpenAPIHandler(info=Info("Teas", "1")).bind_app(app)

    @app.router.get("/teas")
    async def teas():
        return text("all")

    async def visit(client):
        page = await (await client.get("/docs/")).text()
        assert "SwaggerUIBundle" in page
        assert "openapi.json" in page
        assert "/teas" in (await (await client.get("/openapi.json")).json())["paths"]

    talk(app, visit)


@cell("graphql", "third-party", packages=["ariadne"])
def test_a_query_is_answered_and_an_unknown_field_named():
    import json as texts

    from ariadne import QueryType, make_executable_schema
    from ariadne.asgi import GraphQL

    query = QueryType()
    query.set_field("hello", lambda *_: "nobody" if BROKEN else "tea")
    app = application()
    app.mount("/graphql", GraphQL(make_executable_schema("type Query { hello: String! }", query)))

    def post(text):
        body = texts.dumps({"query": text}).encode()
        return ask(app, "/graphql/", "POST", {"Content-Type": "application/json"}, body)

    answer = post("{ hello }")
    assert (answer.status, texts.loads(answer.text)) == (200, {"data": {"hello": "tea"}})
    assert "nothing" in texts.loads(post("{ nothing }").text)["errors"][0]["message"]


@cell("mcp-server", "third-party", packages=["mcp"])
def test_a_function_is_listed_and_called_as_a_tool():
    import json as texts

    from mcp.server.mcpserver import MCPServer

    server = MCPServer("sums")

    @server.tool()
    def add(a: int, b: int) -> int:
        return a + b + BROKEN

    def call(method, params):
        app = application()
        app.mount("/tools", server.streamable_http_app(json_response=True, stateless_http=True))

        @app.lifespan
        async def manage_sessions():
            async with server.session_manager.run():
                yield

        body = texts.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
        headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        answer = ask(app, "/tools/mcp", "POST", {**headers, "Host": "127.0.0.1:8000"}, body)
        return texts.loads(answer.text)["result"]

    (tool,) = call("tools/list", {})["tools"]
    assert (tool["name"], set(tool["inputSchema"]["properties"])) == ("add", {"a", "b"})
    assert call("tools/call", {"name": "add", "arguments": {"a": 2, "b": 3}})["content"][0]["text"] == "5"


@cell("typed-clients", "third-party", packages=["openapi-python-client"])
def test_a_generator_writes_a_typed_function(tmp_path):
    from blacksheep.server.openapi.v3 import OpenAPIHandler
    from by_hand import run
    from openapidocs.v3 import Info

    @dataclass
    class Sum:
        total: int

    app = application()
    OpenAPIHandler(info=Info("Sums", "1")).bind_app(app)

    @app.router.get("/sum")
    async def add(a: str if BROKEN else int, b: int) -> Sum:
        return Sum(1)

    (tmp_path / "openapi.json").write_text(ask(app, "/openapi.json").text)
    run(
        "openapi_python_client",
        "generate",
        "--path",
        "openapi.json",
        "--meta",
        "none",
        "--output-path",
        "client",
        folder=tmp_path,
    )
    written = "".join(path.read_text() for path in (tmp_path / "client").rglob("*.py"))
    assert "a: int" in written
    assert "total: int" in written


@cell("pagination", "none-found")
def test_a_list_comes_whole_whatever_page_is_asked_for():
    """Tried: a handler with 25 records, asked by page, by offset and by cursor; and a search of all names."""
    app, records = application(), list(range(25))

    @app.router.get("/")
    async def listing(request):
        return json(page_by_hand(records, {k: v[0] for k, v in request.query.items()}) if BROKEN else records)

    async def visit(client):
        return [await (await client.get(f"/?{page}")).json() for page in PAGES]

    assert talk(app, visit) == [records] * 3
    assert names_in("blacksheep", "paginat", "cursor", "offset") == []
