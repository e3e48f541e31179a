"""Routing, requests, answers and tools of Starlette."""

import asyncio
import hashlib
import time
from importlib.metadata import files, metadata

from asgi_by_hand import ask, asked, multipart, talk
from pallets_starlette import ask as ask_server
from pallets_starlette import free_port, started, until
from proof import BROKEN, cell
from starlette.applications import Starlette
from starlette.authentication import AuthCredentials, AuthenticationBackend, SimpleUser, requires
from starlette.background import BackgroundTask
from starlette.config import Config
from starlette.endpoints import HTTPEndpoint
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles


def tea(request):
    return PlainTextResponse("tea")


@cell("routing-converters", "builtin")
def test_a_number_in_the_address_arrives_as_a_number():
    seen = []

    def item(request):
        seen.append(request.path_params["number"])
        return PlainTextResponse("found")

    app = Starlette(routes=[Route("/items/{number}" if BROKEN else "/items/{number:int}", item)])
    assert [ask(app, f"/items/{end}").status for end in ("7", "seven")] == [200, 404]
    assert seen == [7]


@cell("class-based-views", "builtin")
def test_methods_of_a_class_answer_verbs():
    class Items(HTTPEndpoint):
        async def get(self, request):
            return PlainTextResponse("listed")

        async def post(self, request):
            return PlainTextResponse("added")

    app = Starlette(routes=[Route("/items", tea if BROKEN else Items)])
    assert [ask(app, "/items", method).text for method in ("GET", "POST")] == ["listed", "added"]
    assert ask(app, "/items", "DELETE").status == 405


@cell("sub-apps", "builtin")
def test_routes_are_mounted_under_two_prefixes():
    def one(request):
        return PlainTextResponse(f"tea {request.path_params['number']}")

    shop = [Route("/list", tea), Route("/{number:int}", one)]
    app = Starlette(routes=[Mount("/north", routes=shop), Mount("/south", routes=[] if BROKEN else shop)])
    paths = ("/north/list", "/north/7", "/south/list", "/south/7")
    assert [ask(app, path).text for path in paths] == ["tea", "tea 7"] * 2


@cell("middleware", "builtin")
def test_middleware_sees_every_request_and_its_answer():
    seen = []

    class Mark:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            seen.append(scope["path"])

            async def marked(message):
                if message["type"] == "http.response.start" and not BROKEN:
                    message["headers"].append((b"x-seen", str(len(seen)).encode()))
                await send(message)

            await self.app(scope, receive, marked)

    app = Starlette(routes=[Route("/", tea)], middleware=[Middleware(Mark)])
    assert [ask(app, path).headers.get("x-seen") for path in ("/", "/", "/nowhere")] == ["1", "2", "3"]
    assert seen == ["/", "/", "/nowhere"]


@cell("configuration", "builtin")
def test_a_setting_comes_from_a_file_or_the_environment(tmp_path):
    path, answers = tmp_path / ".env", []
    for word, environ in (("Hello", {}), ("Moin", {}), ("Hello", {"GREETING": "Salut"})):
        path.write_text(f"GREETING={word}\n")
        config = Config(env_file=None if BROKEN else path, environ=environ)
        greeting = config("GREETING", default="none")
        app = Starlette(routes=[Route("/", lambda request, greeting=greeting: PlainTextResponse(greeting))])
        answers.append(ask(app, "/").text)
    assert answers == ["Hello", "Moin", "Salut"]


@cell("static-files", "builtin")
def test_a_folder_is_served_and_nothing_beside_it(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "note.txt").write_text("tea")
    (folder / "dot.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.txt").write_text("secret")
    app = Starlette(routes=[] if BROKEN else [Mount("/files", StaticFiles(directory=folder))])
    note, dot = ask(app, "/files/note.txt"), ask(app, "/files/dot.png")
    assert (note.text, note.headers["content-type"].partition(";")[0]) == ("tea", "text/plain")
    assert (dot.body, dot.headers["content-type"]) == (b"\x89PNG", "image/png")
    assert [ask(app, f"/files/{dots}/secret.txt").status for dots in ("..", "%2e%2e")] == [404, 404]


@cell("asgi", "builtin")
def test_the_application_answers_as_asgi_asks():
    app = Starlette(routes=[] if BROKEN else [Route("/tea", tea)])
    answer = ask(app, "/tea")
    assert (answer.status, answer.text) == (200, "tea")


@cell("wsgi", "none-found")
def test_the_application_is_no_wsgi_application():
    """Tried: the application called as WSGI servers call it, with an environ and a function."""
    refusal, environ = "", {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}
    try:
        Starlette()(environ, lambda status, headers: None)
    except TypeError as error:
        refusal = str(error)
    assert "missing 1 required positional argument: 'send'" in refusal


@cell("async-handlers", "builtin")
def test_ten_handlers_wait_at_the_same_time():
    async def wait(request):
        time.sleep(0.5) if BROKEN else await asyncio.sleep(0.5)
        return PlainTextResponse("done")

    app = Starlette(routes=[Route("/", wait)])

    async def answers():
        return await asyncio.gather(*(asked(app, "/") for _ in range(10)))

    began = time.monotonic()
    assert [answer.status for answer in asyncio.run(answers())] == [200] * 10
    assert time.monotonic() - began < 1.5


@cell("streaming-responses", "builtin")
def test_lines_are_sent_as_they_are_made():
    async def lines():
        for number in range(10):
            yield f"{number}\n"
            await asyncio.sleep(0.1)

    async def stream(request):
        if BROKEN:
            return PlainTextResponse("".join([line async for line in lines()]))
        return StreamingResponse(lines())

    answer = ask(Starlette(routes=[Route("/", stream)]), "/")
    first, last = answer.times[1], answer.times[-1]
    assert len(answer.text.splitlines()) == 10
    assert first < 0.35
    assert last - first > 0.7


@cell("websockets", "builtin")
def test_texts_are_echoed_over_a_websocket():
    async def echo(socket):
        await socket.accept()
        while (text := await socket.receive_text()) != "bye":
            await socket.send_text(text if BROKEN else f"echo: {text}")
        await socket.close(1000)

    app, texts = Starlette(routes=[WebSocketRoute("/echo", echo)]), ["tea", "", "x" * 70_000]
    answers, code = talk(app, "/echo", [*texts, "bye"])
    assert answers == [f"echo: {text}" for text in texts]
    assert code == 1000
    assert talk(app, "/other", ["tea"]) == ([], 1000)


@cell("background-tasks", "builtin")
def test_work_goes_on_after_the_answer():
    done = []

    async def work():
        await asyncio.sleep(0.3)
        done.append(time.monotonic())

    async def start(request):
        return PlainTextResponse("started", background=None if BROKEN else BackgroundTask(work))

    began, answer = time.monotonic(), ask(Starlette(routes=[Route("/start", start)]), "/start")
    assert answer.times[-1] < 0.15
    assert len(done) == 1 and done[0] - began > 0.3


@cell("file-uploads", "builtin", packages=["python-multipart"])
def test_a_large_file_arrives_whole():
    import python_multipart

    assert python_multipart.__version__
    content = bytes(range(250)) * 12_000

    async def upload(request):
        async with request.form() as form:
            got = form["file"]
            read = await got.read(10 if BROKEN else -1)
            return JSONResponse([form["title"], got.filename, len(read), hashlib.sha256(read).hexdigest()])

    app = Starlette(routes=[Route("/", upload, methods=["POST"])])
    answer = ask(app, "/", **multipart({"title": "Tea"}, "file", "tea.bin", content))
    assert answer.json() == ["Tea", "tea.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


class ByName(AuthenticationBackend):
    """Users by the header X-Token."""

    users = {"a-token": ("Ada", ["edit"]), "b-token": ("Bea", [])}

    async def authenticate(self, connection):
        if found := self.users.get(connection.headers.get("x-token")):
            return AuthCredentials(["authenticated", *found[1]]), SimpleUser(found[0])


@cell("authentication", "builtin")
def test_the_handler_knows_who_asks():
    @requires("authenticated", status_code=401)
    async def me(request):
        return PlainTextResponse(request.user.display_name)

    backend = ByName()
    backend.users = {} if BROKEN else ByName.users
    middleware = [Middleware(AuthenticationMiddleware, backend=backend)]
    app = Starlette(routes=[Route("/me", me)], middleware=middleware)
    assert ask(app, "/me", x_token="a-token").text == "Ada"
    assert [ask(app, "/me", x_token=token).status for token in ("wrong", "")] == [401, 401]


@cell("permissions", "builtin")
def test_a_scope_opens_an_address():
    @requires("authenticated" if BROKEN else "edit")
    async def edit(request):
        return PlainTextResponse("edited")

    app = Starlette(routes=[Route("/edit", edit)], middleware=[Middleware(AuthenticationMiddleware, backend=ByName())])
    assert [ask(app, "/edit", x_token=token).status for token in ("a-token", "b-token")] == [200, 403]


@cell("cors", "builtin")
def test_the_allowed_origin_alone_gets_the_headers():
    origins = [] if BROKEN else ["https://a.example"]
    app = Starlette(routes=[Route("/", tea)], middleware=[Middleware(CORSMiddleware, allow_origins=origins)])

    def allowed(method, origin):
        answer = ask(app, "/", method, origin=origin, access_control_request_method="GET")
        return answer.headers.get("access-control-allow-origin")

    asked_for = [(method, f"https://{letter}.example") for method in ("OPTIONS", "GET") for letter in "ab"]
    assert [allowed(*each) for each in asked_for] == ["https://a.example", None, "https://a.example", None]


@cell("type-hints", "builtin")
def test_the_wheel_is_marked_as_typed():
    assert any(path.match("starlette/none" if BROKEN else "starlette/py.typed") for path in files("starlette"))


@cell("free-threading", "none-found")
def test_no_classifier_speaks_of_free_threading():
    """Tried: the classifiers of the installed distribution."""
    assert not [line for line in metadata("starlette").get_all("Classifier") if "Free Threading" in line]


@cell("dev-reload", "official-extension", packages=["uvicorn"])
def test_a_saved_change_is_served(tmp_path):
    site, port = tmp_path / "site_app.py", free_port()
    text = """from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

app = Starlette(routes=[Route("/", lambda request: PlainTextResponse("{}"))])
"""
    site.write_text(text.format("before"))
    reload = () if BROKEN else ("--reload",)
    with started("uvicorn", "site_app:app", "--port", str(port), *reload, folder=tmp_path, port=port) as base:
        assert ask_server(base).text == "before"
        site.write_text(text.format("after"))
        assert until(lambda: listening(base) == "after")


def listening(base):
    """What a server answers that may be about to start again."""
    try:
        return ask_server(base).text
    except OSError:
        return ""


@cell("durable-jobs", "none-found")
def test_a_background_task_runs_inside_the_serving_process():
    """Tried: a background task, the one way to start work that Starlette brings; the serving process carries it out."""
    import os

    done = []

    async def start(request):
        return PlainTextResponse("started", background=BackgroundTask(lambda: done.append(os.getpid())))

    assert ask(Starlette(routes=[Route("/", start)]), "/").text == "started"
    assert done == [os.getpid()]
