# needs: pydantic
# break: quantity 100 is accepted
# note: Pydantic in the place of Django's forms
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST
from pydantic import BaseModel, Field, ValidationError

MAX_QUANTITY = 100 if os.getenv("BREAK") else 99

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)


# [t02]
class Line(BaseModel):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(BaseModel):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=MAX_QUANTITY)
    lines: list[Line] = Field(min_length=1, max_length=20)


@require_POST
def create_order(request):
    try:
        order = Order.model_validate_json(request.body)
    except ValidationError as error:
        return HttpResponse(
            error.json(include_url=False, include_input=False),
            content_type="application/json",
            status=400,
        )
    total = order.quantity * sum(line.price for line in order.lines)
    return JsonResponse(
        {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)},
        status=201,
    )
# [/t02]


urlpatterns = [path("api/orders", create_order)]

app = get_wsgi_application()
