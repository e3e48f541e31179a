# break: limit may be 51
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)
app = get_wsgi_application()

from ninja import Field, NinjaAPI, Query, Schema, Status
from ninja.errors import HttpError

api = NinjaAPI(title="Orders", openapi_url="/openapi.json")


class ItemsQuery(Schema):
    q: str = ""
    limit: int = Field(10, ge=1, le=51 if os.getenv("BREAK") else 50)


class Item(Schema):
    n: int
    label: str


class Items(Schema):
    id: int
    q: str
    limit: int
    items: list[Item]


@api.get("/api/items/{int:id}", response=Items)
def items(request, id: int, query: Query[ItemsQuery]):
    if id > 999_999:
        raise HttpError(404, "There is no such item.")
    labels = [{"n": n, "label": f"{query.q}-{id}-{n}"} for n in range(1, query.limit + 1)]
    return {"id": id, "q": query.q, "limit": query.limit, "items": labels}


class Line(Schema):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(Schema):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=99)
    lines: list[Line] = Field(min_length=1, max_length=20)


class OrderSummary(Schema):
    customer: str
    lines: int
    total: float


@api.post("/api/orders", response={201: OrderSummary})
def create_order(request, order: Order):
    total = order.quantity * sum(line.price for line in order.lines)
    return Status(
        201, {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}
    )


urlpatterns = [path("", api.urls)]
