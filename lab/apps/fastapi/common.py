# needs: jinja2
# break: limit 51 and quantity 100 are accepted, the list ends one row early
import os
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel, Field

LIMIT_MAX, QUANTITY_MAX, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)

app = FastAPI()


# [t01]
@app.get("/api/items/{item_id}")
async def read_items(
    item_id: int, q: str = "", limit: Annotated[int, Query(ge=1, le=LIMIT_MAX)] = 10
) -> dict[str, Any]:
    if item_id > 999_999:
        raise HTTPException(status_code=404, detail="Item not found")
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
templates = Jinja2Templates(directory="templates")


@app.get("/products", response_class=HTMLResponse)
async def list_products(request: Request, q: str = "") -> HTMLResponse:
    products = [(n, f"{n}.99") for n in range(1, ROWS + 1)]
    return templates.TemplateResponse(request=request, name="t03_products.html", context={"q": q, "products": products})
# [/t03]
