# needs: jinja2, pydantic
# break: limit 51 and quantity 100 are accepted, the list ends one row early
import os

from blacksheep import Application, Response, bad_request, created, get, json, not_found, post
from blacksheep.server.rendering.jinja2 import JinjaRenderer
from blacksheep.server.responses import view
from blacksheep.settings.html import html_settings
from jinja2 import FileSystemLoader
from pydantic import BaseModel, Field

LIMIT_MAX, QUANTITY_MAX, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)

app = Application()


# [t01]
@get("/api/items/{int:item_id}")
async def read_items(item_id: int, q: str = "", limit: int = 10) -> Response:
    if not 1 <= limit <= LIMIT_MAX:
        return bad_request({"detail": f"limit must be between 1 and {LIMIT_MAX}"})
    if item_id > 999_999:
        return not_found({"detail": "Item not found"})
    items = [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(1, limit + 1)]
    return json({"id": item_id, "q": q, "limit": limit, "items": items})
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


@post("/api/orders")
async def create_order(order: Order) -> Response:
    total = order.quantity * sum(line.price for line in order.lines)
    return created({"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)})
# [/t02]


# [t03]
html_settings.use(JinjaRenderer(FileSystemLoader("templates")))


@get("/products")
async def list_products(q: str = "") -> Response:
    products = [(n, f"{n}.99") for n in range(1, ROWS + 1)]
    return view("t03_products", {"q": q, "products": products})
# [/t03]
