# break: limit 51 and quantity 100 are accepted, the page lists 19 products
# note: JSON renderer only and no authentication, so neither the browsable API nor users take part
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

MAX_LIMIT, MAX_QUANTITY, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework"],
    REST_FRAMEWORK={
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
        }
    ],
)
app = get_wsgi_application()

from rest_framework import serializers, status
from rest_framework.decorators import api_view
from rest_framework.exceptions import NotFound
from rest_framework.response import Response


# [t01]
class ItemsQuerySerializer(serializers.Serializer):
    q = serializers.CharField(default="", allow_blank=True, trim_whitespace=False)
    limit = serializers.IntegerField(default=10, min_value=1, max_value=MAX_LIMIT)


@api_view(["GET"])
def items(request, item_id):
    if item_id > 999_999:
        raise NotFound
    query = ItemsQuerySerializer(data=request.query_params)
    query.is_valid(raise_exception=True)
    q, limit = query.validated_data["q"], query.validated_data["limit"]
    return Response(
        {
            "id": item_id,
            "q": q,
            "limit": limit,
            "items": [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(1, limit + 1)],
        }
    )
# [/t01]


# [t02]
class LineSerializer(serializers.Serializer):
    sku = serializers.RegexField(r"^[A-Z]{3}-\d{4}\Z", trim_whitespace=False)
    price = serializers.FloatField()

    def validate_price(self, value):
        if value <= 0:
            raise serializers.ValidationError("Ensure this value is greater than 0.")
        return value


class OrderSerializer(serializers.Serializer):
    customer = serializers.CharField(max_length=40)
    email = serializers.RegexField(r"^[^@\s]+@[^@\s]+\.[^@\s]+\Z", trim_whitespace=False)
    quantity = serializers.IntegerField(min_value=1, max_value=MAX_QUANTITY)
    lines = LineSerializer(many=True, min_length=1, max_length=20)


@api_view(["POST"])
def create_order(request):
    serializer = OrderSerializer(data=request.data)
    serializer.is_valid(raise_exception=True)
    order = serializer.validated_data
    total = order["quantity"] * sum(line["price"] for line in order["lines"])
    return Response(
        {"customer": order["customer"], "lines": len(order["lines"]), "total": round(total, 2)},
        status=status.HTTP_201_CREATED,
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
