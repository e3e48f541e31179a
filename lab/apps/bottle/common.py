# needs: pydantic
# break: limit 51 and quantity 100 are accepted, the page lists 19 products
# note: Bottle leaves validation to the application; the refusals are Pydantic's own text
import os

from bottle import TEMPLATE_PATH, Bottle, HTTPResponse, request, response, template
from pydantic import BaseModel, Field, ValidationError

MAX_LIMIT, MAX_QUANTITY, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)

TEMPLATE_PATH.insert(0, "templates")
app = Bottle()


def validate(model, data):
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False)
        raise HTTPResponse({"errors": details}, 422) from error


# [t01]
class ItemsQuery(BaseModel):
    q: str = ""
    limit: int = Field(10, ge=1, le=MAX_LIMIT)


@app.get("/api/items/<item_id:int>")
def items(item_id):
    if item_id > 999_999:
        return HTTPResponse({"error": "There is no such item."}, 404)
    query = validate(ItemsQuery, dict(request.query.decode()))
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
    order = validate(Order, request.json)
    total = order.quantity * sum(line.price for line in order.lines)
    response.status = 201
    return {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}
# [/t02]


# [t03]
@app.get("/products")
def products():
    rows = [{"n": n, "price": f"{n}.99"} for n in range(1, ROWS + 1)]
    return template("t03_products", q=request.query.q, products=rows)
# [/t03]
