"""Feature cells of Django REST Framework: packages for checks, traces, logs and types."""

import io
import json
import re
import subprocess
import sys

from django.urls import path
from django_project import project
from proof import BROKEN, cell
from rest_framework import serializers
from rest_framework.decorators import api_view, parser_classes
from rest_framework.parsers import JSONParser
from rest_framework.response import Response
from rest_framework.test import APIClient


class Number(serializers.Serializer):
    number = serializers.IntegerField()


class Sum(serializers.Serializer):
    total = serializers.IntegerField()


@cell("health-checks", "third-party", packages=["django-health-check"])
def test_an_address_answers_by_the_state_of_a_check():
    from health_check.base import HealthCheck
    from health_check.exceptions import ServiceUnavailable
    from health_check.views import HealthCheckView

    class Stock(HealthCheck):
        works = True

        def run(self):
            if not self.works and not BROKEN:
                raise ServiceUnavailable("no tea")

    with project(path("health/", HealthCheckView.as_view(checks=[Stock, "health_check.checks.Database"]))) as client:
        answers = [client.get("/health/", {"format": "text"})]
        Stock.works = False
        answers.append(client.get("/health/", {"format": "text"}))
    assert [answer.status_code for answer in answers] == [200, 500]
    assert "no tea" in answers[1].text


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-django", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_trace_of_its_caller():
    from opentelemetry.instrumentation.django import DjangoInstrumentor
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import SpanKind

    tracing, spans = TracerProvider(), InMemorySpanExporter()
    tracing.add_span_processor(SimpleSpanProcessor(spans))
    with project(path("teas/<int:key>/", api_view(["GET"])(lambda request, key: Response("tea")))):
        if not BROKEN:
            DjangoInstrumentor().instrument(tracer_provider=tracing)
        APIClient().get("/teas/7/", headers={"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"})
        DjangoInstrumentor().uninstrument()
    seen = [(span.kind, f"{span.context.trace_id:032x}", dict(span.attributes)) for span in spans.get_finished_spans()]
    assert [(kind, trace) for kind, trace, _ in seen] == [(SpanKind.SERVER, "ab" * 16)]
    named = {"http.method": "GET", "http.status_code": 200, "http.route": "teas/<int:key>/"}
    assert named.items() <= seen[0][2].items()


@cell("structured-logs", "third-party", packages=["django-structlog"])
def test_a_request_writes_json_with_method_path_and_status():
    import structlog

    written = io.StringIO()
    processors = [structlog.contextvars.merge_contextvars, structlog.processors.JSONRenderer()]
    structlog.configure(processors=processors, logger_factory=structlog.PrintLoggerFactory(written))
    added = [] if BROKEN else ["django_structlog.middlewares.RequestMiddleware"]
    with project(path("tea/", api_view(["GET"])(lambda request: Response(status=201))), middleware=added):
        APIClient().get("/tea/")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(line["event"], line["request"], line.get("code")) for line in lines] == [
        ("request_started", "GET /tea/", None),
        ("request_finished", "GET /tea/", 201),
    ]


@cell("type-hints", "third-party", packages=["djangorestframework-stubs[compatible-mypy]"])
def test_mypy_finds_a_wrong_call_by_the_stubs(tmp_path):
    status = "201" if BROKEN else "'created'"
    (tmp_path / "page.py").write_text(
        f"from rest_framework.response import Response\nResponse('made', status={status})\n"
    )
    done = subprocess.run([sys.executable, "-m", "mypy", "page.py"], cwd=tmp_path, capture_output=True, text=True)
    assert 'page.py:2: error: Argument "status" to "Response" has incompatible type "str"' in done.stdout


@cell("typed-clients", "third-party", packages=["openapi-python-client", "drf-spectacular"])
def test_a_typed_client_is_made_from_the_document(tmp_path):
    schema = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}
    with project(apps=["drf_spectacular"], REST_FRAMEWORK=schema):
        from drf_spectacular.utils import extend_schema
        from drf_spectacular.views import SpectacularJSONAPIView

        @extend_schema(request=Number, responses=Sum)
        @api_view(["POST"])
        @parser_classes([JSONParser])
        def add(request, first):
            return Response({"total": first + request.data["number"]})

        address = path("sums/<str:first>" if BROKEN else "sums/<int:first>", add)
        with project(path("openapi.json", SpectacularJSONAPIView.as_view()), address):
            (tmp_path / "openapi.json").write_text(APIClient().get("/openapi.json").text)
    command = "openapi_python_client generate --path openapi.json --meta none --output-path made"
    subprocess.run([sys.executable, "-m", *command.split()], cwd=tmp_path, check=True, capture_output=True, timeout=50)
    function = next((tmp_path / "made" / "api").rglob("sums_create.py")).read_text()
    assert re.search(r"def sync\(\s*first: int,", function)
    assert "body: Number" in function
    assert "    total: int\n" in (tmp_path / "made" / "models" / "sum_.py").read_text()
