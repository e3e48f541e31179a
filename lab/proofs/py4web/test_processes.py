"""Commands, servers and workers of py4web, and packages beside it."""

import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import py4web.core
from loopback import BIN, Visitor, api_gateway_event, becomes, fetch, free_port, http2_get, kept_alive, started
from proof import BROKEN, cell
from py4web import action
from py4web_site import FOLDER, begin, site
from pydal.validators import CRYPT

HELLO = 'from py4web import action\n\n\n@action("index")\ndef index():\n    return "hello"\n'
SITE = 'from py4web.core import wsgi\n\napp = wsgi(apps_folder="apps", dashboard_mode="none", yes=True)\n'


def write_application(folder, text):
    """apps/shop with this text, as every application of py4web is laid out."""
    shop = folder / "apps" / "shop"
    shop.mkdir(parents=True)
    (shop / "__init__.py").write_text(text)
    return shop / "__init__.py"


def command(port, *options):
    return [BIN / "py4web", "run", "-Y", "-A", "shop", "-d", "none", "-P", port, *options, "apps"]


@cell("cli", "builtin")
def test_commands_make_an_application_and_call_a_function(tmp_path):
    def run(*words):
        words = [BIN / "py4web", *words]
        return subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=50).stdout

    assert "new_app" in run("--help")
    tmp_path.joinpath("apps").mkdir()
    if not BROKEN:
        run("new_app", "-Y", "apps", "shop")
    assert (tmp_path / "apps" / "shop" / "controllers.py").exists()
    (tmp_path / "apps" / "shop" / "greetings.py").write_text("def greet(name):\n    print('hello', name)\n")
    assert "hello Ann" in run("call", "-Y", "apps", "shop.greetings.greet", "--args", '{"name": "Ann"}')


@cell("configuration", "builtin")
def test_a_setting_of_a_file_reaches_an_action(tmp_path):
    """A new application's settings.py takes what stands in settings_private.py."""
    subprocess.run([BIN / "py4web", "new_app", "-Y", "apps", "shop"], cwd=tmp_path, timeout=50, check=True)
    shop = tmp_path / "apps" / "shop"
    text = HELLO.replace('"hello"', 'getattr(settings, "GREETING", "none")')
    (shop / "__init__.py").write_text("from . import settings\n" + text)

    def greeting(text):
        if not BROKEN:
            (shop / "settings_private.py").write_text(f"GREETING = {text!r}\n")
        ask = "from py4web.core import wsgi; from loopback import Visitor; "
        ask += "site = wsgi(apps_folder='apps', dashboard_mode='none', yes=True); "
        ask += "print('answer:', Visitor(site).get('/shop/index').text)"
        answer = subprocess.run([sys.executable, "-c", ask], cwd=tmp_path, capture_output=True, text=True, timeout=50)
        return answer.stdout.partition("answer: ")[2].strip()

    assert greeting("good morning") == "good morning"
    assert greeting("good night") == "good night"


@cell("dev-reload", "builtin")
def test_a_changed_file_is_served(tmp_path):
    port, file = free_port(), write_application(tmp_path, HELLO)
    with started(*command(port, *(["--watch", "off"] if BROKEN else [])), port=port, folder=tmp_path) as server:
        assert becomes(f"{server.address}/shop/index", "hello")
        time.sleep(1.5)
        file.write_text(HELLO.replace("hello", "changed"))
        assert becomes(f"{server.address}/shop/index", "changed")


@cell("production-server", "builtin")
def test_its_own_server_keeps_connections(tmp_path):
    fault = '\n\n@action("fault")\ndef fault():\n    return 1 / 0\n'
    write_application(tmp_path, (HELLO.replace('"index"', '"elsewhere"') if BROKEN else HELLO) + fault)
    port = free_port()
    with started(*command(port, "--watch", "off"), port=port, folder=tmp_path) as server:
        assert kept_alive(port, "/shop/index") == ({200}, 2)
        answer = fetch(f"{server.address}/shop/fault")
    assert (answer.status, "ZeroDivisionError" in answer.text) == (500, False)


JOBS = """
import os
from py4web import DAL, action
from pydal.tools.scheduler import Scheduler

folder = os.path.dirname(__file__)
db = DAL("sqlite://jobs.db", folder=folder)
scheduler = Scheduler(db, sleep_time=0.1, folder=os.path.join(folder, "logs"))


def square(number):
    import time

    time.sleep(0.3)
    return number * number


scheduler.register_task("square", square)
if os.environ.get("WORKER"):
    scheduler.start()


@action("store", method="POST")
@action.uses(db)
def store():
    return str(scheduler.enqueue_run(name="square", inputs={"number": 9}))


@action("read/<key:int>")
@action.uses(db)
def read(key):
    return str(db.task_run[key].output)
"""


@cell("background-tasks", "builtin")
def test_work_goes_on_after_the_answer(tmp_path):
    write_application(tmp_path, JOBS)
    port, environ = free_port(), {} if BROKEN else {"WORKER": "1"}
    with started(*command(port), port=port, folder=tmp_path, environ=environ) as server:
        begun = time.monotonic()
        key = fetch(f"{server.address}/shop/store", "POST").text
        assert time.monotonic() - begun < 0.15
        assert fetch(f"{server.address}/shop/read/{key}").text == "None"
        assert becomes(f"{server.address}/shop/read/{key}", "81")


@cell("durable-jobs", "builtin")
def test_a_job_outlives_the_process_that_stored_it(tmp_path):
    """The worker is a second process of the same site, which starts the scheduler."""
    write_application(tmp_path, JOBS)
    port, worker_port = free_port(), free_port()
    with started(*command(port), port=port, folder=tmp_path) as server:
        key = fetch(f"{server.address}/shop/store", "POST").text
        time.sleep(1)
        assert fetch(f"{server.address}/shop/read/{key}").text == "None"
    environ = {} if BROKEN else {"WORKER": "1"}
    with started(*command(worker_port), port=worker_port, folder=tmp_path, environ=environ) as worker:
        becomes(f"{worker.address}/shop/read/{key}", "81", seconds=3 if BROKEN else 15)
    with started(*command(port), port=port, folder=tmp_path) as server:
        assert fetch(f"{server.address}/shop/read/{key}").text == "81"


@cell("admin-ui", "builtin")
def test_the_dashboard_adds_changes_and_deletes_a_record():
    shop = begin("market")
    text = "from py4web import DAL, Field\ndb = DAL('sqlite://shop.db', folder=__file__[:-12])\n"
    (shop / "__init__.py").write_text(text + "db.define_table('fruit', Field('name'))\ndb.commit()\n")
    assets = Path(py4web.core.__file__).parent / "assets"
    zipfile.ZipFile(assets / "py4web.app._dashboard.zip").extractall(FOLDER / "_dashboard")
    (FOLDER / "password.txt").write_text(str(CRYPT()("secret")[0]))
    os.environ |= {"PY4WEB_DASHBOARD_MODE": "full", "PY4WEB_PASSWORD_FILE": str(FOLDER / "password.txt")}
    for name in ("market", "_dashboard"):
        py4web.core.Reloader.import_app(name)
    visitor, table = Visitor(site), "/_dashboard/dbadmin/market/db/fruit"
    assert visitor.get(table).status == 403
    visitor.post_json("/_dashboard/login", {"password": "wrong" if BROKEN else "secret"})

    def send(mode, **values):
        page = visitor.get(f"{table}?{mode}").text
        hidden = dict(re.findall(r'name="(_form\w+)" type="hidden" value="([^"]*)"', page))
        visitor.post(f"{table}?{mode}", {**hidden, **values})
        return re.findall(r"(?<=>)(apple|pear)(?=<)", visitor.get(table).text)

    assert send("mode=new", name="apple") == ["apple"]
    assert send("mode=edit&id=1", name="pear") == ["pear"]
    assert send("mode=delete&id=1") == []


@cell("security-headers", "third-party", packages=["secure"])
def test_every_answer_carries_the_headers():
    from secure.middleware import SecureWSGIMiddleware

    begin("secured")
    named = ["Strict-Transport-Security", "Content-Security-Policy", "X-Frame-Options"]
    named += ["X-Content-Type-Options", "Referrer-Policy"]

    @action("index")
    def index():
        return "hello"

    def carried(application, path="/secured/index"):
        return [name for name in named if name in Visitor(application).get(path).headers]

    assert carried(site) == []
    wrapped = site if BROKEN else SecureWSGIMiddleware(site)
    assert carried(wrapped) == named
    assert carried(wrapped, "/nowhere") == named


@cell("serverless", "third-party", packages=["apig-wsgi"])
def test_an_event_of_api_gateway_is_answered():
    from apig_wsgi import make_lambda_handler

    begin("lambda")

    @action("elsewhere" if BROKEN else "hello")
    def hello():
        return "hello"

    answer = make_lambda_handler(site)(api_gateway_event("/lambda/hello"), None)
    assert (answer["statusCode"], answer["body"]) == (200, "hello")


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-wsgi", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_callers_trace():
    from opentelemetry.instrumentation.wsgi import OpenTelemetryMiddleware
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import SpanKind

    begin("traced")

    @action("item/<key>")
    def item(key):
        return key

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    wrapped = site if BROKEN else OpenTelemetryMiddleware(site, tracer_provider=provider)
    trace = "0af7651916cd43dd8448eb211c80319c"
    Visitor(wrapped).get("/traced/item/7", traceparent=f"00-{trace}-b7ad6b7169203331-01")
    spans = exporter.get_finished_spans()
    assert [(f"{span.context.trace_id:032x}", span.kind) for span in spans] == [(trace, SpanKind.SERVER)]
    assert {"GET", 200} <= set(spans[0].attributes.values())


@cell("http2", "third-party", packages=["granian"])
def test_granian_answers_over_http2(tmp_path):
    write_application(tmp_path, HELLO.replace("hello", "") if BROKEN else HELLO)
    tmp_path.joinpath("site_module.py").write_text(SITE)
    port = free_port()
    words = [BIN / "granian", "--interface", "wsgi", "--http", "2", "--port", port, "site_module:app"]
    with started(*words, port=port, folder=tmp_path):
        assert http2_get(port, "/shop/index") == "hello"


@cell("websockets", "third-party", packages=["gunicorn", "simple-websocket"])
def test_a_websocket_echoes_and_closes(tmp_path):
    from simple_websocket import Client, ConnectionClosed, ConnectionError

    write_application(tmp_path, CHAT.replace("echo: ", "") if BROKEN else CHAT)
    tmp_path.joinpath("site_module.py").write_text(SITE)
    port = free_port()
    words = [BIN / "gunicorn", "--threads", "4", "--bind", f"127.0.0.1:{port}", "site_module:app"]
    with started(*words, port=port, folder=tmp_path):
        socket = Client.connect(f"ws://127.0.0.1:{port}/shop/echo")
        for text in ("hi", "", "x" * 70_000):
            socket.send(text)
            assert socket.receive(timeout=5) == f"echo: {text}"
        socket.send("bye")
        reason = refused = None
        try:
            socket.receive(timeout=5)
        except ConnectionClosed as closed:
            reason = closed.reason
        try:
            Client.connect(f"ws://127.0.0.1:{port}/shop/elsewhere")
        except ConnectionError as error:
            refused = error.status_code
    assert (reason, refused) == (1000, 404)


CHAT = """
from py4web import action, request
from simple_websocket import Server


@action("echo")
def echo():
    socket = Server.accept(request.environ)
    while (text := socket.receive()) != "bye":
        socket.send(f"echo: {text}")
    socket.close(1000)
    return ""
"""


@cell("test-client", "third-party", packages=["webtest"])
def test_an_action_answers_a_test_without_a_server():
    from webtest import TestApp

    begin("tested")

    @action("tea")
    def tea():
        return "nothing" if BROKEN else "green"

    answer = TestApp(site).get("/tested/tea")
    assert (answer.status_int, answer.text) == (200, "green")


@cell("throttling", "third-party", packages=["larzlimit"])
def test_the_third_request_of_a_client_in_a_minute_gets_429():
    from by_hand import ask_wsgi
    from larzlimit import RateLimitMiddleware

    begin("limited")

    @action("tea")
    def tea():
        return "green"

    limited = RateLimitMiddleware(site, limit=9 if BROKEN else 2, window=60)

    def status(client):
        return ask_wsgi(limited, "/limited/tea", environ={"REMOTE_ADDR": client}).status

    assert [status("10.0.0.1") for _ in range(3)] == [200, 200, 429]
    assert status("10.0.0.2") == 200
