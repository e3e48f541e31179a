# needs: flask-smorest
# break: limit may be 51
import os

from flask import Flask
from flask_smorest import Api, Blueprint, abort
from marshmallow import Schema, fields
from marshmallow.validate import Length, Range, Regexp

app = Flask(__name__)
app.config.update(
    API_TITLE="Orders",
    API_VERSION="1",
    OPENAPI_VERSION="3.1.0",
    OPENAPI_URL_PREFIX="/",
)
api = Api(app)
blueprint = Blueprint("orders", __name__, url_prefix="/api")


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


@blueprint.get("/items/<int:id>")
@blueprint.arguments(ItemsQuery, location="query")
@blueprint.response(200, Items)
@blueprint.alt_response(404, description="There is no such item")
def items(query, id):
    if id > 999_999:
        abort(404)
    labels = [{"n": n, "label": f"{query['q']}-{id}-{n}"} for n in range(1, query["limit"] + 1)]
    return {"id": id, **query, "items": labels}


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


@blueprint.post("/orders")
@blueprint.arguments(Order)
@blueprint.response(201, OrderSummary)
def create_order(order):
    total = order["quantity"] * sum(line["price"] for line in order["lines"])
    return {**order, "lines": len(order["lines"]), "total": round(total, 2)}


api.register_blueprint(blueprint)
