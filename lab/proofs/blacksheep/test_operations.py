"""BlackSheep: settings, servers and what operators look at."""

from blacksheep import Application, Router, text
from by_hand import ask, fetch, hundred_requests, names_in, serving
from proof import BROKEN, cell

PROGRAM = f"""
from blacksheep import Application, get

app = Application(show_error_details={BROKEN})

@get("/")
async def home():
    return "hi"

@get("/fail")
async def fail():
    raise RuntimeError("secret")
"""


def application() -> Application:
    """An application with routes of its own: those of the module's get and post are shared by all."""
    return Application(router=Router())


@cell("production-server", "third-party", packages=["uvicorn"])
def test_uvicorn_answers_a_hundred_requests_on_one_connection(tmp_path):
    (tmp_path / "app.py").write_text(PROGRAM)
    with serving(tmp_path, "uvicorn", "app:app", "--port", "{port}") as url:
        assert hundred_requests(url) == ({200}, True)
        status, page, _ = fetch(f"{url}/fail")
    assert (status, "secret" in page) == (500, False)


@cell("production-server", "third-party", packages=["hypercorn"])
def test_hypercorn_answers_a_hundred_requests_on_one_connection(tmp_path):
    (tmp_path / "app.py").write_text(PROGRAM)
    with serving(tmp_path, "hypercorn", "app:app", "--bind", "127.0.0.1:{port}") as url:
        assert hundred_requests(url) == ({200}, True)
        status, page, _ = fetch(f"{url}/fail")
    assert (status, "secret" in page) == (500, False)


@cell("configuration", "official-extension", packages=["essentials-configuration"])
def test_a_setting_is_read_from_a_file(tmp_path):
    from config.common import ConfigurationBuilder
    from config.toml import TOMLFile

    for greeting in ("hi", "cześć"):
        (tmp_path / "settings.toml").write_text(f'[shop]\ngreeting = "{"hi" if BROKEN else greeting}"\n')
        settings = ConfigurationBuilder(TOMLFile(tmp_path / "settings.toml")).build()
        app = application()

        @app.router.get("/")
        async def home(settings=settings):
            return text(settings.shop.greeting)

        assert ask(app).text == greeting


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-asgi", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_callers_trace():
    from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import SpanKind

    app = application()

    @app.router.get("/")
    async def home():
        return text("hi")

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    watched = app if BROKEN else OpenTelemetryMiddleware(app, tracer_provider=provider)
    trace = "0af7651916cd43dd8448eb211c80319c"
    ask(watched, headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    spans = [span for span in exporter.get_finished_spans() if span.kind is SpanKind.SERVER]
    assert [f"{span.context.trace_id:032x}" for span in spans] == [trace]
    assert {"GET", 200} <= set(spans[0].attributes.values())


@cell("free-threading", "none-found")
def test_the_distribution_says_nothing_of_free_threading():
    """Tried: the classifiers and the description of the installed distribution."""
    from importlib.metadata import metadata

    about = metadata("blacksheep")
    said = [*about.get_all("Classifier"), str(about.get_payload())]
    assert [line for line in said if "free-thread" in line.lower() or "free thread" in line.lower()] == []
