# needs: fastapi
# serve: env REFLEX_APP_MODULE_IMPORT={module} __REFLEX_SKIP_COMPILE=1 {python} -m granian --interface asgi --factory --host 127.0.0.1 --port {port} --workers 1 --runtime-threads 1 --loop asyncio --http 1 --no-access-log --log-level error {module}:app
# break: limit 51 and quantity 100 are accepted
# note: JSON routes are those of a FastAPI application beside Reflex's own; the pages are left out (t03.py)
import os
from typing import Annotated, Any

import reflex as rx
from fastapi import FastAPI, HTTPException, Query
from pydantic import BaseModel, Field

LIMIT_MAX, QUANTITY_MAX = (51, 100) if os.getenv("BREAK") else (50, 99)

api = FastAPI()


# [t01]
@api.get("/api/items/{item_id}")
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


@api.post("/api/orders", status_code=201)
async def create_order(order: Order) -> dict[str, Any]:
    total = order.quantity * sum(line.price for line in order.lines)
    return {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}
# [/t02]


app = rx.App(api_transformer=api)
