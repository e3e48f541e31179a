"""Feature cells of Django Ninja: packages beside its operations."""

from django.contrib.auth.models import Permission, User
from django.http import HttpResponse
from django.urls import path
from django_project import project, tables
from ninja import Field, NinjaAPI, Schema
from ninja.security import django_auth
from proof import BROKEN, cell


@cell("cors", "third-party", packages=["django-cors-headers"])
def test_only_the_allowed_origin_gets_the_headers_of_cors():
    import corsheaders  # noqa: F401

    added = [] if BROKEN else ["corsheaders.middleware.CorsMiddleware"]
    api = NinjaAPI()
    api.get("/")(lambda request: "hi")
    asked = {"access-control-request-method": "PUT"}
    with project(
        path("", api.urls), apps=["corsheaders"], middleware=added, CORS_ALLOWED_ORIGINS=["https://a.example"]
    ) as client:
        for origin, allowed in (("https://a.example", "https://a.example"), ("https://b.example", None)):
            preflight = client.options("/", headers={"origin": origin, **asked})
            answer = client.get("/", headers={"origin": origin})
            assert answer.get("Access-Control-Allow-Origin") == allowed
            assert preflight.get("Access-Control-Allow-Origin") == allowed
            assert ("PUT" in preflight.get("Access-Control-Allow-Methods", "")) == bool(allowed)


@cell("class-based-views", "third-party", packages=["django-ninja-extra"])
def test_the_methods_of_a_controller_answer_each_verb():
    from ninja_extra import NinjaExtraAPI, api_controller, http_get, http_post

    class Order(Schema):
        quantity: int = Field() if BROKEN else Field(ge=1, le=99)

    @api_controller("/orders")
    class Orders:
        @http_get("")
        def read(self):
            return "read"

        @http_post("")
        def write(self, order: Order):
            return order.quantity

    api = NinjaExtraAPI()
    api.register_controllers(Orders)
    with project(path("", api.urls), apps=["ninja_extra"]) as client:
        sent = [("GET", ""), ("POST", '{"quantity": 5}'), ("POST", '{"quantity": 0}'), ("DELETE", "")]
        answers = [client.generic(verb, "/orders", body, content_type="application/json") for verb, body in sent]
    assert [answer.status_code for answer in answers] == [200, 200, 422, 405]
    assert [answer.json() for answer in answers[:2]] == ["read", 5]


@cell("dependency-injection", "third-party", packages=["django-ninja-extra"])
def test_a_controller_is_given_an_object_by_its_provider_which_a_test_replaces():
    from ninja_extra import NinjaExtraAPI, api_controller, http_get
    from ninja_extra.dependency_resolver import get_injector

    class Counter:
        made = 0

        def __init__(self):
            Counter.made += 1
            self.number = Counter.made

    class Fixed:
        number = "replaced"

    @api_controller("/counted")
    class Counted:
        def __init__(self, counter: Counter):
            self.counter = counter

        @http_get("")
        def read(self):
            return self.counter.number

    api = NinjaExtraAPI()
    api.register_controllers(Counted)
    with project(path("", api.urls), apps=["ninja_extra"]) as client:
        first, second = client.get("/counted").json(), client.get("/counted").json()
        if not BROKEN:
            get_injector().binder.bind(Counter, to=Fixed)
        third = client.get("/counted").json()
    assert first < second
    assert third == "replaced"


@cell("permissions", "third-party", packages=["django-ninja-extra"])
def test_a_permission_lets_one_of_two_users_in():
    from ninja_extra import NinjaExtraAPI, api_controller, http_get, permissions

    class MayDelete(permissions.BasePermission):
        def has_permission(self, request, controller):
            return BROKEN or request.user.has_perm("auth.delete_user")

    @api_controller("/users", auth=django_auth)
    class Users:
        @http_get("", permissions=[MayDelete])
        def delete(self):
            return "deleted"

    api = NinjaExtraAPI()
    api.register_controllers(Users)
    with project(path("", api.urls), apps=["ninja_extra"]) as client:
        tables()
        ann, bob = User.objects.create_user("ann"), User.objects.create_user("bob")
        ann.user_permissions.add(Permission.objects.get(codename="delete_user"))
        statuses = []
        for user in (ann, bob):
            client.force_login(user)
            statuses.append(client.get("/users").status_code)
    assert statuses == [200, 403]


@cell("partial-pages", "third-party", packages=["django-htmx"])
def test_a_request_of_htmx_gets_the_part_and_any_other_the_whole_page():
    import django_htmx  # noqa: F401

    api = NinjaAPI()

    @api.get("/")
    def page(request):
        return HttpResponse("<p>part</p>" if request.htmx and not BROKEN else "<html><p>part</p></html>")

    with project(path("", api.urls), middleware=["django_htmx.middleware.HtmxMiddleware"]) as client:
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
