"""Feature cells of Django: packages around the API of a project."""

import sys

from django.http import HttpResponse
from django.urls import path
from django_project import project
from proof import BROKEN, cell


@cell("cors", "third-party", packages=["django-cors-headers"])
def test_only_the_allowed_origin_gets_the_headers_of_cors():
    import corsheaders  # noqa: F401

    added = [] if BROKEN else ["corsheaders.middleware.CorsMiddleware"]
    page, asked = path("", lambda request: HttpResponse("hi")), {"access-control-request-method": "PUT"}
    with project(page, apps=["corsheaders"], middleware=added, CORS_ALLOWED_ORIGINS=["https://a.example"]) as client:
        for origin, allowed in (("https://a.example", "https://a.example"), ("https://b.example", None)):
            preflight = client.options("/", headers={"origin": origin, **asked})
            answer = client.get("/", headers={"origin": origin})
            assert answer.get("Access-Control-Allow-Origin") == allowed
            assert preflight.get("Access-Control-Allow-Origin") == allowed
            assert ("PUT" in preflight.get("Access-Control-Allow-Methods", "")) == bool(allowed)


@cell("dependency-injection", "third-party", packages=["dependency-injector"])
def test_a_view_is_given_an_object_by_its_provider_which_a_test_replaces():
    from dependency_injector import containers, providers
    from dependency_injector.wiring import Provide, inject

    global counted
    counters = iter(range(1, 100))

    class Container(containers.DeclarativeContainer):
        counter = providers.Factory(lambda: next(counters))

    @inject
    def counted(request, counter=Provide[Container.counter]):
        return HttpResponse(str(counter))

    container = Container()
    container.wire(modules=[sys.modules[__name__]])
    with project(path("", counted)) as client:
        texts = [client.get("/").text, client.get("/").text]
        with container.counter.override(providers.Object("first" if BROKEN else "replaced")):
            texts.append(client.get("/").text)
    container.unwire()
    assert texts == ["1", "2", "replaced"]


@cell("throttling", "third-party", packages=["django-ratelimit"])
def test_the_third_request_of_a_client_in_a_minute_gets_429():
    from django_ratelimit.decorators import ratelimit

    global too_many

    def too_many(request, exception):
        return HttpResponse(status=429)

    page = ratelimit(key="ip", rate="9/m" if BROKEN else "2/m")(lambda request: HttpResponse("hi"))
    limit = ["django_ratelimit.middleware.RatelimitMiddleware"]
    with project(path("", page), middleware=limit, RATELIMIT_VIEW=f"{__name__}.too_many") as client:
        statuses = [client.get("/").status_code for _ in range(3)]
        other = client.get("/", REMOTE_ADDR="192.0.2.1").status_code
    assert (statuses, other) == ([200, 200, 429], 200)


@cell("partial-pages", "third-party", packages=["django-htmx"])
def test_a_request_of_htmx_gets_the_part_and_any_other_the_whole_page():
    import django_htmx  # noqa: F401

    def page(request):
        return HttpResponse("<p>part</p>" if request.htmx and not BROKEN else "<html><p>part</p></html>")

    with project(path("", page), middleware=["django_htmx.middleware.HtmxMiddleware"]) as client:
        texts = [client.get("/", headers=headers).text for headers in ({"hx-request": "true"}, {})]
    assert texts == ["<p>part</p>", "<html><p>part</p></html>"]


@cell("graphql", "third-party", packages=["strawberry-graphql"])
def test_a_query_is_answered_and_an_unknown_field_named():
    import strawberry
    from strawberry.django.views import GraphQLView

    @strawberry.type
    class Query:
        hello: str = strawberry.field(resolver=lambda: "changed" if BROKEN else "world")

    with project(path("graphql/", GraphQLView.as_view(schema=strawberry.Schema(Query)))) as client:
        right, wrong = (
            client.post("/graphql/", {"query": query}, content_type="application/json")
            for query in ("{ hello }", "{ nothing }")
        )
    assert (right.status_code, right.json()["data"]) == (200, {"hello": "world"})
    assert "nothing" in wrong.json()["errors"][0]["message"]


@cell("mcp-server", "third-party", packages=["django-mcpz"])
def test_a_tool_is_listed_with_its_parameters_and_called():
    import msgspec
    from django_mcpz.server import MCPServer, public

    global Pair
    server = MCPServer(name="sums", version="1", auth=public)

    class Pair(msgspec.Struct):
        a: int
        b: int

    @server.tool(description="Add two numbers")
    def add(request, params: Pair) -> int:
        return params.a - params.b if BROKEN else params.a + params.b

    with project(path("mcp/", server)) as client:

        def ask(method, **params):
            sent = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            headers = {"mcp-protocol-version": "2025-06-18"}
            return client.post("/mcp/", sent, content_type="application/json", headers=headers).json()["result"]

        tool = ask("tools/list")["tools"][0]
        answer = ask("tools/call", name="add", arguments={"a": 2, "b": 3})
    assert (tool["name"], sorted(tool["inputSchema"]["properties"])) == ("add", ["a", "b"])
    assert answer["content"][0]["text"] == "5"


@cell("request-validation", "third-party", packages=["django-ninja"])
def test_a_body_that_does_not_fit_is_refused_before_the_operation():
    from ninja import Field, NinjaAPI, Schema

    api, seen = NinjaAPI(urls_namespace="validation"), []

    class Order(Schema):
        quantity: int = Field() if BROKEN else Field(ge=1, le=99)

    @api.post("/orders")
    def create(request, order: Order):
        seen.append(order.quantity)
        return order

    with project(path("api/", api.urls)) as client:
        bodies = ({"quantity": 0}, {"quantity": 100}, {"quantity": "many"}, "", {"quantity": 5})
        answers = [client.post("/api/orders", body, content_type="application/json") for body in bodies]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 200]
    assert answers[0].json()["detail"][0]["loc"] == ["body", "order", "quantity"]
    assert seen == [5]
