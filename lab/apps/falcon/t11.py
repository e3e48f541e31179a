# needs: spectree, pydantic
# break: limit may be 51
# note: Falcon describes no API by itself; SpecTree reads the models and validates by them
import os

import falcon
from pydantic import BaseModel, Field
from spectree import Response, SpecTree

spec = SpecTree("falcon", title="Orders", version="1")


class ItemsQuery(BaseModel):
    q: str = ""
    limit: int = Field(10, ge=1, le=51 if os.getenv("BREAK") else 50)


class Item(BaseModel):
    n: int
    label: str


class Items(BaseModel):
    id: int
    q: str
    limit: int
    items: list[Item]


class Line(BaseModel):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(BaseModel):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=99)
    lines: list[Line] = Field(min_length=1, max_length=20)


class OrderSummary(BaseModel):
    customer: str
    lines: int
    total: float


class ItemsResource:
    @spec.validate(query=ItemsQuery, resp=Response("HTTP_404", HTTP_200=Items))
    def on_get(self, req, resp, id):
        if id > 999_999:
            raise falcon.HTTPNotFound
        query = req.context.query
        labels = [{"n": n, "label": f"{query.q}-{id}-{n}"} for n in range(1, query.limit + 1)]
        resp.media = {"id": id, "q": query.q, "limit": query.limit, "items": labels}


class OrdersResource:
    @spec.validate(json=Order, resp=Response(HTTP_201=OrderSummary))
    def on_post(self, req, resp):
        order = req.context.json
        total = order.quantity * sum(line.price for line in order.lines)
        resp.status = falcon.HTTP_201
        resp.media = {
            "customer": order.customer,
            "lines": len(order.lines),
            "total": round(total, 2),
        }


class OpenApiResource:
    def on_get(self, req, resp):
        resp.media = spec.spec


app = falcon.App()
app.add_route("/api/items/{id:int}", ItemsResource())
app.add_route("/api/orders", OrdersResource())
app.add_route("/openapi.json", OpenApiResource())
spec.register(app)
