# break: limit 51 and quantity 100 are accepted, the list ends one row early
# note: the page is built in the browser over a WebSocket; JSON routes are those of the FastAPI application below
import os
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Query
from nicegui import ui
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
@ui.page("/products")
def list_products(q: str = "") -> None:
    ui.page_title(f"Products: {q}")
    with ui.header(), ui.element("nav"):
        ui.link("Products", "/products")
    with ui.element("h1"):
        ui.label(f"Products: {q}")
    with ui.element("ul"):
        for n in range(1, ROWS + 1):
            with ui.element("li").classes("product"):
                ui.label(f"{q} #{n} ")
                with ui.element("b"):
                    ui.label(f"{n}.99")
# [/t03]


ui.run_with(app, show_welcome_message=False)
