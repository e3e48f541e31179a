# needs: quart-schema[pydantic]
# break: limit may be 51
import os

from pydantic import BaseModel, Field
from quart import Quart, abort
from quart_schema import (
    Info,
    QuartSchema,
    validate_querystring,
    validate_request,
    validate_response,
)

app = Quart(__name__)
QuartSchema(app, info=Info(title="Orders", version="1"))


class ItemsQuery(BaseModel):
    q: str = ""
    limit: int = Field(10, ge=1, le=51 if os.getenv("BREAK") else 50)


class Item(BaseModel):
    n: int
    label: str


class Items(BaseModel):
    id: int
    q: str
    limit: int
    items: list[Item]


@app.get("/api/items/<int:id>")
@validate_querystring(ItemsQuery)
@validate_response(Items)
async def items(id: int, query_args: ItemsQuery):
    if id > 999_999:
        abort(404)
    q, limit = query_args.q, query_args.limit
    labels = [{"n": n, "label": f"{q}-{id}-{n}"} for n in range(1, limit + 1)]
    return {"id": id, "q": q, "limit": limit, "items": labels}


class Line(BaseModel):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(BaseModel):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=99)
    lines: list[Line] = Field(min_length=1, max_length=20)


class OrderSummary(BaseModel):
    customer: str
    lines: int
    total: float


@app.post("/api/orders")
@validate_request(Order)
@validate_response(OrderSummary, 201)
async def create_order(data: Order):
    total = data.quantity * sum(line.price for line in data.lines)
    return {"customer": data.customer, "lines": len(data.lines), "total": round(total, 2)}, 201
