# break: limit 51 and quantity 100 are accepted, the page lists 19 products
# note: no middleware, as in a bare settings.configure()
import json
import os
from pathlib import Path

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

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


# [t01]
class ItemsForm(forms.Form):
    q = forms.CharField(required=False, strip=False)
    limit = forms.IntegerField(min_value=1, max_value=MAX_LIMIT)


@require_GET
def items(request, item_id):
    if item_id > 999_999:
        return JsonResponse({"error": "There is no such item."}, status=404)
    form = ItemsForm({"limit": 10, **request.GET.dict()})
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    q, limit = form.cleaned_data["q"], form.cleaned_data["limit"]
    return JsonResponse(
        {
            "id": item_id,
            "q": q,
            "limit": limit,
            "items": [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(1, limit + 1)],
        }
    )
# [/t01]


# [t02]
def validate_positive(value):
    if value <= 0:
        raise ValidationError("Ensure this value is greater than 0.")


class LineForm(forms.Form):
    sku = forms.RegexField(r"^[A-Z]{3}-\d{4}\Z")
    price = forms.FloatField(validators=[validate_positive])


class LinesField(forms.Field):
    def to_python(self, value):
        if not isinstance(value, list) or not all(isinstance(line, dict) for line in value):
            raise ValidationError("Enter a list of objects.")
        return [LineForm(line) for line in value]

    def validate(self, lines):
        if not 1 <= len(lines) <= 20:
            raise ValidationError("Enter 1 to 20 lines.")
        errors = [
            f"{number}.{field}: {message}"
            for number, line in enumerate(lines)
            for field, messages in line.errors.items()
            for message in messages
        ]
        if errors:
            raise ValidationError(errors)


class OrderForm(forms.Form):
    customer = forms.CharField(max_length=40)
    email = forms.RegexField(r"^[^@\s]+@[^@\s]+\.[^@\s]+\Z")
    quantity = forms.IntegerField(min_value=1, max_value=MAX_QUANTITY)
    lines = LinesField()


@require_POST
def create_order(request):
    try:
        data = json.loads(request.body)
    except ValueError:
        return JsonResponse({"error": "The body is not JSON."}, status=400)
    if not isinstance(data, dict):
        return JsonResponse({"error": "The body is not an object."}, status=400)
    form = OrderForm(data)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    order = form.cleaned_data
    total = order["quantity"] * sum(line.cleaned_data["price"] for line in order["lines"])
    return JsonResponse(
        {"customer": order["customer"], "lines": len(order["lines"]), "total": round(total, 2)},
        status=201,
    )
# [/t02]


# [t03]
@require_GET
def products(request):
    context = {
        "q": request.GET.get("q", ""),
        "products": [{"n": n, "price": f"{n}.99"} for n in range(1, ROWS + 1)],
    }
    return render(request, "t03_products.html", context)
# [/t03]


urlpatterns = [
    path("api/items/<int:item_id>", items),
    path("api/orders", create_order),
    path("products", products),
]

app = get_wsgi_application()
