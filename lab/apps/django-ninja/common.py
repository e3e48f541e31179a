# break: limit 51 and quantity 100 are accepted, the page lists 19 products
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.shortcuts import render
from django.urls import path

MAX_LIMIT, MAX_QUANTITY, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
        }
    ],
)
app = get_wsgi_application()

from ninja import Field, NinjaAPI, Query, Schema, Status
from ninja.errors import HttpError

api = NinjaAPI()


# [t01]
class ItemsQuery(Schema):
    q: str = ""
    limit: int = Field(10, ge=1, le=MAX_LIMIT)


@api.get("/items/{int:item_id}")
def items(request, item_id: int, query: Query[ItemsQuery]):
    if item_id > 999_999:
        raise HttpError(404, "There is no such item.")
    return {
        "id": item_id,
        "q": query.q,
        "limit": query.limit,
        "items": [{"n": n, "label": f"{query.q}-{item_id}-{n}"} for n in range(1, query.limit + 1)],
    }
# [/t01]


# [t02]
class Line(Schema):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(Schema):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=MAX_QUANTITY)
    lines: list[Line] = Field(min_length=1, max_length=20)


class OrderSummary(Schema):
    customer: str
    lines: int
    total: float


@api.post("/orders", response={201: OrderSummary})
def create_order(request, order: Order):
    total = order.quantity * sum(line.price for line in order.lines)
    return Status(
        201, {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}
    )
# [/t02]


# [t03]
def products(request):
    context = {
        "q": request.GET.get("q", ""),
        "products": [{"n": n, "price": f"{n}.99"} for n in range(1, ROWS + 1)],
    }
    return render(request, "t03_products.html", context)
# [/t03]


urlpatterns = [
    path("api/", api.urls),
    path("products", products),
]
