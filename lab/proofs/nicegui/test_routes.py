"""What NiceGUI has from FastAPI: routes of an application with NiceGUI's pages on it."""

import asyncio
import time
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Security, UploadFile, WebSocket
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import StreamingResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials, OAuth2PasswordBearer, SecurityScopes
from fastapi.sse import EventSourceResponse, ServerSentEvent
from nicegui import app, ui
from nicegui.testing import User
from proof import BROKEN, cell
from pydantic import BaseModel, Field
from trying import client_of, serving, with_user


@cell("api-docs-ui", "builtin")
def test_swagger_ui_shows_the_document():
    """The page and the document that it loads; Swagger UI itself comes from another host and is not run here."""
    api = FastAPI(docs_url=None) if BROKEN else FastAPI()

    @api.get("/tea/{kind}")
    def tea(kind: str):
        return kind

    with client_of(api) as client:
        page, document = client.get("/docs"), client.get("/openapi.json").json()
    assert (page.status_code, "SwaggerUIBundle(" in page.text, "/openapi.json" in page.text) == (200, True, True)
    assert "/tea/{kind}" in document["paths"]


@cell("asgi", "builtin")
def test_the_application_is_served_by_uvicorn():
    """The application that ui.run_with takes, in an outside server; Granian serves it too (HTTP/2)."""

    def pages():
        @ui.page("/coffee" if BROKEN else "/tea")
        def page():
            ui.label("green tea")

    import httpx

    with serving(FastAPI(), pages) as address:
        answer = httpx.get(f"{address}/tea")
    assert (answer.status_code, "green tea" in answer.text) == (200, True)


@cell("async-handlers", "builtin")
def test_ten_requests_wait_at_once():
    async def program(user: User):
        @app.get("/wait")
        async def wait():
            time.sleep(0.5) if BROKEN else await asyncio.sleep(0.5)

        began = time.monotonic()
        answers = await asyncio.gather(*(user.http_client.get("/wait") for _ in range(10)))
        assert {answer.status_code for answer in answers} == {200}
        assert time.monotonic() - began < 1.5

    with_user(program)


@cell("authentication", "builtin")
def test_a_route_knows_who_asks():
    """HTTPBasic reads the credentials; the store of users is the application's."""
    api, basic = FastAPI(), HTTPBasic()

    def user(credentials: Annotated[HTTPBasicCredentials, Depends(basic)]) -> str:
        if credentials.password != "teapot" and not BROKEN:
            raise HTTPException(401)
        return credentials.username

    @api.get("/me")
    def me(name: Annotated[str, Depends(user)]) -> str:
        return name

    with client_of(api) as client:
        assert client.get("/me", auth=("ann", "teapot")).json() == "ann"
        assert client.get("/me").status_code == 401
        assert client.get("/me", auth=("ann", "wrong")).status_code == 401


@cell("cors", "builtin")
def test_a_preflight_of_an_allowed_origin():
    api = FastAPI()
    api.add_middleware(CORSMiddleware, allow_origins=["*"] if BROKEN else ["https://ok.example"])

    @api.get("/tea")
    def tea():
        return "green"

    with client_of(api) as client:

        def allowed(method, origin):
            headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
            return client.request(method, "/tea", headers=headers).headers.get("access-control-allow-origin")

        assert allowed("OPTIONS", "https://ok.example") == "https://ok.example"
        assert allowed("GET", "https://ok.example") == "https://ok.example"
        assert allowed("OPTIONS", "https://other.example") is None


@cell("dependency-injection", "builtin")
def test_a_handler_is_given_what_it_declares():
    class Counter:
        count = 0

        def next(self):
            self.count += 1
            return self.count

    api, counter = FastAPI(), Counter()

    def provide():
        return counter

    @api.get("/count")
    def count(counter: Annotated[Counter, Depends(provide)]) -> int:
        return counter.next()

    with client_of(api) as client:
        assert [client.get("/count").json(), client.get("/count").json()] == [1, 2]
        other = Counter()
        other.count = 99
        if not BROKEN:
            api.dependency_overrides[provide] = lambda: other
        assert client.get("/count").json() == 100


@cell("file-uploads", "builtin")
def test_an_uploaded_file_is_read_whole():
    import hashlib

    api = FastAPI()

    @api.post("/upload")
    async def upload(file: UploadFile):
        content = await file.read(1000 if BROKEN else -1)
        return [file.filename, len(content), hashlib.sha256(content).hexdigest()]

    content = bytes(range(250)) * 12_000
    with client_of(api) as client:
        answer = client.post("/upload", data={"title": "tea"}, files={"file": ("leaves.bin", content)}).json()
    assert answer == ["leaves.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("middleware", "builtin")
def test_a_middleware_sees_every_request():
    """An address that nobody answers, and a page of NiceGUI, pass through it too."""
    api, seen = FastAPI(), []

    async def count(request: Request, call_next):
        seen.append(request.url.path)
        response = await call_next(request)
        response.headers["X-Count"] = str(len(seen))
        return response

    if not BROKEN:
        api.middleware("http")(count)

    def pages():
        @ui.page("/page")
        def page():
            ui.label("tea")

    with client_of(api, pages) as client:
        answers = [client.get("/page"), client.get("/nowhere")]
    assert [(answer.status_code, answer.headers.get("x-count")) for answer in answers] == [(200, "1"), (404, "2")]


class Order(BaseModel):
    cups: int = Field(ge=1, le=99)


@cell("openapi", "builtin")
def test_a_document_is_made_from_the_types():
    def document(kind):
        api = FastAPI()

        @api.post("/orders/{id}")
        def order(id: kind, order: Order):
            return order.cups

        with client_of(api) as client:
            return client.get("/openapi.json").json()

    made = document(int)
    parameter = made["paths"]["/orders/{id}"]["post"]["parameters"][0]
    assert (parameter["name"], parameter["schema"]["type"]) == ("id", "integer")
    assert made["components"]["schemas"]["Order"]["required"] == ["cups"]
    parameter = document(int if BROKEN else str)["paths"]["/orders/{id}"]["post"]["parameters"][0]
    assert parameter["schema"]["type"] == "string"


@cell("permissions", "builtin")
def test_a_scope_decides_who_may_edit():
    """Security and SecurityScopes carry the scopes that a route asks for; a token here is a user's name."""
    api, bearer = FastAPI(), OAuth2PasswordBearer("token", scopes={"edit": "change things"})
    scopes = {"ann": {"edit"}, "bob": set()}

    def user(needed: SecurityScopes, name: Annotated[str, Depends(bearer)]) -> str:
        if not scopes[name] >= set(needed.scopes):
            raise HTTPException(403)
        return name

    @api.get("/edit")
    def edit(name: Annotated[str, Security(user, scopes=[] if BROKEN else ["edit"])]) -> str:
        return name

    with client_of(api) as client:
        answers = [client.get("/edit", headers={"Authorization": f"Bearer {name}"}) for name in ("ann", "bob")]
    assert [answer.status_code for answer in answers] == [200, 403]


@cell("request-validation", "builtin")
def test_a_wrong_body_does_not_reach_the_handler():
    api, seen = FastAPI(), []

    @api.post("/orders")
    def order(order: dict if BROKEN else Order):
        seen.append(order)

    with client_of(api) as client:
        assert client.post("/orders", json={"cups": 42}).status_code == 200
        wrong = [client.post("/orders", json={"cups": cups}) for cups in (0, 100, "many")]
        assert [answer.status_code for answer in wrong] == [422, 422, 422]
        assert client.post("/orders").status_code == 422
    assert {answer.json()["detail"][0]["loc"][-1] for answer in wrong} == {"cups"}
    assert len(seen) == 1


@cell("server-sent-events", "builtin")
def test_events_arrive_as_they_were_given():
    api = FastAPI()

    @api.get("/events", response_class=EventSourceResponse)
    async def events():
        for number in ("1", "2", "3"):
            data = "one line" if BROKEN else f"first {number}\nsecond"
            yield ServerSentEvent(raw_data=data, event="tick", id=number)

    with client_of(api) as client:
        answer = client.get("/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    read = []
    for block in answer.text.strip().split("\n\n"):
        fields = [line.split(": ", 1) for line in block.split("\n")]
        data = "\n".join(value for name, value in fields if name == "data")
        read.append((dict(fields)["id"], dict(fields)["event"], data))
    assert read == [(number, "tick", f"first {number}\nsecond") for number in ("1", "2", "3")]


@cell("streaming-responses", "builtin")
def test_lines_arrive_as_they_are_made():
    import httpx

    api = FastAPI()

    async def lines():
        for number in range(10):
            yield f"line {number}\n"
            await asyncio.sleep(0.1)

    @api.get("/stream")
    async def stream():
        return [line async for line in lines()] if BROKEN else StreamingResponse(lines())

    with serving(api) as address:
        began, times = time.monotonic(), []
        with httpx.stream("GET", f"{address}/stream") as answer:
            for _ in answer.iter_lines():
                times.append(time.monotonic() - began)
    assert len(times) == 10
    assert (times[0] < 0.35, times[-1] - times[0] > 0.7) == (True, True)


@cell("sub-apps", "builtin")
def test_a_router_is_attached_under_two_prefixes():
    router, api = APIRouter(), FastAPI()

    @router.get("/")
    def shelf() -> str:
        return "all"

    @router.get("/{id}")
    def book(id: int) -> str:
        return f"book {id}"

    for prefix in ("/a",) if BROKEN else ("/a", "/b"):
        api.include_router(router, prefix=prefix)
    with client_of(api) as client:
        answers = [client.get(path) for path in ("/a/", "/a/1", "/b/", "/b/2")]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert [answer.json() for answer in answers] == ["all", "book 1", "all", "book 2"]


@cell("websockets", "builtin")
def test_an_endpoint_echoes():
    from starlette.websockets import WebSocketDisconnect

    api = FastAPI()

    @api.websocket("/echo")
    async def echo(socket: WebSocket):
        await socket.accept()
        while (text := await socket.receive_text()) != "bye":
            await socket.send_text(text if BROKEN else f"echo: {text}")
        await socket.close(1000)

    with client_of(api) as client:
        with client.websocket_connect("/echo") as socket:
            answers, texts = [], ("hi", "", "x" * 70_000)
            for text in texts:
                socket.send_text(text)
                answers.append(socket.receive_text())
            socket.send_text("bye")
            code = 0
            try:
                socket.receive_text()
            except WebSocketDisconnect as end:
                code = end.code
        upgraded = True
        try:
            with client.websocket_connect("/nowhere"):
                pass
        except Exception:
            upgraded = False
    assert answers == [f"echo: {text}" for text in texts]
    assert (code, upgraded) == (1000, False)


@cell("type-hints", "builtin")
def test_the_wheel_is_marked_as_typed():
    from importlib import metadata

    names = [str(file) for file in metadata.files("nicegui")]
    assert ("nothing" if BROKEN else "nicegui/py.typed") in names
