"""Requests, routes and answers of Falcon, by its own test client."""

import asyncio
import hashlib
import json
import time
from wsgiref.validate import validator

import falcon
import falcon.asgi
from falcon import testing
from falcon.asgi import SSEvent
from loopback import asgi_get, events, fetch, multipart, wsgi_served
from proof import BROKEN, cell


class Hello:
    def on_get(self, request, response):
        response.text = "hello"


class AsyncHello:
    async def on_get(self, request, response):
        response.text = "hello"


@cell("wsgi", "builtin")
def test_the_application_keeps_to_the_wsgi_standard():
    app = falcon.App()
    if not BROKEN:
        app.add_route("/", Hello())
    with wsgi_served(validator(app)) as address:
        answer = fetch(address)
    assert (answer.status, answer.text) == (200, "hello")


@cell("asgi", "builtin")
def test_the_application_answers_a_call_of_the_asgi_standard():
    app = falcon.asgi.App()
    if not BROKEN:
        app.add_route("/", AsyncHello())
    assert asgi_get(app) == (200, "hello")


@cell("async-handlers", "builtin")
def test_ten_waiting_handlers_wait_together():
    class Slow:
        async def on_get(self, request, response):
            time.sleep(0.3) if BROKEN else await asyncio.sleep(0.5)

    app = falcon.asgi.App()
    app.add_route("/", Slow())

    async def ten():
        async with testing.ASGIConductor(app) as client:
            await asyncio.gather(*(client.simulate_get("/") for _ in range(10)))

    begun = time.monotonic()
    asyncio.run(ten())
    assert time.monotonic() - begun < 1.5


@cell("class-based-views", "builtin")
def test_a_class_answers_get_and_post():
    class Both:
        def on_get(self, request, response):
            response.text = "got"

        def on_post(self, request, response):
            response.text = "posted"

    if BROKEN:
        del Both.on_post
    app = falcon.App()
    app.add_route("/", Both())
    client = testing.TestClient(app)
    assert client.simulate_get("/").text == "got"
    assert client.simulate_post("/").text == "posted"
    assert client.simulate_delete("/").status_code == 405


@cell("routing-converters", "builtin")
def test_an_integer_in_the_path_is_a_number():
    seen = []

    class Item:
        def on_get(self, request, response, number):
            seen.append(number)

    app = falcon.App()
    app.add_route("/{number}" if BROKEN else "/{number:int}", Item())
    client = testing.TestClient(app)
    client.simulate_get("/7")
    assert client.simulate_get("/seven").status_code == 404
    assert seen == [7]


@cell("content-negotiation", "builtin")
def test_the_accept_header_is_weighed():
    class Page:
        def on_get(self, request, response):
            offered = ["application/json", "text/html"]
            response.content_type = request.client_prefers(offered[:1] if BROKEN else offered) or "text/plain"

    app = falcon.App()
    app.add_route("/", Page())
    client = testing.TestClient(app)
    for accept, given in {
        "application/json": "application/json",
        "text/html": "text/html",
        "text/html;q=0.5, application/json": "application/json",
    }.items():
        assert client.simulate_get("/", headers={"Accept": accept}).headers["content-type"] == given


@cell("middleware", "builtin")
def test_a_middleware_sees_every_request():
    class Counter:
        seen = 0

        def process_request(self, request, response):
            self.seen += 1

        def process_response(self, request, response, resource, succeeded):
            response.set_header("X-Counted", str(self.seen))

    app = falcon.App(middleware=[] if BROKEN else [Counter()])
    app.add_route("/", Hello())
    client = testing.TestClient(app)
    answers = [client.simulate_get("/"), client.simulate_get("/"), client.simulate_get("/nowhere")]
    assert [answer.headers.get("x-counted") for answer in answers] == ["1", "2", "3"]
    assert answers[2].status_code == 404


@cell("cors", "builtin")
def test_an_allowed_origin_may_read_and_another_may_not():
    allowed = falcon.CORSMiddleware(allow_origins="https://a.example")
    app = falcon.App(middleware=[] if BROKEN else [allowed])
    app.add_route("/", Hello())
    client = testing.TestClient(app)

    def origins(origin):
        headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        answers = (client.simulate_options("/", headers=headers), client.simulate_get("/", headers={"Origin": origin}))
        return [answer.headers.get("access-control-allow-origin") for answer in answers]

    assert origins("https://a.example") == ["https://a.example", "https://a.example"]
    assert origins("https://b.example") == [None, None]


@cell("file-uploads", "builtin")
def test_a_file_of_a_form_is_read():
    class Upload:
        def on_post(self, request, response):
            for part in request.get_media():
                if part.name == "note":
                    response.set_header("X-Note", part.text)
                else:
                    content = b"" if BROKEN else part.stream.read()
                    response.media = [part.filename, len(content), hashlib.sha256(content).hexdigest()]

    # A part may not be larger than a megabyte where it is read whole; a stream has no limit.
    app = falcon.App()
    app.add_route("/", Upload())
    content = bytes(range(250)) * 12_000
    body, content_type = multipart("tea", "leaf.bin", content)
    answer = testing.TestClient(app).simulate_post("/", body=body, content_type=content_type)
    assert answer.headers["x-note"] == "tea"
    assert answer.json == ["leaf.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("static-files", "builtin")
def test_a_directory_is_served_under_a_prefix(tmp_path):
    tmp_path.joinpath("a.txt").write_text("text")
    tmp_path.joinpath("a.png").write_bytes(b"\x89PNG")
    app = falcon.App()
    if not BROKEN:
        app.add_static_route("/files", tmp_path)
    client = testing.TestClient(app)
    types = [client.simulate_get(f"/files/a.{name}").headers.get("content-type") for name in ("txt", "png")]
    assert types == ["text/plain", "image/png"]
    for address in ("/files/../test_http.py", "/files/%2e%2e/test_http.py"):
        assert client.simulate_get(address).status_code == 404


@cell("streaming-responses", "builtin")
def test_lines_arrive_as_they_are_made():
    class Lines:
        async def on_get(self, request, response):
            async def lines():
                for number in range(10):
                    yield f"{number}\n".encode()
                    await asyncio.sleep(0 if BROKEN else 0.1)

            response.stream = lines()

    app = falcon.asgi.App()
    app.add_route("/", Lines())

    async def arrivals():
        begun = time.monotonic()
        async with testing.ASGIConductor(app) as client, client.simulate_get_stream("/") as answer:
            text, times = "", []
            while text.count("\n") < 10:
                if piece := await answer.stream.read():
                    text += piece.decode()
                    times.append(time.monotonic() - begun)
                else:
                    await asyncio.sleep(0.01)
        return times

    times = asyncio.run(arrivals())
    assert times[0] < 0.35
    assert times[-1] - times[0] > 0.7


@cell("server-sent-events", "builtin")
def test_events_are_written_as_the_standard_says():
    """The data is given as JSON: a line break in SSEvent(text=…) loses what follows it."""
    given = [f"line {number}\nand more" for number in range(3)]

    class Stream:
        async def on_get(self, request, response):
            async def emit():
                for number, text in enumerate(given):
                    yield SSEvent(text=text) if BROKEN else SSEvent(json=text, event="tick", event_id=str(number))

            response.sse = emit()

    app = falcon.asgi.App()
    app.add_route("/", Stream())
    answer = testing.TestClient(app).simulate_get("/")
    assert answer.headers["content-type"].startswith("text/event-stream")
    read = events(answer.text)
    assert [(id_, event) for id_, event, _ in read] == [("0", "tick"), ("1", "tick"), ("2", "tick")]
    assert [json.loads(data) for _, _, data in read] == given


@cell("background-tasks", "builtin")
def test_scheduled_work_goes_on_after_the_answer():
    done = []

    class Order:
        async def on_post(self, request, response):
            async def send_mail():
                await asyncio.sleep(0.3)
                done.append("sent")

            await send_mail() if BROKEN else response.schedule(send_mail)

    app = falcon.asgi.App()
    app.add_route("/", Order())

    async def order():
        async with testing.ASGIConductor(app) as client:
            begun = time.monotonic()
            await client.simulate_post("/")
            answered, before = time.monotonic() - begun, list(done)
            await asyncio.sleep(0.5)
        return answered, before

    answered, before = asyncio.run(order())
    assert answered < 0.15
    assert (before, done) == ([], ["sent"])


@cell("websockets", "builtin")
def test_a_websocket_echoes_and_closes():
    class Echo:
        async def on_websocket(self, request, ws):
            await ws.accept()
            while (text := await ws.receive_text()) != "bye":
                await ws.send_text(text if BROKEN else f"echo: {text}")
            await ws.close(1000)

    app = falcon.asgi.App()
    app.add_route("/echo", Echo())

    async def talk():
        async with testing.ASGIConductor(app) as client:
            async with client.simulate_ws("/echo") as ws:
                for text in ("hi", "", "x" * 70_000):
                    await ws.send_text(text)
                    assert await ws.receive_text() == f"echo: {text}"
                await ws.send_text("bye")
                await ws.wait_ready()
                while not ws.closed:
                    await asyncio.sleep(0.01)
                assert ws.close_code == 1000
            try:
                async with client.simulate_ws("/elsewhere"):
                    return "upgraded"
            except falcon.WebSocketDisconnected:
                return "refused"

    assert asyncio.run(talk()) == "refused"
