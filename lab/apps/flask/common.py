# needs: pydantic
# break: limit 51 and quantity 100 are accepted, the page lists 19 products
# note: Flask leaves validation to the application; the refusals are Pydantic's own text
import os

from flask import Flask, abort, render_template, request
from pydantic import BaseModel, Field, ValidationError
from werkzeug.exceptions import HTTPException

MAX_LIMIT, MAX_QUANTITY, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)

app = Flask(__name__)


@app.errorhandler(HTTPException)
def handle_http_exception(error):
    return {"error": error.description}, error.code


@app.errorhandler(ValidationError)
def handle_validation_error(error):
    return error.errors(include_url=False, include_context=False), 422


# [t01]
class ItemsQuery(BaseModel):
    q: str = ""
    limit: int = Field(10, ge=1, le=MAX_LIMIT)


@app.get("/api/items/<int:item_id>")
def items(item_id):
    if item_id > 999_999:
        abort(404, "There is no such item.")
    query = ItemsQuery.model_validate(request.args.to_dict())
    return {
        "id": item_id,
        "q": query.q,
        "limit": query.limit,
        "items": [{"n": n, "label": f"{query.q}-{item_id}-{n}"} for n in range(1, query.limit + 1)],
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
def create_order():
    order = Order.model_validate(request.get_json())
    total = order.quantity * sum(line.price for line in order.lines)
    return {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}, 201
# [/t02]


# [t03]
@app.get("/products")
def products():
    rows = [{"n": n, "price": f"{n}.99"} for n in range(1, ROWS + 1)]
    return render_template("t03_products.html", q=request.args.get("q", ""), products=rows)
# [/t03]
