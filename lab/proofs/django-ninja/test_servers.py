"""Feature cells of Django Ninja: the server and the packages of Django beside it."""

import asyncio
import http.client

from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.urls import include, path
from django_project import free_port, new_project, project, started, tables
from django_provider import certificate, get_over_tls
from ninja import NinjaAPI
from proof import BROKEN, cell

HELLO = """from django.urls import path
from ninja import NinjaAPI
api = NinjaAPI()
api.get("/")(lambda request: "hello")
api.get("/fault/")(lambda request: 1 / 0)
urlpatterns = [path("", api.urls)]
"""


@cell("production-server", "third-party", packages=["daphne"])
def test_daphne_answers_a_hundred_requests_on_one_connection_without_debug_output(tmp_path):
    new_project(tmp_path, f"ALLOWED_HOSTS = ['127.0.0.1']\nDEBUG = {BROKEN}", HELLO)
    port = free_port()
    with started(tmp_path, "-m", "daphne", "-p", str(port), "shop.asgi:application", port=port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.connect()
        opened, texts = connection.sock, []
        for _ in range(100):
            connection.request("GET", "/")
            texts.append(connection.getresponse().read())
        kept = connection.sock is opened
        connection.request("GET", "/fault/")
        fault = connection.getresponse().read()
    assert (texts, kept) == ([b'"hello"'] * 100, True)
    assert b"ZeroDivisionError" not in fault


@cell("http2", "third-party", packages=["daphne", "twisted[tls,http2]"])
def test_daphne_answers_over_http2(tmp_path):
    certificate(tmp_path)
    new_project(tmp_path, "ALLOWED_HOSTS = ['*']", HELLO)
    port = free_port()
    endpoint = f"ssl:{port}:privateKey=key.pem:certKey=cert.pem:interface=127.0.0.1"
    with started(tmp_path, "-m", "daphne", "-e", endpoint, "shop.asgi:application", port=port):
        answer = get_over_tls(port, "/", "http/1.1" if BROKEN else "h2")
    assert answer == ("h2", "200", b'"hello"')


@cell("websockets", "third-party", packages=["channels"])
def test_a_consumer_echoes_texts_and_closes():
    from channels.generic.websocket import WebsocketConsumer
    from channels.routing import URLRouter

    class Echo(WebsocketConsumer):
        def receive(self, text_data):
            if text_data == "bye":
                self.close(1000)
            else:
                self.send(text_data if BROKEN else f"echo: {text_data}")

    async def talk():
        scope = {"type": "websocket", "path": "/echo", "headers": [], "query_string": b""}
        visitor = ApplicationCommunicator(URLRouter([path("echo", Echo.as_asgi())]), scope)
        await visitor.send_input({"type": "websocket.connect"})
        answers = [(await visitor.receive_output(5))["type"]]
        for text in ("hi", "", "x" * 70_000):
            await visitor.send_input({"type": "websocket.receive", "text": text})
            answers.append((await visitor.receive_output(5))["text"])
        await visitor.send_input({"type": "websocket.receive", "text": "bye"})
        return answers, await visitor.receive_output(5)

    with project():
        answers, close = asyncio.run(talk())
    assert answers == ["websocket.accept", "echo: hi", "echo: ", "echo: " + "x" * 70_000]
    assert close == {"type": "websocket.close", "code": 1000}


@cell("server-sent-events", "third-party", packages=["django-eventstream"])
def test_events_arrive_as_they_are_sent_with_id_name_and_two_lines():
    import django_eventstream

    async def listen(sent):
        scope = {"type": "http", "method": "GET", "path": "/events/", "query_string": b"", "headers": []}
        reader = ApplicationCommunicator(get_asgi_application(), scope | {"server": ("testserver", 80)})
        await reader.send_input({"type": "http.request", "body": b""})
        start = await reader.receive_output(5)
        opening = await reader.receive_output(5)
        parts = []
        for name, data in sent:
            await sync_to_async(django_eventstream.send_event)("news", name, data, json_encode=False)
            parts.append((await reader.receive_output(5))["body"].decode())
        await reader.send_input({"type": "http.disconnect"})
        return dict(start["headers"])[b"Content-Type"], opening["body"], parts

    storage = {"EVENTSTREAM_STORAGE_CLASS": "django_eventstream.storage.DjangoModelStorage"}
    with project(apps=["django_eventstream"], MIDDLEWARE=[], **storage):
        with project(path("events/", include(django_eventstream.urls), {"channels": ["news"]})):
            tables()
            sent = [("tea", "one\ntwo"), ("cake", "three\nfour"), ("tea", "five\n six")]
            kind, opening, parts = asyncio.run(listen([("tea", "one")] * 3 if BROKEN else sent))
    assert kind == b"text/event-stream"
    assert b"event: stream-open\n" in opening
    assert [read_event(part) for part in parts] == [(f"news:{n + 1}", *event) for n, event in enumerate(sent)]


def read_event(text):
    """The id, name and data of one event, read as the HTML standard says."""
    lines = [line.partition(":")[::2] for line in text.removesuffix("\n\n").split("\n")]
    fields = [(name, value.removeprefix(" ")) for name, value in lines]
    return dict(fields)["id"], dict(fields)["event"], "\n".join(value for name, value in fields if name == "data")


@cell("serverless", "third-party", packages=["apig-wsgi"])
def test_an_event_of_the_api_gateway_is_answered():
    from apig_wsgi import make_lambda_handler

    request = {"method": "GET", "path": "/hello/", "sourceIp": "192.0.2.1", "protocol": "HTTP/1.1"}
    event = {
        "version": "2.0",
        "rawPath": "/other/" if BROKEN else "/hello/",
        "rawQueryString": "",
        "headers": {"host": "shop.example"},
        "requestContext": {"http": request},
        "isBase64Encoded": False,
    }
    api = NinjaAPI()
    api.get("/hello/")(lambda request: "hello")
    with project(path("", api.urls)):
        answer = make_lambda_handler(get_wsgi_application())(event, None)
    assert (answer["statusCode"], answer["body"]) == (200, '"hello"')
