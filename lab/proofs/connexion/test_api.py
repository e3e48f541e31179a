"""Connexion: what makes an interface for programs, by its own test client."""

from absent import PAGES, page_by_hand
from by_hand import names_in, run
from connexion import AsyncApp, request
from connexion.resolver import Resolver
from proof import BROKEN, cell


def application(paths, *handlers, **options):
    """An application from an OpenAPI document whose operations are these functions."""
    app = AsyncApp("shop", **options)
    document = {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": paths}
    functions = {handler.__name__: handler for handler in handlers}
    app.add_api(document, resolver=Resolver(functions.get))
    return app


def operation(name, **parts):
    return {"operationId": name, "responses": {"200": {"description": "an answer"}}, **parts}


def orders(quantity):
    """One address that takes an order, with the rules of its quantity."""

    async def order(body):
        return body["quantity"] * 2

    schema = {"type": "object", "required": ["quantity"], "properties": {"quantity": quantity}}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return application({"/orders": {"post": operation("order", requestBody=body)}}, order)


RULES = {"type": "integer", "minimum": 1, "maximum": 99}


@cell("request-validation", "builtin")
def test_wrong_bodies_are_refused_before_the_handler_runs():
    client = orders({} if BROKEN else RULES).test_client()
    assert client.post("/orders", json={"quantity": 99}).json() == 198
    answers = [
        client.post("/orders", json=body) for body in ({"quantity": 0}, {"quantity": 100}, {"quantity": "many"}, {})
    ]
    assert [answer.status_code for answer in answers] == [400] * 4
    print("named:", answers[0].json()["detail"])


@cell("openapi", "builtin")
def test_the_document_routes_and_checks_requests():
    client = orders(RULES).test_client()
    document = client.get("/openapi.json").json()
    (body,) = document["paths"]["/orders"]["post"]["requestBody"]["content"].values()
    assert body["schema"]["properties"]["quantity"] == RULES
    assert client.post("/orders", json={"quantity": 100}).status_code == 400
    wider = orders(RULES if BROKEN else {**RULES, "maximum": 100}).test_client()
    assert wider.post("/orders", json={"quantity": 100}).json() == 200


@cell("api-docs-ui", "builtin", packages=["connexion[swagger-ui]"])
def test_a_page_for_the_browser_reads_the_document():
    """The page and its scripts come from the package; they are read, not run."""
    from connexion.options import SwaggerUIOptions

    async def teas():
        return "all"

    options = SwaggerUIOptions(swagger_ui=not BROKEN)
    client = application({"/teas": {"get": operation("teas")}}, teas, swagger_ui_options=options).test_client()
    page = client.get("/ui/")
    assert page.status_code == 200
    assert "/openapi.json" in page.text and "SwaggerUIBundle" in page.text
    assert "SwaggerUIBundle" in client.get("/ui/swagger-ui-bundle.js").text
    assert list(client.get("/openapi.json").json()["paths"]) == ["/teas"]


@cell("typed-clients", "third-party", packages=["openapi-python-client"])
def test_a_generator_writes_a_typed_function(tmp_path):
    async def add(a, b):
        return {"total": a + b}

    answer = {"type": "object", "required": ["total"], "properties": {"total": {"type": "integer"}}}
    answers = {"200": {"description": "the sum", "content": {"application/json": {"schema": answer}}}}
    kinds = {"a": "string" if BROKEN else "integer", "b": "integer"}
    numbers = [{"name": n, "in": "query", "required": True, "schema": {"type": kind}} for n, kind in kinds.items()]
    app = application({"/sum": {"get": {"operationId": "add", "parameters": numbers, "responses": answers}}}, add)
    (tmp_path / "openapi.json").write_text(app.test_client().get("/openapi.json").text)
    command = [
        "openapi_python_client",
        "generate",
        "--path",
        "openapi.json",
        "--meta",
        "none",
        "--output-path",
        "client",
    ]
    run(*command, folder=tmp_path)
    written = "".join(path.read_text() for path in (tmp_path / "client").rglob("*.py"))
    assert "a: int" in written
    assert "total: int" in written


@cell("content-negotiation", "none-found")
def test_the_handler_has_to_name_one_of_two_formats():
    """Tried: an answer declared as JSON and as HTML, asked for HTML: 500; and a search of all names."""

    async def tea():
        return {"tea": 1}

    kinds = {"application/json": {}, "text/html": {}}
    answers = {"200": {"description": "tea", "content": kinds}}
    client = application({"/": {"get": {"operationId": "tea", "responses": answers}}}, tea).test_client()
    answer = client.get("/", headers={"Accept": "text/html"})
    assert (answer.status_code, "did not specify which one" in answer.text) == (500, True)
    assert names_in("connexion", "negotiat", "best_match") == []


@cell("pagination", "none-found")
def test_a_list_comes_whole_whatever_page_is_asked_for():
    """Tried: a handler with 25 records, asked by page, by offset and by cursor; and a search of all names."""
    records = list(range(25))

    async def listing():
        return page_by_hand(records, request.query_params) if BROKEN else records

    client = application({"/": {"get": operation("listing")}}, listing).test_client()
    assert [client.get(f"/?{page}").json() for page in PAGES] == [records] * 3
    assert names_in("connexion", "paginat", "cursor", "offset") == []
