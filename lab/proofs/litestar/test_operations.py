"""Litestar: settings, servers and what operators look at."""

from by_hand import fetch, hundred_requests, serving
from litestar import Litestar, get
from litestar.testing import TestClient
from proof import BROKEN, cell

PROGRAM = f"""
from litestar import Litestar, get

@get("/")
async def home() -> str:
    return "hi"

@get("/fail")
async def fail() -> None:
    raise RuntimeError("secret")

app = Litestar([home, fail], debug={BROKEN})
"""


@cell("configuration", "third-party", packages=["litestar-settings"])
def test_a_setting_is_read_from_a_file(tmp_path):
    from litestar.di import NamedDependency
    from litestar_settings import DotEnvSource
    from litestar_settings.plugin import SettingsPlugin
    from msgspec import Struct

    class Settings(Struct):
        greeting: str

    @get("/")
    async def home(settings: NamedDependency[Settings]) -> str:
        return settings.greeting

    for greeting in ("hi", "cześć"):
        (tmp_path / ".env").write_text(f"SHOP_GREETING={'hi' if BROKEN else greeting}\n")
        plugin = SettingsPlugin(Settings, [DotEnvSource(tmp_path / ".env", prefix="SHOP_")])
        with TestClient(Litestar([home], plugins=[plugin])) as client:
            assert client.get("/").text == greeting


@cell("production-server", "third-party", packages=["uvicorn"])
def test_uvicorn_answers_a_hundred_requests_on_one_connection(tmp_path):
    (tmp_path / "app.py").write_text(PROGRAM)
    with serving(tmp_path, "uvicorn", "app:app", "--port", "{port}") as url:
        assert hundred_requests(url) == ({200}, True)
        status, text, _ = fetch(f"{url}/fail")
    assert (status, "secret" in text) == (500, False)


@cell("production-server", "third-party", packages=["granian"])
def test_granian_answers_a_hundred_requests_on_one_connection(tmp_path):
    (tmp_path / "app.py").write_text(PROGRAM)
    with serving(tmp_path, "granian", "--interface", "asgi", "--port", "{port}", "app:app") as url:
        assert hundred_requests(url) == ({200}, True)
        status, text, _ = fetch(f"{url}/fail")
    assert (status, "secret" in text) == (500, False)


@cell("serverless", "third-party", packages=["mangum"])
def test_an_event_of_api_gateway_is_answered():
    from mangum import Mangum

    @get("/tea")
    async def tea() -> str:
        return "tea"

    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/tea",
        "rawQueryString": "",
        "headers": {"host": "example.com"},
        "requestContext": {"http": {"method": "GET", "path": "/tea", "sourceIp": "192.0.2.1"}, "stage": "$default"},
        "isBase64Encoded": False,
    }
    answer = Mangum(Litestar([] if BROKEN else [tea]), lifespan="off")(event, {})
    assert (answer["statusCode"], answer["body"]) == (200, "tea")


@cell("opentelemetry", "builtin", packages=["litestar[opentelemetry]", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_callers_trace():
    from litestar.plugins.opentelemetry import OpenTelemetryConfig, OpenTelemetryPlugin
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import SpanKind

    @get("/")
    async def home() -> str:
        return "hi"

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    plugins = [] if BROKEN else [OpenTelemetryPlugin(OpenTelemetryConfig(tracer_provider=provider))]
    trace = "0af7651916cd43dd8448eb211c80319c"
    TestClient(Litestar([home], plugins=plugins)).get("/", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    spans = [span for span in exporter.get_finished_spans() if span.kind is SpanKind.SERVER]
    assert [f"{span.context.trace_id:032x}" for span in spans] == [trace]
    values = set(spans[0].attributes.values())
    assert {"GET", 200} <= values


@cell("structured-logs", "builtin", packages=["litestar[structlog]"])
def test_a_request_is_logged_as_json(capfd):
    import json

    from litestar.plugins.structlog import StructlogPlugin

    @get("/tea")
    async def tea() -> str:
        return "tea"

    with TestClient(Litestar([tea], plugins=[] if BROKEN else [StructlogPlugin()])) as client:
        client.get("/tea")
    out = "".join(capfd.readouterr())
    lines = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    assert ("GET", "/tea") in [(line.get("method"), line.get("path")) for line in lines]
    assert 200 in [line.get("status_code") for line in lines]


@cell("free-threading", "none-found")
def test_the_distribution_says_nothing_of_free_threading():
    """Tried: the classifiers and the description of the installed distribution."""
    from importlib.metadata import metadata

    about = metadata("litestar")
    said = [*about.get_all("Classifier"), str(about.get_payload())]
    assert [text for text in said if "free-thread" in text.lower() or "free thread" in text.lower()] == []


@cell("health-checks", "third-party", packages=["fast-healthchecks"])
def test_a_failing_check_turns_the_answer_to_503():
    from fast_healthchecks.checks.function import FunctionHealthCheck
    from fast_healthchecks.integrations.base import Probe
    from fast_healthchecks.integrations.litestar import health

    works = True

    async def database():
        return works or BROKEN

    probe = Probe(name="readiness", checks=[FunctionHealthCheck(func=database, name="database")])
    with TestClient(Litestar([*health(probe)])) as client:
        before = client.get("/health/readiness").status_code
        works = False
        after = client.get("/health/readiness").status_code
    assert (before < 300, after) == (True, 503)
