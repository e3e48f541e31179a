# needs: jinja2
# break: the items start at 2, the total is rounded to a whole number, the list ends one row early
# note: parameters, bodies and their rules stand in common_openapi.yaml; it has no templates, so Jinja is used by itself
import os
from typing import Any

from connexion import AsyncApp
from jinja2 import Environment, FileSystemLoader, select_autoescape

FIRST, DIGITS, ROWS = (2, 0, 19) if os.getenv("BREAK") else (1, 2, 20)


# [t01]
async def read_items(item_id: int, q: str, limit: int) -> tuple[dict[str, Any], int]:
    if item_id > 999_999:
        return {"detail": "Item not found"}, 404
    items = [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(FIRST, limit + 1)]
    return {"id": item_id, "q": q, "limit": limit, "items": items}, 200
# [/t01]


# [t02]
async def create_order(body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    total = body["quantity"] * sum(line["price"] for line in body["lines"])
    return {"customer": body["customer"], "lines": len(body["lines"]), "total": round(total, DIGITS)}, 201
# [/t02]


# [t03]
templates = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())


async def list_products(q: str) -> str:
    products = [(n, f"{n}.99") for n in range(1, ROWS + 1)]
    return templates.get_template("t03_products.html").render(q=q, products=products)
# [/t03]


app = AsyncApp(__name__)
app.add_api("common_openapi.yaml")
