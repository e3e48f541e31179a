"""Feature cells of Flask, by its own test client."""

import asyncio

from flask import Flask, render_template_string, request, session
from proof import BROKEN, cell


@cell("auto-escaping", "builtin")
def test_a_value_in_a_template_stays_text():
    app = Flask(__name__)

    @app.get("/")
    def page():
        template = "<p>{{ text|safe }}</p>" if BROKEN else "<p>{{ text }}</p>"
        return render_template_string(template, text=request.args["text"])

    answer = app.test_client().get("/", query_string={"text": "<b>&'"})
    assert answer.text == "<p>&lt;b&gt;&amp;&#39;</p>"


@cell("sessions", "builtin")
def test_a_session_keeps_a_value_between_requests():
    app = Flask(__name__)
    app.secret_key = "for this test alone"

    @app.post("/<word>")
    def remember(word):
        if not BROKEN:
            session["word"] = word
        return "kept"

    @app.get("/")
    def recall():
        return session.get("word", "nothing")

    client = app.test_client()
    client.post("/tea")
    assert client.get("/").text == "tea"
    assert app.test_client().get("/").text == "nothing"


@cell("caching", "official-extension", packages=["flask-caching"])
def test_a_cached_view_runs_once():
    from flask_caching import Cache

    app = Flask(__name__)
    cache, calls = Cache(app, config={"CACHE_TYPE": "SimpleCache"}), []

    @app.get("/")
    @cache.cached(timeout=0.001 if BROKEN else 60)
    def count():
        calls.append(1)
        return str(len(calls))

    client = app.test_client()
    first = client.get("/").text
    if BROKEN:
        cache.clear()
    assert (first, client.get("/").text) == ("1", "1")


@cell("asgi", "no")
def test_the_application_is_no_asgi_application():
    """Tried: the application called as ASGI servers call it, with a scope and two awaitables."""
    app = Flask(__name__)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        raise RuntimeError(message)

    refusal = ""
    try:
        asyncio.run(app({"type": "http", "method": "GET", "path": "/", "headers": []}, receive, send))
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal
