"""Litestar: what makes an interface for programs, by its own test client."""

from typing import Annotated

from by_hand import ask, run
from litestar import Litestar, Request, Response, get, post
from litestar.params import FromQuery, JSONBody
from litestar.testing import TestClient
from msgspec import Meta, Struct
from proof import BROKEN, cell


class Order(Struct):
    quantity: int if BROKEN else Annotated[int, Meta(ge=1, le=99)]


@cell("request-validation", "builtin")
def test_wrong_bodies_are_refused_before_the_handler_runs():
    @post("/", status_code=200)
    async def order(data: JSONBody[Order]) -> int:
        return data.quantity * 2

    client = TestClient(Litestar([order]))
    assert client.post("/", json={"quantity": 99}).json() == 198
    answers = [client.post("/", json=body) for body in ({"quantity": 0}, {"quantity": 100}, {"quantity": "many"}, {})]
    assert [answer.status_code for answer in answers] == [400] * 4
    print("named:", answers[0].json()["extra"])


@cell("openapi", "builtin")
def test_the_document_follows_the_code():
    @post("/orders")
    async def order(data: JSONBody[Order], express: FromQuery[bool] = False) -> int:
        return data.quantity

    document = TestClient(Litestar([order])).get("/schema/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    route = document["paths"]["/orders"]["post"]
    assert [(p["name"], p["schema"]["type"]) for p in route["parameters"]] == [("express", "boolean")]
    (schema,) = document["components"]["schemas"].values()
    assert schema["required"] == ["quantity"]
    assert schema["properties"]["quantity"] == {"type": "integer", "minimum": 1, "maximum": 99}


@cell("api-docs-ui", "builtin")
def test_a_page_for_the_browser_carries_the_endpoints():
    """The page is read, not run: its script comes from another address."""
    from litestar.openapi import OpenAPIConfig
    from litestar.openapi.plugins import SwaggerRenderPlugin

    @get("/teas")
    async def teas() -> str:
        return "all"

    config = None if BROKEN else OpenAPIConfig("Teas", "1", render_plugins=[SwaggerRenderPlugin()])
    answer = TestClient(Litestar([teas], openapi_config=config)).get("/schema/swagger")
    assert answer.status_code == 200
    assert "SwaggerUIBundle" in answer.text
    assert '"/teas"' in answer.text


@cell("content-negotiation", "builtin")
def test_the_best_format_is_chosen_by_quality():
    @get("/")
    async def page(request: Request) -> Response:
        kind = "text/html" if BROKEN else request.accept.best_match(["text/html", "application/json"])
        return Response("<p>tea</p>" if kind == "text/html" else {"tea": 1}, media_type=kind)

    client = TestClient(Litestar([page]))
    wanted = ("text/html", "application/json", "text/html;q=0.5, application/json")
    given = [client.get("/", headers={"Accept": accept}).headers["content-type"].split(";")[0] for accept in wanted]
    assert given == ["text/html", "application/json", "application/json"]


@cell("pagination", "builtin")
def test_the_third_of_three_pages_has_five():
    from litestar.pagination import AbstractSyncClassicPaginator, ClassicPagination

    class Numbers(AbstractSyncClassicPaginator[int]):
        rows = range(20 if BROKEN else 25)

        def get_total(self, page_size: int) -> int:
            return -(-len(self.rows) // page_size)

        def get_items(self, page_size: int, current_page: int) -> list[int]:
            return list(self.rows)[(current_page - 1) * page_size : current_page * page_size]

    @get("/", sync_to_thread=False)
    def page(number: FromQuery[int]) -> ClassicPagination[int]:
        return Numbers()(page_size=10, current_page=number)

    client = TestClient(Litestar([page]))
    third = {"items": [20, 21, 22, 23, 24], "page_size": 10, "current_page": 3, "total_pages": 3}
    assert client.get("/?number=3").json() == third
    assert client.get("/?number=4").json()["items"] == []


@cell("throttling", "builtin")
def test_the_third_request_of_a_minute_is_refused():
    from litestar.middleware.rate_limit import RateLimitConfig

    @get("/")
    async def home() -> str:
        return "hi"

    limit = RateLimitConfig(rate_limit=("minute", 20 if BROKEN else 2))
    app = Litestar([home], middleware=[limit.middleware])
    client = TestClient(app)
    assert [client.get("/").status_code for _ in range(3)] == [200, 200, 429]
    assert ask(app, "/").status == 200  # from another address


@cell("caching", "builtin")
def test_a_cached_answer_is_made_once_in_its_lifetime():
    import time

    ran = []

    @get("/", cache=False if BROKEN else 1)
    async def count() -> int:
        ran.append(1)
        return len(ran)

    app = Litestar([count])
    client = TestClient(app)
    assert [client.get("/").json() for _ in range(2)] == [1, 1]
    time.sleep(1.1)
    assert [client.get("/").json() for _ in range(2)] == [2, 2]


@cell("typed-clients", "builtin")
def test_a_command_writes_types_of_parameters_and_answers(tmp_path):
    kind = "str" if BROKEN else "int"
    (tmp_path / "app.py").write_text(
        "from litestar import Litestar, get\nfrom litestar.params import FromQuery\nfrom msgspec import Struct\n\n"
        "class Sum(Struct):\n    total: int\n\n"
        f'@get("/sum")\nasync def add(a: FromQuery[{kind}], b: FromQuery[int]) -> Sum:\n    return Sum(1)\n\n'
        "app = Litestar([add])\n"
    )
    run("litestar", "--app", "app:app", "schema", "typescript", "--output", "api.ts", folder=tmp_path)
    lines = [line.strip() for line in (tmp_path / "api.ts").read_text().splitlines()]
    assert {"a: number;", "b: number;", "total: number;"} <= set(lines)


@cell("graphql", "third-party", packages=["strawberry-graphql"])
def test_a_query_is_answered_and_an_unknown_field_named():
    import strawberry
    from strawberry.litestar import make_graphql_controller

    @strawberry.type
    class Query:
        @strawberry.field
        def hello(self) -> str:
            return "nobody" if BROKEN else "tea"

    client = TestClient(Litestar([make_graphql_controller(strawberry.Schema(Query), path="/graphql")]))
    answer = client.post("/graphql", json={"query": "{ hello }"})
    assert (answer.status_code, answer.json()["data"]) == (200, {"hello": "tea"})
    assert "nothing" in client.post("/graphql", json={"query": "{ nothing }"}).json()["errors"][0]["message"]


@cell("mcp-server", "third-party", packages=["litestar-mcp"])
def test_a_route_is_listed_and_called_as_a_tool():
    from litestar_mcp import LitestarMCP

    @get("/sum", mcp_tool="add")
    async def add(a: FromQuery[int], b: FromQuery[int]) -> int:
        return a + b + BROKEN

    def call(method, params):
        meta = {"protocolVersion": "2026-07-28", "clientCapabilities": {}}
        params = {**params, "_meta": {f"io.modelcontextprotocol/{name}": value for name, value in meta.items()}}
        headers = {
            "MCP-Protocol-Version": "2026-07-28",
            "Mcp-Method": method,
            "Accept": "application/json, text/event-stream",
        }
        headers |= {"Mcp-Name": params["name"]} if "name" in params else {}
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        return client.post("/mcp", json=message, headers=headers).json()["result"]

    with TestClient(Litestar([add], plugins=[LitestarMCP()])) as client:
        (tool,) = call("tools/list", {})["tools"]
        assert (tool["name"], set(tool["inputSchema"]["properties"])) == ("add", {"a", "b"})
        assert call("tools/call", {"name": "add", "arguments": {"a": 2, "b": 3}})["content"][0]["text"] == "5"
