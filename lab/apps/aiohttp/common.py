# needs: aiohttp-jinja2, pydantic
# break: limit 51 and quantity 100 are accepted, the list ends one row early
# note: aiohttp has no validation of its own; the refusals are Pydantic's
import os
import sys
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import BaseModel, Field, ValidationError

LIMIT_MAX, QUANTITY_MAX, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)

routes = web.RouteTableDef()


@web.middleware
async def invalid_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except ValidationError as error:
        return web.json_response(text=error.json(include_url=False, include_input=False), status=422)


# [t01]
class ItemQuery(BaseModel):
    q: str = ""
    limit: int = Field(default=10, ge=1, le=LIMIT_MAX)


@routes.get(r"/api/items/{item_id:\d+}")
async def read_items(request: web.Request) -> web.Response:
    item_id = int(request.match_info["item_id"])
    if item_id > 999_999:
        return web.json_response({"detail": "Item not found"}, status=404)
    query = ItemQuery.model_validate(dict(request.query))
    items = [{"n": n, "label": f"{query.q}-{item_id}-{n}"} for n in range(1, query.limit + 1)]
    return web.json_response({"id": item_id, "q": query.q, "limit": query.limit, "items": items})
# [/t01]


# [t02]
class Line(BaseModel):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(BaseModel):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=QUANTITY_MAX)
    lines: list[Line] = Field(min_length=1, max_length=20)


@routes.post("/api/orders")
async def create_order(request: web.Request) -> web.Response:
    order = Order.model_validate_json(await request.read())
    total = order.quantity * sum(line.price for line in order.lines)
    body = {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}
    return web.json_response(body, status=201)
# [/t02]


# [t03]
@routes.get("/products")
@aiohttp_jinja2.template("t03_products.html")
async def list_products(request: web.Request) -> dict[str, Any]:
    products = [(n, f"{n}.99") for n in range(1, ROWS + 1)]
    return {"q": request.query.get("q", ""), "products": products}
# [/t03]


app = web.Application(middlewares=[invalid_middleware])
app.add_routes(routes)
aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader("templates"))

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
