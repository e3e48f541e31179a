# break: the document says that limit may be 51
import os
from typing import Annotated, Any

from litestar import Litestar, get, post
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta, Struct

LIMIT_MAX = 51 if os.getenv("BREAK") else 50


@get("/api/items/{id:int}")
async def read_items(
    id: FromPath[int], q: FromQuery[str] = "", limit: Annotated[int, QueryParameter(ge=1, le=LIMIT_MAX)] = 10
) -> dict[str, Any]:
    if id > 999_999:
        raise NotFoundException("Item not found")
    items = [{"n": n, "label": f"{q}-{id}-{n}"} for n in range(1, limit + 1)]
    return {"id": id, "q": q, "limit": limit, "items": items}


class Line(Struct):
    sku: Annotated[str, Meta(pattern=r"^[A-Z]{3}-\d{4}$")]
    price: Annotated[float, Meta(gt=0)]


class Order(Struct):
    customer: Annotated[str, Meta(min_length=1, max_length=40)]
    email: Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    quantity: Annotated[int, Meta(ge=1, le=99)]
    lines: Annotated[list[Line], Meta(min_length=1, max_length=20)]


@post("/api/orders")
async def create_order(data: JSONBody[Order]) -> dict[str, Any]:
    total = data.quantity * sum(line.price for line in data.lines)
    return {"customer": data.customer, "lines": len(data.lines), "total": round(total, 2)}


app = Litestar(
    [read_items, create_order],
    openapi_config=OpenAPIConfig(title="Shop", version="1", path="/"),
)
