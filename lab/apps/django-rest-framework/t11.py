# needs: drf-spectacular
# break: limit may be 51
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework", "drf_spectacular"],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
        "UNAUTHENTICATED_USER": None,
    },
    SPECTACULAR_SETTINGS={"TITLE": "Orders", "VERSION": "1"},
)
app = get_wsgi_application()

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework import serializers, status
from rest_framework.decorators import api_view
from rest_framework.exceptions import NotFound
from rest_framework.response import Response


class ItemsQuerySerializer(serializers.Serializer):
    q = serializers.CharField(default="", allow_blank=True, trim_whitespace=False)
    limit = serializers.IntegerField(
        default=10, min_value=1, max_value=51 if os.getenv("BREAK") else 50
    )


class ItemSerializer(serializers.Serializer):
    n = serializers.IntegerField()
    label = serializers.CharField()


class ItemsSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    q = serializers.CharField()
    limit = serializers.IntegerField()
    items = ItemSerializer(many=True)


@extend_schema(parameters=[ItemsQuerySerializer], responses=ItemsSerializer)
@api_view(["GET"])
def items(request, id):
    if id > 999_999:
        raise NotFound
    query = ItemsQuerySerializer(data=request.query_params)
    query.is_valid(raise_exception=True)
    q, limit = query.validated_data["q"], query.validated_data["limit"]
    labels = [{"n": n, "label": f"{q}-{id}-{n}"} for n in range(1, limit + 1)]
    return Response({"id": id, "q": q, "limit": limit, "items": labels})


class LineSerializer(serializers.Serializer):
    sku = serializers.RegexField(r"^[A-Z]{3}-\d{4}$")
    price = serializers.FloatField(min_value=0.01)


class OrderSerializer(serializers.Serializer):
    customer = serializers.CharField(max_length=40)
    email = serializers.RegexField(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity = serializers.IntegerField(min_value=1, max_value=99)
    lines = LineSerializer(many=True, min_length=1, max_length=20)


class OrderSummarySerializer(serializers.Serializer):
    customer = serializers.CharField()
    lines = serializers.IntegerField()
    total = serializers.FloatField()


@extend_schema(request=OrderSerializer, responses={201: OrderSummarySerializer})
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


urlpatterns = [
    path("api/items/<int:id>", items),
    path("api/orders", create_order),
    path("openapi.json", SpectacularJSONAPIView.as_view()),
]
