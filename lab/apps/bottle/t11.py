# needs: apispec, apispec-webframeworks, marshmallow, pyyaml
# break: limit may be 51
# note: Bottle describes no API by itself; apispec reads the routes, the schemas and the docstrings
import os

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec_webframeworks.bottle import BottlePlugin
from bottle import Bottle, HTTPResponse, request, response
from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Length, Range, Regexp

app = Bottle()


class ItemsQuery(Schema):
    q = fields.String(load_default="")
    limit = fields.Integer(
        load_default=10, validate=Range(min=1, max=51 if os.getenv("BREAK") else 50)
    )


class Item(Schema):
    n = fields.Integer()
    label = fields.String()


class Items(Schema):
    id = fields.Integer()
    q = fields.String()
    limit = fields.Integer()
    items = fields.List(fields.Nested(Item))


class Line(Schema):
    sku = fields.String(required=True, validate=Regexp(r"^[A-Z]{3}-\d{4}$"))
    price = fields.Float(required=True, validate=Range(min=0, min_inclusive=False))


class Order(Schema):
    customer = fields.String(required=True, validate=Length(min=1, max=40))
    email = fields.String(required=True, validate=Regexp(r"^[^@\s]+@[^@\s]+\.[^@\s]+$"))
    quantity = fields.Integer(required=True, validate=Range(min=1, max=99))
    lines = fields.List(fields.Nested(Line), required=True, validate=Length(min=1, max=20))


class OrderSummary(Schema):
    customer = fields.String()
    lines = fields.Integer()
    total = fields.Float()


def load(schema, data):
    try:
        return schema().load(data)
    except ValidationError as error:
        raise HTTPResponse({"errors": error.messages}, 422) from error


@app.get("/api/items/<id:int>")
def items(id):
    """Labels of an item.
    ---
    get:
      parameters:
        - {in: path, name: id, required: true, schema: {type: integer}}
        - {in: query, schema: ItemsQuery}
      responses:
        200:
          description: The labels
          content: {application/json: {schema: Items}}
        404:
          description: There is no such item
    """
    if id > 999_999:
        return HTTPResponse({"error": "There is no such item."}, 404)
    query = load(ItemsQuery, dict(request.query.decode()))
    labels = [{"n": n, "label": f"{query['q']}-{id}-{n}"} for n in range(1, query["limit"] + 1)]
    return {"id": id, **query, "items": labels}


@app.post("/api/orders")
def create_order():
    """Add an order.
    ---
    post:
      requestBody:
        required: true
        content: {application/json: {schema: Order}}
      responses:
        201:
          description: The order
          content: {application/json: {schema: OrderSummary}}
    """
    order = load(Order, request.json)
    total = order["quantity"] * sum(line["price"] for line in order["lines"])
    response.status = 201
    return {"customer": order["customer"], "lines": len(order["lines"]), "total": round(total, 2)}


spec = APISpec("Orders", "1", "3.1.0", plugins=[BottlePlugin(), MarshmallowPlugin()])
spec.path(view=items, app=app)
spec.path(view=create_order, app=app)


@app.get("/openapi.json")
def openapi():
    return spec.to_dict()
