"""Feature cells of Robyn on requests and responses, by its own server."""

import asyncio
import contextlib
import hashlib
import time

from proof import BROKEN, cell
from robyn import (
    ALLOW_CORS,
    Headers,
    Response,
    Robyn,
    SSEMessage,
    SSEResponse,
    StreamingResponse,
    SubRouter,
    WebSocketDisconnect,
)
from sanic_tornado_robyn import WebSocket, ask, ask_together, events_as_they_come, lines_as_they_come, multipart
from serving import serving


@cell("async-handlers", "builtin")
def test_ten_waiting_requests_are_answered_together():
    app = Robyn(__file__)

    @app.get("/")
    async def wait(request):
        if BROKEN:
            time.sleep(0.5)
        await asyncio.sleep(0 if BROKEN else 0.5)
        return "done"

    with serving(app) as url:
        answers, seconds = ask_together(10, url)
        assert [answer.text for answer in answers] == ["done"] * 10
        assert seconds < 1.5


@cell("file-uploads", "builtin")
def test_a_handler_reads_the_file_of_a_form():
    app, content = Robyn(__file__), bytes(range(250)) * 12_000

    @app.post("/")
    async def upload(request):
        [(name, body)] = request.files.items()
        return [request.form_data.get("note"), name, len(body), hashlib.sha256(body).hexdigest()]

    with serving(app) as url:
        seen = ask(url, **multipart("zażółć.bin", content[1:] if BROKEN else content, note="tea")).json
    assert seen == ["tea", "zażółć.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("middleware", "builtin")
def test_hooks_see_every_request_and_response():
    app, seen = Robyn(__file__), []

    @app.before_request()
    async def count(request):
        seen.append(request.url.path)
        return request

    async def mark(response):
        response.headers.set("x-count", str(len(seen)))
        return response

    if not BROKEN:
        app.after_request()(mark)

    @app.get("/")
    async def hello(request):
        return "hello"

    with serving(app) as url:
        assert [ask(f"{url}/").headers["x-count"], ask(f"{url}/").headers["x-count"]] == ["1", "2"]


@cell("routing-converters", "builtin")
def test_a_parameter_arrives_as_a_number_or_not_at_all():
    app, seen = Robyn(__file__), []

    async def show(n: int):
        seen.append(n)
        return f"{type(n).__name__} {n}"

    async def show_text(n):
        return f"{type(n).__name__} {n}"

    app.get("/items/:n")(show_text if BROKEN else show)
    with serving(app) as url:
        assert ask(f"{url}/items/7").text == "int 7"
        assert ask(f"{url}/items/seven").status in (400, 404, 422)


@cell("static-files", "builtin")
def test_a_directory_is_served_and_nothing_above_it(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    (files / "tea.txt").write_text("tea")
    (files / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "secret.txt").write_text("secret")
    app = Robyn(__file__)
    app.serve_directory(route="/elsewhere" if BROKEN else "/static", directory_path=str(files))
    with serving(app) as url:
        tea, dot = ask(f"{url}/static/tea.txt"), ask(f"{url}/static/dot.png")
        assert (tea.text, tea.headers.get_content_type()) == ("tea", "text/plain")
        assert (dot.body[:4], dot.headers.get_content_type()) == (b"\x89PNG", "image/png")
        for outside in ("../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt"):
            assert ask(f"{url}/static/{outside}").status in (400, 403, 404)


@cell("streaming-responses", "builtin")
def test_lines_arrive_as_they_are_made():
    app = Robyn(__file__)

    @app.get("/")
    async def stream(request):
        async def lines():
            for n in range(10):
                yield "" if BROKEN else f"line {n}\n"
                await asyncio.sleep(0.1)
            if BROKEN:
                yield "".join(f"line {n}\n" for n in range(10))

        return StreamingResponse(lines(), media_type="text/plain")

    with serving(app) as url:
        times, lines = zip(*lines_as_they_come(url), strict=True)
    assert list(lines) == [f"line {n}" for n in range(10)]
    assert times[0] < 0.7
    assert times[-1] - times[0] > 0.7


@cell("server-sent-events", "builtin")
def test_events_are_read_as_they_were_given():
    app = Robyn(__file__)
    given = [{"id": str(n), "event": "tick", "data": f"line {n}\nand more"} for n in range(3)]

    @app.get("/")
    def events(request):
        def messages():
            for message in given:
                yield message["data"] if BROKEN else SSEMessage(**message)

        return SSEResponse(messages())

    with serving(app) as url:
        assert ask(url).headers.get_content_type() == "text/event-stream"
        assert events_as_they_come(url) == given


@cell("sub-apps", "builtin")
def test_one_router_for_each_of_two_prefixes():
    def teas(prefix):
        router = SubRouter(__file__, prefix=prefix)

        @router.get("/list")
        async def names(request):
            return "green, black"

        @router.get("/best")
        async def best(request):
            return "green"

        return router

    app = Robyn(__file__)
    app.include_router(teas("/london"))
    if not BROKEN:
        app.include_router(teas("/paris"))
    with serving(app) as url:
        for prefix in ("london", "paris"):
            assert ask(f"{url}/{prefix}/list").text == "green, black"
            assert ask(f"{url}/{prefix}/best").text == "green"


@cell("websockets", "builtin")
def test_a_websocket_echoes():
    """Its close() sends the text "Connection closed" and no close frame, and a handshake elsewhere gets no answer."""
    app = Robyn(__file__)

    @app.websocket("/ws")
    async def echo(websocket):
        try:
            while (message := await websocket.receive_text()) != "bye":
                await websocket.send_text(message if BROKEN else f"echo: {message}")
            await websocket.close()
        except WebSocketDisconnect:
            return

    with serving(app) as url:
        client = WebSocket(url, "/ws")
        for message in ("hello", "", "x" * 70_000):
            client.send(message)
            assert client.receive() == f"echo: {message}"
        client.send("bye")
        assert client.receive() == "Connection closed"
        assert client.stream.read() == b""
        upgraded = False
        with contextlib.suppress(TimeoutError):
            upgraded = WebSocket(url, "/other", 2).status == 101
        assert not upgraded


@cell("cors", "builtin")
def test_only_the_allowed_origin_gets_the_headers():
    app = Robyn(__file__)
    ALLOW_CORS(app, origins=["https://elsewhere.example" if BROKEN else "https://shop.example"])

    @app.get("/")
    async def hello(request):
        return Response(200, Headers({}), "hello")

    def allowed(method, origin):
        headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        return ask(url, method, headers=headers).headers.get("access-control-allow-origin")

    with serving(app) as url:
        assert allowed("OPTIONS", "https://shop.example") == "https://shop.example"
        assert allowed("GET", "https://shop.example") == "https://shop.example"
        assert allowed("OPTIONS", "https://evil.example") != "https://evil.example"


@cell("mcp-server", "builtin")
def test_a_function_is_listed_and_called_as_a_tool():
    app = Robyn(__file__)

    if not BROKEN:

        @app.mcp.tool()
        def add(first: int, second: int) -> str:
            return str(first + second)

    def call(method, **params):
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        answer = ask(f"{url}/mcp", json_body=message)
        assert answer.status == 200
        return answer.json["result"]

    with serving(app) as url:
        [tool] = call("tools/list")["tools"]
        assert (tool["name"], set(tool["inputSchema"]["properties"])) == ("add", {"first", "second"})
        assert call("tools/call", name="add", arguments={"first": 2, "second": 3})["content"][0]["text"] == "5"
