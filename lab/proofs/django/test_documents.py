"""Feature cells of Django: the OpenAPI document, its page, and clients made from it, by two packages."""

import json
import re
import subprocess
import sys

from django.urls import path
from django_project import project
from proof import BROKEN, cell

SPECTACULAR = {
    "apps": ["rest_framework", "drf_spectacular"],
    "REST_FRAMEWORK": {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"},
}


def sums_of_ninja(namespace):
    """An operation that adds a number to another one."""
    from ninja import NinjaAPI, Schema

    api = NinjaAPI(urls_namespace=namespace)

    class Number(Schema):
        number: int

    class Sum(Schema):
        total: int

    @api.post("/sums/{first}", response=Sum)
    def add(request, first: str if BROKEN else int, second: Number):
        return {"total": int(first) + second.number}

    return api.urls


def sums_of_rest_framework():
    """The same as a view of REST Framework."""
    from drf_spectacular.utils import extend_schema
    from rest_framework import serializers
    from rest_framework.decorators import api_view
    from rest_framework.response import Response

    class Number(serializers.Serializer):
        number = serializers.IntegerField()

    class Sum(serializers.Serializer):
        total = serializers.IntegerField()

    @extend_schema(request=Number, responses=Sum)
    @api_view(["POST"])
    def add(request, first):
        return Response({"total": int(first) + request.data["number"]})

    return path("api/sums/<str:first>" if BROKEN else "api/sums/<int:first>", add)


@cell("openapi", "third-party", packages=["drf-spectacular"])
def test_drf_spectacular_makes_the_document_from_route_and_serializers():
    with project(**SPECTACULAR):
        from drf_spectacular.views import SpectacularJSONAPIView

        schema = path("openapi.json", SpectacularJSONAPIView.as_view())
        with project(schema, sums_of_rest_framework()) as client:
            document = client.get("/openapi.json").json()
    operation = document["paths"]["/api/sums/{first}"]["post"]
    assert document["openapi"] == "3.0.3"
    assert [(p["name"], p["in"], p["schema"]) for p in operation["parameters"]] == [
        ("first", "path", {"type": "integer"})
    ]
    assert document["components"]["schemas"]["Number"]["required"] == ["number"]


@cell("openapi", "third-party", packages=["django-ninja"])
def test_django_ninja_makes_the_document_from_route_and_types():
    with project(path("api/", sums_of_ninja("openapi"))) as client:
        document = client.get("/api/openapi.json").json()
    operation = document["paths"]["/api/sums/{first}"]["post"]
    assert document["openapi"] == "3.1.0"
    assert [(p["name"], p["in"], p["schema"]["type"]) for p in operation["parameters"]] == [
        ("first", "path", "integer")
    ]
    assert document["components"]["schemas"]["Number"]["required"] == ["number"]


@cell("api-docs-ui", "third-party", packages=["drf-spectacular"])
def test_swagger_ui_of_drf_spectacular_lists_an_endpoint_that_answers():
    with project(**SPECTACULAR):
        from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerView

        schema = path("openapi.json", SpectacularJSONAPIView.as_view(), name="schema")
        docs = path("other" if BROKEN else "docs", SpectacularSwaggerView.as_view(url_name="schema"))
        with project(schema, sums_of_rest_framework(), docs) as client:
            page = client.get("/docs")
            assert page.status_code == 200
            assert "swagger-ui-bundle.js" in page.text
            document = client.get(re.search(r'url: "([^"]+)"', page.text)[1]).json()
            endpoint = next(address for address in document["paths"] if "sums" in address).replace("{first}", "2")
            answer = client.post(endpoint, {"number": 3}, content_type="application/json")
    assert answer.json() == {"total": 5}


@cell("api-docs-ui", "third-party", packages=["django-ninja"])
def test_swagger_ui_of_django_ninja_lists_an_endpoint_that_answers():
    with project(path("other/" if BROKEN else "api/", sums_of_ninja("docs"))) as client:
        page = client.get("/api/docs")
        assert page.status_code == 200
        assert "swagger-ui-bundle.js" in page.text
        document = client.get(re.search(r'"url": "([^"]+)"', page.text)[1]).json()
        endpoint = next(iter(document["paths"])).replace("{first}", "2")
        answer = client.post(endpoint, {"number": 3}, content_type="application/json")
    assert answer.json() == {"total": 5}


@cell("typed-clients", "third-party", packages=["openapi-python-client", "django-ninja"])
def test_a_typed_client_is_made_from_the_document(tmp_path):
    with project(path("api/", sums_of_ninja("client"))) as client:
        (tmp_path / "openapi.json").write_text(json.dumps(client.get("/api/openapi.json").json()))
    command = "openapi_python_client generate --path openapi.json --meta none --output-path made"
    subprocess.run([sys.executable, "-m", *command.split()], cwd=tmp_path, check=True, capture_output=True, timeout=50)
    function = next((tmp_path / "made" / "api").rglob("*add.py")).read_text()
    assert re.search(r"def sync\(\s*first: int,", function)
    assert "body: Number" in function
    assert "    total: int\n" in (tmp_path / "made" / "models" / "sum_.py").read_text()
