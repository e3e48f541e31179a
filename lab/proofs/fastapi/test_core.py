"""Routing, validation, security and answers of FastAPI."""

import asyncio
import hashlib
import time
from importlib.metadata import files
from typing import Annotated

from asgi_by_hand import ask, asked, multipart, talk
from fastapi import APIRouter, BackgroundTasks, Depends, FastAPI, HTTPException, Request, Security, WebSocket
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import PlainTextResponse, StreamingResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials, OAuth2PasswordBearer, SecurityScopes
from fastapi.sse import EventSourceResponse, ServerSentEvent
from fastapi.staticfiles import StaticFiles
from pallets_starlette import events
from proof import BROKEN, cell
from pydantic import BaseModel, Field


class Order(BaseModel):
    count: int = Field(ge=-999 if BROKEN else 1, le=99)


@cell("routing-converters", "builtin")
def test_a_number_in_the_address_arrives_as_a_number():
    app, seen = FastAPI(), []

    @app.get("/items/{number}")
    async def item(number: str if BROKEN else int):
        seen.append(number)

    assert [ask(app, f"/items/{end}").status for end in ("7", "seven")] == [200, 422]
    assert seen == [7]


@cell("request-validation", "builtin")
def test_wrong_bodies_are_refused_before_the_handler():
    app, seen = FastAPI(), []

    @app.post("/orders")
    async def order(order: Order):
        seen.append(order.count)

    answers = [ask(app, "/orders", "POST", json={"count": count}) for count in (5, 0, 100, "text")]
    assert [answer.status for answer in answers] == [200, 422, 422, 422]
    assert answers[1].json()["detail"][0]["loc"] == ["body", "count"]
    assert ask(app, "/orders", "POST").status == 422
    assert seen == [5]


@cell("openapi", "builtin")
def test_types_make_the_document():
    def described(kind):
        app = FastAPI()

        @app.post("/orders/{number}")
        async def order(number: kind, order: Order): ...

        document = ask(app, "/openapi.json").json()
        assert document["components"]["schemas"]["Order"]["required"] == ["count"]
        return document["openapi"], document["paths"]["/orders/{number}"]["post"]["parameters"][0]["schema"]["type"]

    assert described(int) == ("3.1.0", "integer")
    assert described(int if BROKEN else str) == ("3.1.0", "string")


@cell("api-docs-ui", "builtin")
def test_pages_show_the_document_of_the_application():
    """The scripts of both pages come from another host; what the application itself serves is shown here."""
    app = FastAPI(docs_url=None if BROKEN else "/docs")
    app.get("/tea", summary="Makes tea")(lambda: "tea")
    swagger, redoc = ask(app, "/docs"), ask(app, "/redoc")
    assert (swagger.status, redoc.status) == (200, 200)
    assert "SwaggerUIBundle(" in swagger.text and "url: '/openapi.json'" in swagger.text
    assert 'spec-url="/openapi.json"' in redoc.text
    assert ask(app, "/openapi.json").json()["paths"]["/tea"]["get"]["summary"] == "Makes tea"


@cell("dependency-injection", "builtin")
def test_a_handler_gets_what_its_annotation_names():
    app, made = FastAPI(), []

    def counter():
        made.append(1)
        return len(made)

    @app.get("/")
    async def number(count: Annotated[int, Depends(counter)]):
        return count

    assert [ask(app, "/").json() for _ in range(2)] == [1, 2]
    if not BROKEN:
        app.dependency_overrides[counter] = lambda: 42
    assert ask(app, "/").json() == 42


@cell("sub-apps", "builtin")
def test_a_router_is_included_under_two_prefixes():
    app, shop = FastAPI(), APIRouter()

    @shop.get("/list")
    async def listed():
        return "tea"

    @shop.get("/{number}")
    async def one(number: int):
        return f"tea {number}"

    app.include_router(shop, prefix="/north")
    if not BROKEN:
        app.include_router(shop, prefix="/south")
    paths = ("/north/list", "/north/7", "/south/list", "/south/7")
    assert [ask(app, path).json() for path in paths] == ["tea", "tea 7"] * 2


@cell("middleware", "builtin")
def test_middleware_sees_every_request_and_its_answer():
    app, seen = FastAPI(), []

    @app.middleware("http")
    async def mark(request: Request, call_next):
        seen.append(request.url.path)
        response = await call_next(request)
        if not BROKEN:
            response.headers["X-Seen"] = str(len(seen))
        return response

    app.get("/")(lambda: "page")
    assert [ask(app, path).headers.get("x-seen") for path in ("/", "/", "/nowhere")] == ["1", "2", "3"]
    assert seen == ["/", "/", "/nowhere"]


@cell("static-files", "builtin")
def test_a_folder_is_served_and_nothing_beside_it(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "note.txt").write_text("tea")
    (folder / "dot.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.txt").write_text("secret")
    app = FastAPI()
    if not BROKEN:
        app.mount("/files", StaticFiles(directory=folder))
    note, dot = ask(app, "/files/note.txt"), ask(app, "/files/dot.png")
    assert (note.text, note.headers["content-type"].partition(";")[0]) == ("tea", "text/plain")
    assert (dot.body, dot.headers["content-type"]) == (b"\x89PNG", "image/png")
    assert [ask(app, f"/files/{dots}/secret.txt").status for dots in ("..", "%2e%2e")] == [404, 404]


@cell("asgi", "builtin")
def test_the_application_answers_as_asgi_asks():
    app = FastAPI()
    app.get("/other" if BROKEN else "/tea")(lambda: "green")
    answer = ask(app, "/tea")
    assert (answer.status, answer.json()) == (200, "green")


@cell("wsgi", "none-found")
def test_the_application_is_no_wsgi_application():
    """Tried: the application called as WSGI servers call it, with an environ and a function."""
    refusal, environ = "", {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}
    try:
        FastAPI()(environ, lambda status, headers: None)
    except TypeError as error:
        refusal = str(error)
    assert "missing 1 required positional argument: 'send'" in refusal


@cell("async-handlers", "builtin")
def test_ten_handlers_wait_at_the_same_time():
    app = FastAPI()

    @app.get("/")
    async def wait():
        time.sleep(0.5) if BROKEN else await asyncio.sleep(0.5)

    async def answers():
        return await asyncio.gather(*(asked(app, "/") for _ in range(10)))

    began = time.monotonic()
    assert [answer.status for answer in asyncio.run(answers())] == [200] * 10
    assert time.monotonic() - began < 1.5


@cell("streaming-responses", "builtin")
def test_lines_are_sent_as_they_are_made():
    app = FastAPI()

    async def lines():
        for number in range(10):
            yield f"{number}\n"
            await asyncio.sleep(0.1)

    @app.get("/")
    async def stream():
        return PlainTextResponse("".join([line async for line in lines()])) if BROKEN else StreamingResponse(lines())

    answer = ask(app, "/")
    assert len(answer.text.splitlines()) == 10
    assert answer.times[1] < 0.35
    assert answer.times[-1] - answer.times[1] > 0.7


@cell("server-sent-events", "builtin")
def test_events_are_sent_with_their_fields():
    app, wanted = FastAPI(), [(str(number), "tick", f"one {number}\ntwo {number}") for number in (1, 2, 3)]

    @app.get("/", response_class=EventSourceResponse)
    async def stream():
        for number, name, data in wanted:
            yield ServerSentEvent(id=number, event="other" if BROKEN else name, raw_data=data)
            await asyncio.sleep(0.1)

    answer = ask(app, "/")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert list(events(answer.body.splitlines(keepends=True))) == wanted
    assert answer.times[-1] - answer.times[1] > 0.2


@cell("websockets", "builtin")
def test_texts_are_echoed_over_a_websocket():
    app = FastAPI()

    @app.websocket("/echo")
    async def echo(socket: WebSocket):
        await socket.accept()
        while (text := await socket.receive_text()) != "bye":
            await socket.send_text(text if BROKEN else f"echo: {text}")
        await socket.close(1000)

    texts = ["tea", "", "x" * 70_000]
    answers, code = talk(app, "/echo", [*texts, "bye"])
    assert answers == [f"echo: {text}" for text in texts]
    assert code == 1000
    assert talk(app, "/other", ["tea"]) == ([], 1000)


@cell("background-tasks", "builtin")
def test_work_goes_on_after_the_answer():
    app, done = FastAPI(), []

    async def work():
        await asyncio.sleep(0.3)
        done.append(time.monotonic())

    @app.get("/start")
    async def start(tasks: BackgroundTasks):
        if not BROKEN:
            tasks.add_task(work)

    ask(app, "/start")
    done.clear()
    began, answer = time.monotonic(), ask(app, "/start")
    assert answer.times[-1] < 0.15
    assert len(done) == 1 and done[0] - began > 0.3


@cell("authentication", "builtin")
def test_the_handler_knows_who_asks():
    app, basic = FastAPI(), HTTPBasic(auto_error=not BROKEN)

    @app.get("/me")
    async def me(credentials: Annotated[HTTPBasicCredentials, Depends(basic)]):
        if not BROKEN and credentials.password != "secret tea":
            raise HTTPException(401)
        return getattr(credentials, "username", "anybody")

    right, wrong = "Basic QWRhOnNlY3JldCB0ZWE=", "Basic QWRhOndyb25n"
    assert ask(app, "/me", authorization=right).json() == "Ada"
    assert ask(app, "/me", authorization=wrong).status == 401
    assert ask(app, "/me").status == 401


@cell("permissions", "builtin")
def test_a_scope_opens_an_address():
    app, rights = FastAPI(), {"a-token": ["edit"], "b-token": ["read"]}
    bearer = OAuth2PasswordBearer(tokenUrl="token", scopes={"edit": "Change records."})

    async def user(needed: SecurityScopes, token: Annotated[str, Depends(bearer)]):
        if not set(needed.scopes) <= set(rights[token]):
            raise HTTPException(403)
        return token

    @app.get("/edit")
    async def edit(user: Annotated[str, Security(user, scopes=[] if BROKEN else ["edit"])]):
        return user

    tokens = ("a-token", "b-token")
    assert [ask(app, "/edit", authorization=f"Bearer {token}").status for token in tokens] == [200, 403]


@cell("cors", "builtin")
def test_the_allowed_origin_alone_gets_the_headers():
    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=[] if BROKEN else ["https://a.example"])
    app.get("/")(lambda: "tea")

    def allowed(method, origin):
        answer = ask(app, "/", method, origin=origin, access_control_request_method="GET")
        return answer.headers.get("access-control-allow-origin")

    asked_for = [(method, f"https://{letter}.example") for method in ("OPTIONS", "GET") for letter in "ab"]
    assert [allowed(*each) for each in asked_for] == ["https://a.example", None, "https://a.example", None]


@cell("type-hints", "builtin")
def test_the_wheel_is_marked_as_typed():
    assert any(path.match("fastapi/none" if BROKEN else "fastapi/py.typed") for path in files("fastapi"))


@cell("file-uploads", "builtin", packages=["python-multipart"])
def test_a_large_file_arrives_whole():
    from fastapi import File, Form, UploadFile

    app, content = FastAPI(), bytes(range(250)) * 12_000

    @app.post("/")
    async def upload(title: Annotated[str, Form()], file: Annotated[UploadFile, File()]):
        read = await file.read(10 if BROKEN else -1)
        return [title, file.filename, len(read), hashlib.sha256(read).hexdigest()]

    answer = ask(app, "/", **multipart({"title": "Tea"}, "file", "tea.bin", content))
    assert answer.json() == ["Tea", "tea.bin", 3_000_000, hashlib.sha256(content).hexdigest()]
