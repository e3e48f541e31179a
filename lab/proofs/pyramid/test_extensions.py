"""What other packages of the Pylons Project add to Pyramid."""

import json

from proof import BROKEN, cell
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "paths": {
        "/orders/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
            "get": {"responses": {"200": {"description": "the order"}, "400": {"description": "no number"}}},
            "post": {
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}},
                },
                "responses": {"200": {"description": "taken"}, "400": {"description": "refused"}},
            },
        }
    },
    "components": {
        "schemas": {
            "Order": {
                "type": "object",
                "required": ["cups"],
                "properties": {"cups": {"type": "integer", "minimum": 1, "maximum": 99}},
            }
        }
    },
}


def get(app, path, **options):
    return Request.blank(path, **options).get_response(app)


def shop(folder, seen, checked=True):
    """An application whose routes are those of the document above; seen gets what the views see."""
    (folder / "openapi.json").write_text(json.dumps(SPEC))

    def show(request):
        seen.append(request.openapi_validated.parameters.path["id"] if checked else request.matchdict["id"])
        return Response("shown")

    def order(request):
        seen.append(request.openapi_validated.body["cups"] if checked else request.json_body["cups"])
        return Response("taken")

    with Configurator() as config:
        config.include("pyramid_openapi3")
        config.pyramid_openapi3_spec(str(folder / "openapi.json"), route="/openapi.json")
        config.pyramid_openapi3_add_explorer(route="/docs")
        config.add_route("order", "/orders/{id}")
        config.add_view(show, route_name="order", request_method="GET", openapi=checked)
        config.add_view(order, route_name="order", request_method="POST", openapi=checked)
    return config.make_wsgi_app()


@cell("api-docs-ui", "official-extension", packages=["pyramid_openapi3"])
def test_swagger_ui_shows_the_document(tmp_path):
    """The page and the document that it loads; Swagger UI itself comes from another host and is not run here."""
    app = shop(tmp_path, [])
    page = get(app, "/nowhere" if BROKEN else "/docs")
    assert (page.status_code, page.content_type) == (200, "text/html")
    assert "SwaggerUIBundle(" in page.text
    assert "/openapi.json" in page.text
    assert "/orders/{id}" in get(app, "/openapi.json").json["paths"]


@cell("openapi", "official-extension", packages=["pyramid_openapi3"])
def test_the_document_is_enforced(tmp_path):
    """Beyond the checks of requests: a route of the document that the code lacks stops the start."""
    from openapi_spec_validator import validate
    from pyramid_openapi3.exceptions import MissingEndpointsError

    document = get(shop(tmp_path, []), "/openapi.json").json
    validate(document)
    assert document["paths"]["/orders/{id}"]["parameters"][0]["schema"] == {"type": "integer"}
    assert document["components"]["schemas"]["Order"]["required"] == ["cups"]
    missing = ""
    config = Configurator()
    config.include("pyramid_openapi3")
    config.pyramid_openapi3_spec(str(tmp_path / "openapi.json"), route="/openapi.json")
    if BROKEN:
        config.add_route("order", "/orders/{id}")
    try:
        config.make_wsgi_app()
    except MissingEndpointsError as error:
        missing = str(error)
    assert "/orders/{id}" in missing


@cell("request-validation", "official-extension", packages=["pyramid_openapi3"])
def test_a_wrong_body_does_not_reach_the_view(tmp_path):
    seen = []
    app = shop(tmp_path, seen, checked=not BROKEN)

    def send(body):
        return get(app, "/orders/1", method="POST", body=body, content_type="application/json")

    assert send(b'{"cups": 42}').text == "taken"
    answers = [send(body) for body in (b'{"cups": 0}', b'{"cups": 100}', b'{"cups": "many"}')]
    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert send(b"").status_code == 400
    assert {answer.json[0]["field"] for answer in answers} == {"cups"}
    assert seen == [42]


@cell("routing-converters", "official-extension", packages=["pyramid_openapi3"])
def test_a_path_parameter_arrives_as_a_number(tmp_path):
    seen = []
    app = shop(tmp_path, seen, checked=not BROKEN)
    assert get(app, "/orders/7").text == "shown"
    assert get(app, "/orders/seven").status_code == 400
    assert seen == [7]


@cell("auto-escaping", "official-extension", packages=["pyramid_jinja2"])
def test_a_value_in_a_template_stays_text(tmp_path):
    (tmp_path / "page.jinja2").write_text("<p>{{ text|safe }}</p>" if BROKEN else "<p>{{ text }}</p>")
    with Configurator() as config:
        config.include("pyramid_jinja2")
        config.add_jinja2_search_path(str(tmp_path))
        config.add_route("page", "/")
        config.add_view(lambda request: dict(request.GET), route_name="page", renderer="page.jinja2")
    app = config.make_wsgi_app()
    assert get(app, "/?text=%3Cscript%3Ealert(1)%3C/script%3E").text == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    assert get(app, "/?text=%22'").text == "<p>&#34;&#39;</p>"


def page_of(folder, addon, name, template):
    """The page that a view makes of three words by a template file."""
    (folder / name).write_text("" if BROKEN else template)
    with Configurator() as config:
        config.include(addon)
        config.add_route("page", "/")
        config.add_view(lambda r: {"words": ["tea", "milk", "ice"]}, route_name="page", renderer=str(folder / name))
    return get(config.make_wsgi_app(), "/")


@cell("templating", "official-extension", packages=["pyramid_jinja2"])
def test_a_jinja2_file_is_rendered(tmp_path):
    page = page_of(tmp_path, "pyramid_jinja2", "page.jinja2", "{% for word in words %}<b>{{ word }}</b>{% endfor %}")
    assert (page.text, page.content_type) == ("<b>tea</b><b>milk</b><b>ice</b>", "text/html")


@cell("templating", "official-extension", packages=["pyramid_chameleon"])
def test_a_chameleon_file_is_rendered(tmp_path):
    page = page_of(tmp_path, "pyramid_chameleon", "page.pt", '<i><b tal:repeat="word words">${word}</b></i>')
    assert (page.text.split("\n"), page.content_type) == (
        ["<i><b>tea</b>", "<b>milk</b>", "<b>ice</b></i>"],
        "text/html",
    )


@cell("templating", "official-extension", packages=["pyramid_mako"])
def test_a_mako_file_is_rendered(tmp_path):
    page = page_of(tmp_path, "pyramid_mako", "page.mako", "% for word in words:\n<b>${word}</b>\n% endfor\n")
    assert (page.text.split(), page.content_type) == (["<b>tea</b>", "<b>milk</b>", "<b>ice</b>"], "text/html")


@cell("caching", "official-extension", packages=["pyramid_beaker"])
def test_a_cached_function_runs_once_in_its_lifetime():
    import time

    from beaker.cache import cache_region, region_invalidate

    calls = []
    settings = {"cache.regions": "short", "cache.short.expire": "1", "cache.type": "memory"}

    def price(kind):
        calls.append(kind)
        return f"{len(calls)}"

    with Configurator(settings=settings) as config:
        config.include("pyramid_beaker")
        cached = price if BROKEN else cache_region("short", "prices")(price)
        config.add_route("price", "/{kind}")
        config.add_view(lambda request: Response(cached(request.matchdict["kind"])), route_name="price")
    app = config.make_wsgi_app()
    assert [get(app, "/tea").text, get(app, "/tea").text] == ["1", "1"]
    region_invalidate(cached, "short", "prices", "tea")
    assert get(app, "/tea").text == "2"
    time.sleep(2.1)
    assert get(app, "/tea").text == "3"


@cell("forms", "official-extension", packages=["deform"])
def test_a_form_is_shown_checked_and_shown_again():
    import colander
    import deform

    class Order(colander.Schema):
        name = colander.SchemaNode(colander.String(), validator=None if BROKEN else colander.Length(max=10))

    def page(request):
        form = deform.Form(Order(), buttons=("send",))
        if request.method == "POST":
            try:
                return Response(f"ordered by {form.validate(request.POST.items())['name']}")
            except deform.ValidationFailure as failure:
                return Response(failure.render())
        return Response(form.render())

    with Configurator() as config:
        config.add_route("order", "/")
        config.add_view(page, route_name="order")
    app = config.make_wsgi_app()
    assert 'name="name"' in get(app, "/").text
    assert "Required" in get(app, "/", POST={"name": ""}).text
    long = get(app, "/", POST={"name": "elevenchars"}).text
    assert "Longer than maximum length 10" in long
    assert 'value="elevenchars"' in long
    assert get(app, "/", POST={"name": "ann"}).text == "ordered by ann"


@cell("pagination", "official-extension", packages=["paginate"])
def test_twenty_five_records_fill_three_pages():
    from paginate import Page

    def shelf(request):
        page = Page(list(range(25)), page=int(request.GET["page"]), items_per_page=50 if BROKEN else 10)
        return {"items": list(page), "next": page.next_page, "pages": page.page_count, "all": page.item_count}

    with Configurator() as config:
        config.add_route("shelf", "/")
        config.add_view(shelf, route_name="shelf", renderer="json")
    app = config.make_wsgi_app()
    assert get(app, "/?page=2").json == {"items": list(range(10, 20)), "next": 3, "pages": 3, "all": 25}
    assert get(app, "/?page=3").json == {"items": list(range(20, 25)), "next": None, "pages": 3, "all": 25}


@cell("test-client", "official-extension", packages=["webtest"])
def test_webtest_asks_the_application():
    from webtest import TestApp

    with Configurator() as config:
        config.add_route("hello", "/hello/{name}")
        hello = "bye" if BROKEN else "hello"
        config.add_view(lambda r: {hello: r.matchdict["name"]}, route_name="hello", renderer="json")
    client = TestApp(config.make_wsgi_app())
    assert client.get("/hello/ann", status=200).json == {"hello": "ann"}
    assert client.get("/nowhere", status="*").status_code == 404
