# needs: jsonschema, jinja2
# break: limit 51 and quantity 100 are accepted, the page lists 19 products
# note: falcon.media.validators.jsonschema checks the schema itself on each request
import os

import falcon
from falcon.media.validators import jsonschema
from jinja2 import Environment, FileSystemLoader, select_autoescape

MAX_LIMIT, MAX_QUANTITY, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)


# [t01]
class ItemsResource:
    def on_get(self, req, resp, item_id):
        if item_id > 999_999:
            raise falcon.HTTPNotFound(title="There is no such item")
        q = req.get_param("q", default="")
        limit = req.get_param_as_int("limit", min_value=1, max_value=MAX_LIMIT, default=10)
        resp.media = {
            "id": item_id,
            "q": q,
            "limit": limit,
            "items": [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(1, limit + 1)],
        }
# [/t01]


# [t02]
ORDER_SCHEMA = {
    "type": "object",
    "properties": {
        "customer": {"type": "string", "minLength": 1, "maxLength": 40},
        "email": {"type": "string", "pattern": r"^[^@\s]+@[^@\s]+\.[^@\s]+$"},
        "quantity": {"type": "integer", "minimum": 1, "maximum": MAX_QUANTITY},
        "lines": {
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "items": {
                "type": "object",
                "properties": {
                    "sku": {"type": "string", "pattern": r"^[A-Z]{3}-\d{4}$"},
                    "price": {"type": "number", "exclusiveMinimum": 0},
                },
                "required": ["sku", "price"],
            },
        },
    },
    "required": ["customer", "email", "quantity", "lines"],
}


class OrdersResource:
    @jsonschema.validate(ORDER_SCHEMA)
    def on_post(self, req, resp):
        order = req.media
        total = order["quantity"] * sum(line["price"] for line in order["lines"])
        resp.status = falcon.HTTP_201
        resp.media = {
            "customer": order["customer"],
            "lines": len(order["lines"]),
            "total": round(total, 2),
        }
# [/t02]


# [t03]
templates = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())


class ProductsResource:
    def on_get(self, req, resp):
        rows = [{"n": n, "price": f"{n}.99"} for n in range(1, ROWS + 1)]
        resp.content_type = falcon.MEDIA_HTML
        resp.text = templates.get_template("t03_products.html").render(
            q=req.get_param("q", default=""), products=rows
        )
# [/t03]


app = falcon.App()
app.add_route("/api/items/{item_id:int}", ItemsResource())
app.add_route("/api/orders", OrdersResource())
app.add_route("/products", ProductsResource())
