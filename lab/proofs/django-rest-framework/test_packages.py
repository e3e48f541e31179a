"""Feature cells of Django REST Framework: packages beside its views."""

import sys

from django.urls import path
from django_project import project
from proof import BROKEN, cell
from rest_framework.decorators import api_view, renderer_classes
from rest_framework.renderers import StaticHTMLRenderer
from rest_framework.response import Response
from rest_framework.test import APIClient


@cell("cors", "third-party", packages=["django-cors-headers"])
def test_only_the_allowed_origin_gets_the_headers_of_cors():
    import corsheaders  # noqa: F401

    added = [] if BROKEN else ["corsheaders.middleware.CorsMiddleware"]
    page = path("", api_view(["GET"])(lambda request: Response("hi")))
    asked = {"access-control-request-method": "PUT"}
    with project(page, apps=["corsheaders"], middleware=added, CORS_ALLOWED_ORIGINS=["https://a.example"]):
        for origin, allowed in (("https://a.example", "https://a.example"), ("https://b.example", None)):
            preflight = APIClient().options("/", headers={"origin": origin, **asked})
            answer = APIClient().get("/", headers={"origin": origin})
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

    @api_view(["GET"])
    @inject
    def counted(request, counter=Provide[Container.counter]):
        return Response(counter)

    container = Container()
    container.wire(modules=[sys.modules[__name__]])
    with project(path("", counted)):
        client = APIClient()
        numbers = [client.get("/").json(), client.get("/").json()]
        with container.counter.override(providers.Object(0 if BROKEN else 99)):
            numbers.append(client.get("/").json())
    container.unwire()
    assert numbers == [1, 2, 99]


@cell("partial-pages", "third-party", packages=["django-htmx"])
def test_a_request_of_htmx_gets_the_part_and_any_other_the_whole_page():
    import django_htmx  # noqa: F401

    @api_view(["GET"])
    @renderer_classes([StaticHTMLRenderer])
    def page(request):
        return Response("<p>part</p>" if request.htmx and not BROKEN else "<html><p>part</p></html>")

    with project(path("", page), middleware=["django_htmx.middleware.HtmxMiddleware"]):
        texts = [APIClient().get("/", headers=headers).text for headers in ({"hx-request": "true"}, {})]
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
