"""NiceGUI's own pages, visited by its simulated user."""

import asyncio
import os
import re
import sys
import time

from nicegui import app, background_tasks, ui
from nicegui.testing import User
from proof import BROKEN, cell
from trying import ask, client_of, free_port, running, with_user


@cell("background-tasks", "builtin")
def test_a_page_is_shown_while_work_goes_on():
    """The work runs in the serving process and is lost with it."""
    done = []

    async def program(user: User):
        async def brew():
            await asyncio.sleep(0.3)
            done.append("tea")

        @ui.page("/")
        async def page():
            await brew() if BROKEN else background_tasks.create(brew())
            ui.label("ordered")

        began = time.monotonic()
        await user.open("/")
        await user.should_see("ordered")
        assert (time.monotonic() - began < 0.25, done) == (True, [])
        await asyncio.sleep(0.5)
        assert done == ["tea"]

    with_user(program)


@cell("forms", "builtin")
def test_a_field_shows_what_is_wrong_with_it():
    async def program(user: User):
        ordered = []

        @ui.page("/")
        def page():
            rules = {"Required": lambda text: bool(text), "Too long": lambda text: len(text) < 11}
            name = ui.input("Name", validation=None if BROKEN else rules)
            ui.button("Send", on_click=lambda: name.validate() and ordered.append(name.value))

        await user.open("/")
        send, name = user.find("Send"), user.find("Name")
        send.click()
        await user.should_see("Required")
        name.type("elevenchars")
        send.click()
        await user.should_see("Too long")
        assert (name.elements.copy().pop().value, ordered) == ("elevenchars", [])
        name.clear().type("ann")
        send.click()
        assert ordered == ["ann"]

    with_user(program)


@cell("routing-converters", "builtin")
def test_a_page_parameter_arrives_as_a_number():
    async def program(user: User):
        seen = []

        @ui.page("/item/{number}")
        def page(number: str if BROKEN else int):
            seen.append(number)
            ui.label(f"item {number}")

        assert (await user.http_client.get("/item/7")).status_code == 200
        assert (await user.http_client.get("/item/seven")).status_code in (400, 404, 422)
        assert seen == [7]

    with_user(program)


@cell("sessions", "builtin")
def test_a_visitors_storage_is_kept_between_visits():
    async def program(user: User):
        @app.get("/keep")
        def keep():
            if not BROKEN:
                app.storage.user["word"] = "tea"

        @app.get("/word")
        def word() -> str:
            return app.storage.user.get("word", "nothing")

        client = user.http_client
        await client.get("/keep")
        assert (await client.get("/word")).json() == "tea"
        ((name, cookie),) = client.cookies.items()
        client.cookies.clear()
        assert (await client.get("/word")).json() == "nothing"
        client.cookies.clear()
        client.cookies[name] = ("A" if cookie[0] != "A" else "B") + cookie[1:]
        assert (await client.get("/word")).json() == "nothing"

    with_user(program)


@cell("signed-cookies", "builtin")
def test_a_changed_browser_cookie_is_not_believed():
    """The browser's storage is kept in the cookie itself; only this cookie is signed."""

    async def program(user: User):
        @app.get("/keep")
        def keep():
            app.storage.browser["word"] = "tea"

        @app.get("/word")
        def word() -> str:
            return app.storage.browser.get("word", "nothing")

        client = user.http_client
        await client.get("/keep")
        assert (await client.get("/word")).json() == "tea"
        ((name, cookie),) = client.cookies.items()
        client.cookies.clear()
        client.cookies[name] = cookie if BROKEN else cookie[:6] + ("A" if cookie[6] != "A" else "B") + cookie[7:]
        assert (await client.get("/word")).json() == "nothing"

    with_user(program)


@cell("static-files", "builtin")
def test_a_folder_is_served_under_a_prefix(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "note.txt").write_text("tea")
    (tmp_path / "files" / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "secret.txt").write_text("secret")

    async def program(user: User):
        if not BROKEN:
            app.add_static_files("/static", tmp_path / "files")
        note, dot = [await user.http_client.get(f"/static/{name}") for name in ("note.txt", "dot.png")]
        assert (note.text, note.headers.get("content-type", "").split(";")[0]) == ("tea", "text/plain")
        assert (dot.content[:4], dot.headers["content-type"]) == (b"\x89PNG", "image/png")
        assert (await user.http_client.get("/static/%2e%2e/secret.txt")).status_code in (403, 404)

    with_user(program)


@cell("test-client", "builtin")
def test_a_simulated_user_clicks_and_sees():
    async def program(user: User):
        @ui.page("/")
        def page():
            ui.button("Greet", on_click=lambda: ui.label("bye" if BROKEN else "hello"))

        await user.open("/")
        await user.should_not_see("hello")
        user.find("Greet").click()
        await user.should_see("hello")

    with_user(program)


PROGRAM = """
from nicegui import app, ui

@ui.page("/")
def page():
    ui.label("green tea")

@app.get("/fail")
def fail():
    raise RuntimeError("a secret of the code")

ui.run(host="127.0.0.1", port={port}, reload={reload}, show=False)
"""


def environment():
    return {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "NICEGUI"))}


@cell("dev-reload", "builtin")
def test_a_saved_file_is_served_anew(tmp_path):
    port = free_port()
    program = PROGRAM.format(port=port, reload=not BROKEN)
    (tmp_path / "main.py").write_text(program)
    with running(sys.executable, "main.py", cwd=tmp_path, env=environment()):
        assert "green tea" in ask(f"http://127.0.0.1:{port}/", until="green tea")
        time.sleep(1)
        (tmp_path / "main.py").write_text(program.replace("green", "black"))
        assert "black tea" in ask(f"http://127.0.0.1:{port}/", until="black tea", seconds=10)


@cell("production-server", "builtin")
def test_uvicorn_keeps_a_connection_for_a_hundred_requests(tmp_path):
    """ui.run without reload, as the documentation deploys it; an error is answered without its trace."""
    from http.client import HTTPConnection

    port = free_port()
    program = PROGRAM.format(port=port, reload=False)
    (tmp_path / "main.py").write_text(program)
    with running(sys.executable, "main.py", cwd=tmp_path, env=environment()):
        assert "green tea" in ask(f"http://127.0.0.1:{port}/", until="green tea")
        connection, answers, sockets = HTTPConnection("127.0.0.1", port, timeout=20), set(), set()
        for _ in range(100):
            connection.request("GET", "/", headers={"Connection": "close"} if BROKEN else {})
            sockets.add(connection.sock.getsockname())
            answer = connection.getresponse()
            answers.add((answer.status, answer.headers["Server"], b"green tea" in answer.read()))
        connection.request("GET", "/fail")
        answer = connection.getresponse()
        failed = (answer.status, b"a secret of the code" in answer.read())
        connection.close()
    assert (answers, len(sockets)) == ({(200, "uvicorn", True)}, 1)
    assert failed == (500, False)


def dom(url):
    """What Chromium shows at an address, as HTML."""
    import shutil
    import subprocess

    import pytest

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("there is no Chromium")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=8000", "--dump-dom")
    return subprocess.run([chromium, *options, url], capture_output=True, text=True, timeout=50).stdout


@cell("auto-escaping", "builtin")
def test_a_label_shows_text_as_text():
    """In Chromium, because the page is built there."""
    from fastapi import FastAPI
    from trying import serving

    def pages():
        @ui.page("/")
        def page():
            for text in ("<script>document.title = 'run'</script>", "<i>\"'</i>"):
                ui.html(text, sanitize=False).mark("x") if BROKEN else ui.label(text)

    with serving(FastAPI(), pages) as address:
        html = dom(address)
    assert "&lt;script&gt;document.title = 'run'&lt;/script&gt;</div>" in html
    assert "&lt;i&gt;\"'&lt;/i&gt;</div>" in html
    assert "<title>run" not in html


@cell("pagination", "builtin")
def test_the_third_page_of_a_table_has_five_rows():
    """In Chromium: twenty-five rows at ten a page; the table gets all rows and shows a part."""
    from fastapi import FastAPI
    from trying import serving

    def pages():
        @ui.page("/{number}")
        def page(number: int):
            rows = [{"id": n, "name": f"row {n}"} for n in range(1, 26)]
            columns = [{"name": "name", "label": "Name", "field": "name"}]
            shown = {"rowsPerPage": 50 if BROKEN else 10, "page": number}
            ui.table(rows=rows, columns=columns, row_key="id", pagination=shown)

    with serving(FastAPI(), pages) as address:
        html = dom(f"{address}/3")
    assert re.findall(r"<td[^>]*>row (\d+)</td>", html) == ["21", "22", "23", "24", "25"]
    assert "21-25 of 25" in html


@cell("templating", "builtin")
def test_a_template_file_is_rendered(tmp_path):
    """Jinja2Templates of FastAPI on a route beside the pages."""
    from fastapi import FastAPI, Request
    from fastapi.templating import Jinja2Templates

    (tmp_path / "page.html").write_text("{% for word in words %}<b>{{ word }}</b>{% endfor %}")
    templates, api = Jinja2Templates(tmp_path), FastAPI()

    @api.get("/page")
    def page(request: Request):
        return templates.TemplateResponse(request, "page.html", {"words": [] if BROKEN else ["tea", "milk", "ice"]})

    with client_of(api) as client:
        answer = client.get("/page")
    assert (answer.text, answer.headers["content-type"].split(";")[0]) == (
        "<b>tea</b><b>milk</b><b>ice</b>",
        "text/html",
    )
