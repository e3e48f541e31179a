"""Feature cells of Django: packages for checks, traces, logs and types."""

import io
import json
import subprocess
import sys

from django.http import HttpResponse
from django.urls import path
from django_project import project
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
    with project(path("teas/<int:key>/", lambda request, key: HttpResponse("tea"))) as client:
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
    with project(path("tea/", lambda request: HttpResponse(status=201)), middleware=added) as client:
        client.get("/tea/")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(line["event"], line["request"], line.get("code")) for line in lines] == [
        ("request_started", "GET /tea/", None),
        ("request_finished", "GET /tea/", 201),
    ]


@cell("type-hints", "third-party", packages=["django-stubs[compatible-mypy]"])
def test_mypy_finds_a_wrong_call_by_the_stubs(tmp_path):
    age = "60" if BROKEN else "'long'"
    (tmp_path / "page.py").write_text(
        f"from django.http import HttpResponse\nHttpResponse().set_cookie('tea', max_age={age})\n"
    )
    done = subprocess.run([sys.executable, "-m", "mypy", "page.py"], cwd=tmp_path, capture_output=True, text=True)
    assert (
        'page.py:2: error: Argument "max_age" to "set_cookie" of "HttpResponseBase" has incompatible type "str"'
        in done.stdout
    )
