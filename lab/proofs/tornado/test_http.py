"""Feature cells of Tornado on requests and responses, by its own server."""

import asyncio
import hashlib
import time

from proof import BROKEN, cell
from sanic_tornado_robyn import ask, ask_together, lines_as_they_come, multipart, polish_catalogue
from serving import serving
from tornado import locale
from tornado.ioloop import IOLoop
from tornado.routing import PathMatches, Rule, RuleRouter
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler, websocket_connect


@cell("async-handlers", "builtin")
def test_ten_waiting_requests_are_answered_together():
    class Wait(RequestHandler):
        async def get(self):
            if BROKEN:
                time.sleep(0.5)
            await asyncio.sleep(0 if BROKEN else 0.5)
            self.write("done")

    with serving(Application([("/", Wait)])) as url:
        answers, seconds = ask_together(10, url)
        assert [answer.text for answer in answers] == ["done"] * 10
        assert seconds < 1.5


@cell("background-tasks", "builtin")
def test_a_callback_goes_on_after_the_response():
    results = []

    async def square(n):
        await asyncio.sleep(0.5)
        results.append(n * n)

    class Start(RequestHandler):
        async def post(self, n):
            if BROKEN:
                await square(int(n))
            else:
                IOLoop.current().spawn_callback(square, int(n))
            self.write("accepted")

    with serving(Application([(r"/(\d+)", Start)])) as url:
        assert ask(f"{url}/7", "POST").text == "accepted"
        assert results == []
        time.sleep(1)
    assert results == [49]


@cell("class-based-views", "builtin")
def test_methods_of_a_class_answer_verbs():
    class Item(RequestHandler):
        def get(self):
            self.write("read")

        if not BROKEN:

            def post(self):
                self.write("written")

    with serving(Application([("/item", Item)])) as url:
        assert ask(f"{url}/item").text == "read"
        assert ask(f"{url}/item", "POST").text == "written"
        assert ask(f"{url}/item", "DELETE").status == 405


@cell("file-uploads", "builtin")
def test_a_handler_reads_the_file_of_a_form():
    content = bytes(range(250)) * 12_000

    class Upload(RequestHandler):
        def post(self):
            file = self.request.files["upload"][0]
            digest = hashlib.sha256(file.body).hexdigest()
            self.write({"seen": [self.get_body_argument("note"), file.filename, len(file.body), digest]})

    with serving(Application([("/", Upload)])) as url:
        seen = ask(url, **multipart("zażółć.bin", content[1:] if BROKEN else content, note="tea")).json["seen"]
    assert seen == ["tea", "zażółć.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("i18n", "builtin")
def test_texts_and_plurals_follow_the_language_asked_for(tmp_path):
    class Files(RequestHandler):
        def get(self, n):
            _ = (locale.get("en") if BROKEN else self.locale).translate
            self.write(_("Hello") + ", " + _("%(num)d file", "%(num)d files", int(n)) % {"num": int(n)})

    polish_catalogue(tmp_path)
    locale.load_gettext_translations(str(tmp_path), "messages")
    with serving(Application([(r"/(\d+)", Files)])) as url:
        seen = {
            lang: [ask(f"{url}/{n}", headers={"Accept-Language": lang}).text for n in (1, 3, 25)]
            for lang in ("en", "pl")
        }
    assert seen["en"] == ["Hello, 1 file", "Hello, 3 files", "Hello, 25 files"]
    assert seen["pl"] == ["Cześć, 1 plik", "Cześć, 3 pliki", "Cześć, 25 plików"]


@cell("static-files", "builtin")
def test_a_directory_is_served_and_nothing_above_it(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    (files / "tea.txt").write_text("tea")
    (files / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "secret.txt").write_text("secret")
    app = Application(static_path=str(files), static_url_prefix="/elsewhere/" if BROKEN else "/static/")
    with serving(app) as url:
        tea, dot = ask(f"{url}/static/tea.txt"), ask(f"{url}/static/dot.png")
        assert (tea.text, tea.headers.get_content_type()) == ("tea", "text/plain")
        assert (dot.body[:4], dot.headers.get_content_type()) == (b"\x89PNG", "image/png")
        for outside in ("../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt"):
            assert ask(f"{url}/static/{outside}").status in (403, 404)


@cell("streaming-responses", "builtin")
def test_lines_arrive_as_they_are_made():
    class Stream(RequestHandler):
        async def get(self):
            for n in range(10):
                self.write(f"line {n}\n")
                if not BROKEN:
                    await self.flush()
                await asyncio.sleep(0.1)

    with serving(Application([("/", Stream)])) as url:
        times, lines = zip(*lines_as_they_come(url), strict=True)
    assert list(lines) == [f"line {n}" for n in range(10)]
    assert times[0] < 0.7
    assert times[-1] - times[0] > 0.7


@cell("sub-apps", "builtin")
def test_one_unit_of_routes_stands_under_two_prefixes():
    class Names(RequestHandler):
        def get(self):
            self.write("green, black")

    class Best(RequestHandler):
        def get(self):
            self.write("green")

    tea = [(".*/list", Names), (".*/best", Best)]
    shops = [Rule(PathMatches(f"/{city}/.*"), Application(tea)) for city in ("london", "paris")]
    with serving(RuleRouter(shops[:1] if BROKEN else shops)) as url:
        for prefix in ("london", "paris"):
            assert ask(f"{url}/{prefix}/list").text == "green, black"
            assert ask(f"{url}/{prefix}/best").text == "green"


@cell("websockets", "builtin")
def test_a_websocket_echoes_and_closes():
    class Echo(WebSocketHandler):
        def on_message(self, message):
            if message == "bye":
                self.close(1000)
            else:
                self.write_message(message if BROKEN else f"echo: {message}")

    class Page(RequestHandler):
        def get(self):
            self.write("no socket")

    async def talk(url):
        client, answers = await websocket_connect(url), []
        for message in ("hello", "", "x" * 70_000):
            await client.write_message(message)
            answers.append(await client.read_message())
        await client.write_message("bye")
        return answers, await client.read_message(), client.close_code

    with serving(Application([("/ws", Echo), ("/page", Page)])) as url:
        answers, last, code = asyncio.run(talk(url.replace("http", "ws") + "/ws"))
        assert answers == ["echo: hello", "echo: ", "echo: " + "x" * 70_000]
        assert (last, code) == (None, 1000)
        upgrade = {
            "Upgrade": "websocket",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Version": "13",
        }
        assert ask(f"{url}/page", headers=upgrade).status == 200
