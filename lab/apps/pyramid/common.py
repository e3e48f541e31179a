# needs: pyramid-jinja2, colander
# break: limit 51 and quantity 100 are accepted, the page lists 19 products
# note: Pyramid leaves validation to the application; Colander is the Pylons Project's own, as in Pyramid's tutorials
import os

import colander
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound
from pyramid.view import exception_view_config, notfound_view_config, view_config

MAX_LIMIT, MAX_QUANTITY, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)


@notfound_view_config(renderer="json")
def not_found(request):
    request.response.status = 404
    return {"error": "Not found"}


@exception_view_config(colander.Invalid, renderer="json")
def invalid(error, request):
    request.response.status = 400
    return error.asdict()


# [t01]
class ItemsQuery(colander.Schema):
    q = colander.SchemaNode(colander.String(), missing="")
    limit = colander.SchemaNode(
        colander.Integer(), missing=10, validator=colander.Range(1, MAX_LIMIT)
    )


@view_config(route_name="items", request_method="GET", renderer="json")
def items(request):
    item_id = int(request.matchdict["item_id"])
    if item_id > 999_999:
        raise HTTPNotFound
    query = ItemsQuery().deserialize(request.GET)
    q, limit = query["q"], query["limit"]
    return {
        "id": item_id,
        "q": q,
        "limit": limit,
        "items": [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(1, limit + 1)],
    }
# [/t01]


# [t02]
def positive(node, value):
    if value <= 0:
        raise colander.Invalid(node, "Must be greater than 0")


class Line(colander.Schema):
    sku = colander.SchemaNode(
        colander.String(), validator=colander.Regex(r"^[A-Z]{3}-\d{4}\Z")
    )
    price = colander.SchemaNode(colander.Float(), validator=positive)


class Lines(colander.SequenceSchema):
    line = Line()


class Order(colander.Schema):
    customer = colander.SchemaNode(colander.String(), validator=colander.Length(max=40))
    email = colander.SchemaNode(
        colander.String(), validator=colander.Regex(r"^[^@\s]+@[^@\s]+\.[^@\s]+\Z")
    )
    quantity = colander.SchemaNode(
        colander.Integer(strict=True), validator=colander.Range(1, MAX_QUANTITY)
    )
    lines = Lines(validator=colander.Length(min=1, max=20))


@view_config(route_name="orders", request_method="POST", renderer="json")
def create_order(request):
    try:
        order = Order().deserialize(request.json_body)
    except ValueError as error:
        raise HTTPBadRequest("The body is not JSON") from error
    total = order["quantity"] * sum(line["price"] for line in order["lines"])
    request.response.status = 201
    return {"customer": order["customer"], "lines": len(order["lines"]), "total": round(total, 2)}
# [/t02]


# [t03]
@view_config(
    route_name="products", request_method="GET", renderer="templates/t03_products.jinja2"
)
def products(request):
    return {
        "q": request.GET.get("q", ""),
        "products": [{"n": n, "price": f"{n}.99"} for n in range(1, ROWS + 1)],
    }
# [/t03]


with Configurator() as config:
    config.include("pyramid_jinja2")
    config.add_route("items", r"/api/items/{item_id:\d+}")
    config.add_route("orders", "/api/orders")
    config.add_route("products", "/products")
    config.scan(__name__)
    app = config.make_wsgi_app()
