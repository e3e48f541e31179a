# needs: robyn[all]
# break: limit 51 and quantity 100 are accepted, the page names a template that is not there
import os
import sys
from typing import Any

from pydantic import BaseModel, Field
from robyn import Headers, Response, Robyn, jsonify
from robyn.templating import render

LIMIT_MAX, QUANTITY_MAX, PAGE = (51, 100, "missing.html") if os.getenv("BREAK") else (50, 99, "t03_products.html")

app = Robyn(__file__)


# [t01]
def refusal(status_code: int, detail: str) -> Response:
    headers = Headers({"Content-Type": "application/json"})
    return Response(status_code=status_code, headers=headers, description=jsonify({"detail": detail}))


@app.get("/api/items/:item_id")
async def read_items(item_id: int, q: str = "", limit: int = 10) -> dict[str, Any] | Response:
    if not 1 <= limit <= LIMIT_MAX:
        return refusal(422, f"limit must be between 1 and {LIMIT_MAX}")
    if item_id > 999_999:
        return refusal(404, "Item not found")
    items = [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(1, limit + 1)]
    return {"id": item_id, "q": q, "limit": limit, "items": items}
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


@app.post("/api/orders", status_code=201)
async def create_order(order: Order) -> dict[str, Any]:
    total = order.quantity * sum(line.price for line in order.lines)
    return {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}
# [/t02]


# [t03]
@app.get("/products")
async def list_products(q: str = "") -> Response:
    products = [(n, f"{n}.99") for n in range(1, 21)]
    return render(PAGE, q=q, products=products)
# [/t03]


if __name__ == "__main__":
    app.start(host="127.0.0.1", port=int(sys.argv.pop()))
