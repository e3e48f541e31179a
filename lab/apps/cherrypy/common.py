# needs: pydantic, jinja2
# break: limit 51 and quantity 100 are accepted, the page lists 19 products
# note: CherryPy leaves validation and templates to the application
import json
import os

import cherrypy
from jinja2 import Environment, FileSystemLoader, select_autoescape
from pydantic import BaseModel, Field, ValidationError

MAX_LIMIT, MAX_QUANTITY, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)


def validate(model, data):
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise cherrypy.HTTPError(422, str(error)) from error


def jsonify_error(status, message, traceback, version):
    cherrypy.response.headers["Content-Type"] = "application/json"
    return json.dumps({"status": status, "message": message})


# [t01]
class ItemsQuery(BaseModel):
    q: str = ""
    limit: int = Field(10, ge=1, le=MAX_LIMIT)


@cherrypy.expose
class Items:
    @cherrypy.tools.json_out()
    def GET(self, item_id, **params):
        if not item_id.isdecimal() or int(item_id) > 999_999:
            raise cherrypy.NotFound()
        query = validate(ItemsQuery, params)
        return {
            "id": int(item_id),
            "q": query.q,
            "limit": query.limit,
            "items": [
                {"n": n, "label": f"{query.q}-{item_id}-{n}"} for n in range(1, query.limit + 1)
            ],
        }
# [/t01]


# [t02]
class Line(BaseModel):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(BaseModel):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=MAX_QUANTITY)
    lines: list[Line] = Field(min_length=1, max_length=20)


@cherrypy.expose
class Orders:
    @cherrypy.tools.json_in()
    @cherrypy.tools.json_out()
    def POST(self):
        order = validate(Order, cherrypy.request.json)
        total = order.quantity * sum(line.price for line in order.lines)
        cherrypy.response.status = 201
        return {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}
# [/t02]


# [t03]
templates = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())


@cherrypy.expose
class Products:
    def GET(self, q=""):
        rows = [{"n": n, "price": f"{n}.99"} for n in range(1, ROWS + 1)]
        return templates.get_template("t03_products.html").render(q=q, products=rows)
# [/t03]


class Api:
    items = Items()
    orders = Orders()


class Root:
    api = Api()
    products = Products()


cherrypy.config.update({"environment": "embedded"})
app = cherrypy.tree.mount(
    Root(),
    "/",
    {
        "/": {"request.dispatch": cherrypy.dispatch.MethodDispatcher()},
        "/api": {"error_page.default": jsonify_error},
    },
)
