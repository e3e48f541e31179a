# needs: sanic[ext], pydantic
# break: the document says that limit may be 51
# note: the decorators of the document and of the validation stand side by side; nothing compares them
import os
import sys

from pydantic import BaseModel, Field
from sanic import HTTPResponse, Request, Sanic, json
from sanic_ext import openapi, validate

LIMIT_MAX = 51 if os.getenv("BREAK") else 50
REFERENCE = "#/components/schemas/{model}"

app = Sanic("Shop")
app.config.OAS_URL_PREFIX = "/"


class ItemQuery(BaseModel):
    q: str = ""
    limit: int = Field(default=10, ge=1, le=LIMIT_MAX)


@openapi.component
class Line(BaseModel):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(BaseModel):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=99)
    lines: list[Line] = Field(min_length=1, max_length=20)


@app.get("/api/items/<id:int>")
@openapi.parameter("q", str)
@openapi.parameter("limit", openapi.definitions.Schema(type="integer", minimum=1, maximum=LIMIT_MAX, default=10))
@validate(query=ItemQuery)
async def read_items(request: Request, id: int, query: ItemQuery) -> HTTPResponse:
    items = [{"n": n, "label": f"{query.q}-{id}-{n}"} for n in range(1, query.limit + 1)]
    return json({"id": id, "q": query.q, "limit": query.limit, "items": items})


@app.post("/api/orders")
@openapi.definition(
    body={"application/json": Order.model_json_schema(ref_template=REFERENCE)},
    response=openapi.definitions.Response("The order was created", status=201),
)
@validate(json=Order)
async def create_order(request: Request, body: Order) -> HTTPResponse:
    total = body.quantity * sum(line.price for line in body.lines)
    return json({"customer": body.customer, "lines": len(body.lines), "total": round(total, 2)}, status=201)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
