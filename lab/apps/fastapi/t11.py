# break: the document says that limit may be 51
import os
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Query
from pydantic import BaseModel, Field

LIMIT_MAX = 51 if os.getenv("BREAK") else 50

app = FastAPI(title="Shop", version="1")


@app.get("/api/items/{id}")
async def read_items(id: int, q: str = "", limit: Annotated[int, Query(ge=1, le=LIMIT_MAX)] = 10) -> dict[str, Any]:
    if id > 999_999:
        raise HTTPException(status_code=404, detail="Item not found")
    items = [{"n": n, "label": f"{q}-{id}-{n}"} for n in range(1, limit + 1)]
    return {"id": id, "q": q, "limit": limit, "items": items}


class Line(BaseModel):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(BaseModel):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=99)
    lines: list[Line] = Field(min_length=1, max_length=20)


@app.post("/api/orders", status_code=201)
async def create_order(order: Order) -> dict[str, Any]:
    total = order.quantity * sum(line.price for line in order.lines)
    return {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}
