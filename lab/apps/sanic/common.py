# needs: sanic[ext], jinja2, pydantic
# break: limit 51 and quantity 100 are accepted, the list ends one row early
import os
import sys
from typing import Any

from pydantic import BaseModel, Field
from sanic import HTTPResponse, NotFound, Request, Sanic, json
from sanic_ext import validate

LIMIT_MAX, QUANTITY_MAX, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)

app = Sanic("Shop")
app.config.FALLBACK_ERROR_FORMAT = "json"
app.config.OAS = False


# [t01]
class ItemQuery(BaseModel):
    q: str = ""
    limit: int = Field(default=10, ge=1, le=LIMIT_MAX)


@app.get("/api/items/<item_id:int>")
@validate(query=ItemQuery)
async def read_items(request: Request, item_id: int, query: ItemQuery) -> HTTPResponse:
    if item_id > 999_999:
        raise NotFound("Item not found")
    items = [{"n": n, "label": f"{query.q}-{item_id}-{n}"} for n in range(1, query.limit + 1)]
    return json({"id": item_id, "q": query.q, "limit": query.limit, "items": items})
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


@app.post("/api/orders")
@validate(json=Order)
async def create_order(request: Request, body: Order) -> HTTPResponse:
    total = body.quantity * sum(line.price for line in body.lines)
    return json({"customer": body.customer, "lines": len(body.lines), "total": round(total, 2)}, status=201)
# [/t02]


# [t03]
@app.get("/products")
@app.ext.template("t03_products.html")
async def list_products(request: Request) -> dict[str, Any]:
    products = [(n, f"{n}.99") for n in range(1, ROWS + 1)]
    return {"q": request.args.get("q", ""), "products": products}
# [/t03]


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
