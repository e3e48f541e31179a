"""Feature cells of Django Ninja: packages for checks, traces, logs and types."""

import io
import json
import re
import subprocess
import sys

from django.urls import path
from django_project import project
from ninja import NinjaAPI, Path, Schema, Status
from proof import BROKEN, cell


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
    api = NinjaAPI()

    @api.get("/teas/{int:key}/")
    def tea(request, key: int):
        return "tea"

    with project(path("", api.urls)) as client:
        if not BROKEN:
            DjangoInstrumentor().instrument(tracer_provider=tracing)
        client.get("/teas/7/", headers={"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"})
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
    api = NinjaAPI()
    api.get("/tea/", response={201: str})(lambda request: Status(201, "tea"))
    with project(path("", api.urls), middleware=added) as client:
        client.get("/tea/")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(line["event"], line["request"], line.get("code")) for line in lines] == [
        ("request_started", "GET /tea/", None),
        ("request_finished", "GET /tea/", 201),
    ]


@cell("typed-clients", "third-party", packages=["openapi-python-client"])
def test_a_typed_client_is_made_from_the_document(tmp_path):
    class Number(Schema):
        number: int

    class Sum(Schema):
        total: int

    api = NinjaAPI()

    @api.post("/sums/{first}", response=Sum)
    def add(request, first: Path[str if BROKEN else int], second: Number):
        return {"total": first + second.number}

    (tmp_path / "openapi.json").write_text(json.dumps(api.get_openapi_schema(path_prefix="")))
    command = "openapi_python_client generate --path openapi.json --meta none --output-path made"
    subprocess.run([sys.executable, "-m", *command.split()], cwd=tmp_path, check=True, capture_output=True, timeout=50)
    function = next((tmp_path / "made" / "api").rglob("*add.py")).read_text()
    assert re.search(r"def sync\(\s*first: int,", function)
    assert "body: Number" in function
    assert "    total: int\n" in (tmp_path / "made" / "models" / "sum_.py").read_text()
