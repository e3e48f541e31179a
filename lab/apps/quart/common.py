# needs: quart-schema[pydantic]
# break: limit 51 and quantity 100 are accepted, the page lists 19 products
import os

from pydantic import BaseModel, Field
from quart import Quart, abort, render_template, request
from quart_schema import (
    QuartSchema,
    RequestSchemaValidationError,
    validate_querystring,
    validate_request,
)

MAX_LIMIT, MAX_QUANTITY, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)

app = Quart(__name__)
QuartSchema(app)


@app.errorhandler(RequestSchemaValidationError)
async def handle_request_validation_error(error):
    return {"errors": str(error.validation_error)}, 400


@app.errorhandler(404)
async def handle_not_found(error):
    return {"error": error.description}, 404


# [t01]
class ItemsQuery(BaseModel):
    q: str = ""
    limit: int = Field(10, ge=1, le=MAX_LIMIT)


@app.get("/api/items/<int:item_id>")
@validate_querystring(ItemsQuery)
async def items(item_id: int, query_args: ItemsQuery):
    if item_id > 999_999:
        abort(404)
    q, limit = query_args.q, query_args.limit
    return {
        "id": item_id,
        "q": q,
        "limit": limit,
        "items": [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(1, limit + 1)],
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


@app.post("/api/orders")
@validate_request(Order)
async def create_order(data: Order):
    total = data.quantity * sum(line.price for line in data.lines)
    return {"customer": data.customer, "lines": len(data.lines), "total": round(total, 2)}, 201
# [/t02]


# [t03]
@app.get("/products")
async def products():
    rows = [{"n": n, "price": f"{n}.99"} for n in range(1, ROWS + 1)]
    return await render_template("t03_products.html", q=request.args.get("q", ""), products=rows)
# [/t03]
