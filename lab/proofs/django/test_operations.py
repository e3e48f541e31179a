"""Feature cells of Django: packages for jobs, checks, traces, logs and types."""

import io
import json
import subprocess
import sys
import time

from django.http import HttpResponse
from django.urls import path
from django_project import command, fetch, free_port, new_project, project, started
from proof import BROKEN, cell

TASKS = """INSTALLED_APPS += ["django_tasks_db"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE"}
"""
SQUARE = """import time
from django.tasks import task
@task
def square(number):
    time.sleep(0.3)
    return number * number
"""
VIEWS = """from django.http import HttpResponse
from django.urls import path
from shop.tasks import square
def start(request, number):
    return HttpResponse(square.enqueue(number).id)
def result(request, key):
    found = square.get_result(key)
    return HttpResponse(found.return_value if found.is_finished else "waiting")
urlpatterns = [path("start/<int:number>/", start), path("result/<uuid:key>/", result)]
"""


@cell("background-tasks", "third-party", packages=["django-tasks-db"])
def test_a_request_starts_work_that_a_worker_carries_out(tmp_path):
    new_project(tmp_path, TASKS, VIEWS, shop__tasks=SQUARE)
    command(tmp_path, "manage.py", "migrate", "django_tasks_database")
    port = free_port()
    server = ("manage.py", "runserver", "--noreload", str(port))
    worker = ("manage.py", "help") if BROKEN else ("manage.py", "db_worker", "--interval", "0.1")
    with started(tmp_path, *server, port=port) as site, started(tmp_path, *worker, port=None):
        fetch(f"{site}/start/1/")
        began = time.monotonic()
        key = fetch(f"{site}/start/7/").text
        seconds, text = time.monotonic() - began, "waiting"
        while text == "waiting" and time.monotonic() - began < 15:
            time.sleep(0.2)
            text = fetch(f"{site}/result/{key}/").text
    assert seconds < 0.15
    assert text == "49"


@cell("durable-jobs", "third-party", packages=["django-tasks-db"])
def test_a_job_outlives_the_server_and_a_worker_started_later_does_it(tmp_path):
    new_project(tmp_path, TASKS, VIEWS, shop__tasks=SQUARE)
    command(tmp_path, "manage.py", "migrate", "django_tasks_database")
    port = free_port()
    server = ("manage.py", "runserver", "--noreload", str(port))
    with started(tmp_path, *server, port=port) as site:
        key = fetch(f"{site}/start/7/").text
        before = fetch(f"{site}/result/{key}/").text
    if not BROKEN:
        command(tmp_path, "manage.py", "db_worker", "--batch")
    with started(tmp_path, *server, port=port) as site:
        after = fetch(f"{site}/result/{key}/").text
    assert (before, after) == ("waiting", "49")


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
    (tmp_path / "page.py").write_text(f"from django.http import HttpResponse\nHttpResponse().set_cookie('tea', max_age={age})\n")
    done = subprocess.run([sys.executable, "-m", "mypy", "page.py"], cwd=tmp_path, capture_output=True, text=True)
    assert 'page.py:2: error: Argument "max_age" to "set_cookie" of "HttpResponseBase" has incompatible type "str"' in done.stdout
