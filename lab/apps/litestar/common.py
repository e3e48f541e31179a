# needs: litestar[jinja]
# break: limit 51 and quantity 100 are accepted, the list ends one row early
import os
from pathlib import Path
from typing import Annotated, Any

from litestar import Litestar, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.template import TemplateConfig
from msgspec import Meta, Struct

LIMIT_MAX, QUANTITY_MAX, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)


# [t01]
@get("/api/items/{item_id:int}")
async def read_items(
    item_id: FromPath[int], q: FromQuery[str] = "", limit: Annotated[int, QueryParameter(ge=1, le=LIMIT_MAX)] = 10
) -> dict[str, Any]:
    if item_id > 999_999:
        raise NotFoundException("Item not found")
    items = [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(1, limit + 1)]
    return {"id": item_id, "q": q, "limit": limit, "items": items}
# [/t01]


# [t02]
class Line(Struct):
    sku: Annotated[str, Meta(pattern=r"^[A-Z]{3}-\d{4}$")]
    price: Annotated[float, Meta(gt=0)]


class Order(Struct):
    customer: Annotated[str, Meta(min_length=1, max_length=40)]
    email: Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    quantity: Annotated[int, Meta(ge=1, le=QUANTITY_MAX)]
    lines: Annotated[list[Line], Meta(min_length=1, max_length=20)]


@post("/api/orders")
async def create_order(data: JSONBody[Order]) -> dict[str, Any]:
    total = data.quantity * sum(line.price for line in data.lines)
    return {"customer": data.customer, "lines": len(data.lines), "total": round(total, 2)}
# [/t02]


# [t03]
@get("/products")
async def list_products(q: FromQuery[str] = "") -> Template:
    products = [(n, f"{n}.99") for n in range(1, ROWS + 1)]
    return Template(template_name="t03_products.html", context={"q": q, "products": products})
# [/t03]


app = Litestar(
    [read_items, create_order, list_products],
    template_config=TemplateConfig(directory=Path("templates"), engine=JinjaTemplateEngine),
)
