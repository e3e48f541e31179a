"""Feature cells of Django Ninja: what it brings itself."""

import asyncio
import hashlib
import re
import time
from importlib import metadata, resources

from django.contrib.auth.models import Group, User
from django.core.asgi import get_asgi_application
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import path
from django_project import ask, project, tables
from ninja import Field, File, Form, NinjaAPI, Path, Router, Schema
from ninja.files import UploadedFile
from ninja.pagination import PageNumberPagination, paginate
from ninja.security import HttpBasicAuth, HttpBearer, django_auth
from ninja.streaming import JSONL
from ninja.testing import TestAsyncClient, TestClient
from ninja.throttling import AnonRateThrottle
from proof import BROKEN, cell


class Order(Schema):
    quantity: int = Field() if BROKEN else Field(ge=1, le=99)


@cell("request-validation", "builtin")
def test_a_body_that_does_not_fit_is_refused_before_the_operation():
    router, seen = Router(), []

    @router.post("/orders")
    def create(request, order: Order):
        seen.append(order.quantity)
        return order

    bodies = ({"quantity": 0}, {"quantity": 100}, {"quantity": "many"}, {}, {"quantity": 5})
    answers = [TestClient(router).post("/orders", json=body) for body in bodies]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 200]
    assert answers[0].json()["detail"][0]["loc"] == ["body", "order", "quantity"]
    assert seen == [5]


@cell("routing-converters", "builtin")
def test_a_number_in_an_address_reaches_the_operation_as_a_number():
    router, seen = Router(), []
    kind = str if BROKEN else int

    @router.get("/annotated/{key}")
    def annotated(request, key: kind):
        seen.append(key)

    @router.get("/converted/{str:key}" if BROKEN else "/converted/{int:key}")
    def converted(request, key: kind):
        seen.append(key)

    with project(path("", api_of(router).urls)) as client:
        statuses = [
            client.get(f"/{way}/{key}").status_code for way in ("annotated", "converted") for key in ("7", "seven")
        ]
    assert statuses == [200, 422, 200, 404]
    assert seen == [7, 7]


def api_of(router, **details):
    api = NinjaAPI(**details)
    api.add_router("", router)
    return api


@cell("sub-apps", "builtin")
def test_one_router_stands_under_two_prefixes():
    def teas():
        router = Router()
        router.get("")(lambda request: "list")
        router.get("/new")(lambda request: "new")
        return router

    api = NinjaAPI()
    api.add_router("/a", teas())
    if not BROKEN:
        api.add_router("/b", teas())
    with project(path("", api.urls)) as client:
        answers = [client.get(address) for address in ("/a", "/a/new", "/b", "/b/new")]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert [answer.json() for answer in answers] == ["list", "new", "list", "new"]


@cell("test-client", "builtin")
def test_the_client_calls_an_operation_without_a_server():
    router = Router()

    @router.get("/double/{number}")
    def double(request, number: int):
        return {"number": number * (1 if BROKEN else 2)}

    answer = TestClient(router).get("/double/4")
    assert (answer.status_code, answer.json()) == (200, {"number": 8})


@cell("async-handlers", "builtin")
def test_ten_requests_wait_at_once_in_one_thread():
    router = Router()

    @router.get("/slow")
    async def slow(request):
        time.sleep(0.5) if BROKEN else await asyncio.sleep(0.5)
        return "done"

    async def visit():
        client, began = TestAsyncClient(router), time.monotonic()
        answers = await asyncio.gather(*(client.get("/slow") for _ in range(10)))
        return [answer.json() for answer in answers], time.monotonic() - began

    words, seconds = asyncio.run(visit())
    assert words == ["done"] * 10
    assert seconds < 1.5


@cell("authentication", "builtin")
def test_a_password_or_a_token_names_the_user_to_the_operation():
    class Password(HttpBasicAuth):
        def authenticate(self, request, username, password):
            return username if password == "right" else None

    class Token(HttpBearer):
        def authenticate(self, request, token):
            return "bob" if token == "right" else None

    router = Router(auth=None if BROKEN else [Password(), Token()])
    router.get("")(lambda request: getattr(request, "auth", "nobody"))
    sent = ("Basic YW5uOnJpZ2h0", "Bearer right", "Basic YW5uOndyb25n", "Bearer wrong", None)
    with project(path("", api_of(router).urls)) as client:
        answers = [client.get("/", headers={"authorization": value} if value else {}) for value in sent]
    assert [answer.status_code for answer in answers] == [200, 200, 401, 401, 401]
    assert [answer.json() for answer in answers[:2]] == ["ann", "bob"]


@cell("csrf", "builtin")
def test_a_signed_in_browser_needs_the_token():
    router = Router(auth=None if BROKEN else django_auth)
    router.post("")(lambda request: "taken")
    with project(path("", api_of(router).urls)):
        tables()
        user, statuses = User.objects.create_user("ann"), []
        for cookie, header in (("t" * 32, "t" * 32), ("t" * 32, ""), ("t" * 32, "u" * 32), ("", "t" * 32)):
            client = Client(enforce_csrf_checks=True)
            client.force_login(user)
            client.cookies["csrftoken"] = cookie
            statuses.append(client.post("/", headers={"x-csrftoken": header}).status_code)
    assert statuses == [200, 403, 403, 403]


@cell("file-uploads", "builtin")
def test_a_file_of_a_form_is_read_whole():
    router = Router()

    @router.post("")
    def upload(request, title: Form[str], file: File[UploadedFile]):
        digest = hashlib.sha256(b"".join(file.chunks())).hexdigest()
        return {"title": title, "name": file.name, "size": file.size, "sha256": digest}

    content = bytes(range(250)) * 12_000
    file = SimpleUploadedFile("żaba.bin", content[:-1] if BROKEN else content)
    with project(path("", api_of(router).urls)) as client:
        answer = client.post("/", {"title": "frog", "file": file}).json()
    digest = hashlib.sha256(content).hexdigest()
    assert answer == {"title": "frog", "name": "żaba.bin", "size": 3_000_000, "sha256": digest}


@cell("pagination", "builtin")
def test_the_third_page_has_five_rows_and_the_fourth_none():
    class Name(Schema):
        name: str

    router = Router()

    @router.get("", response=list[Name])
    @paginate(PageNumberPagination, page_size=25 if BROKEN else 10)
    def names(request):
        return Group.objects.order_by("pk")

    with project(path("", api_of(router).urls)) as client:
        tables()
        Group.objects.bulk_create(Group(name=f"group {number}") for number in range(25))
        third, fourth = (client.get("/", {"page": page}).json() for page in (3, 4))
    assert third == {"items": [{"name": f"group {number}"} for number in range(20, 25)], "count": 25}
    assert fourth == {"items": [], "count": 25}


@cell("throttling", "builtin")
def test_the_third_request_of_a_client_in_a_minute_gets_429():
    router = Router()
    router.get("", throttle=AnonRateThrottle("9/m" if BROKEN else "2/m"))(lambda request: "hi")
    with project(path("", api_of(router).urls)) as client:
        cache.clear()
        statuses = [client.get("/").status_code for _ in range(3)]
        other = client.get("/", REMOTE_ADDR="192.0.2.1").status_code
    assert (statuses, other) == ([200, 200, 429], 200)


@cell("streaming-responses", "builtin")
def test_lines_arrive_while_the_operation_still_makes_them():
    class Line(Schema):
        number: int

    router = Router()

    @router.get("", response=JSONL[Line])
    def lines(request):
        for number in range(10):
            yield {"number": number}
            time.sleep(0.0 if BROKEN else 0.1)

    with project(path("", api_of(router).urls)) as client:
        began, seen = time.monotonic(), []
        for line in client.get("/"):
            seen.append((line, time.monotonic() - began))
    assert [line for line, _ in seen] == [b'{"number": %d}\n' % number for number in range(10)]
    assert seen[0][1] < 0.35
    assert seen[-1][1] - seen[0][1] > 0.7


def sums():
    """An API that adds a number to another one."""

    class Number(Schema):
        number: int

    class Sum(Schema):
        total: int

    router = Router()

    @router.post("/sums/{first}", response=Sum)
    def add(request, first: Path[str if BROKEN else int], second: Number):
        return {"total": int(first) + second.number}

    return router


@cell("openapi", "builtin")
def test_the_document_is_made_from_route_and_types():
    with project(path("api/", api_of(sums()).urls)) as client:
        document = client.get("/api/openapi.json").json()
    operation = document["paths"]["/api/sums/{first}"]["post"]
    assert document["openapi"] == "3.1.0"
    assert [(p["name"], p["in"], p["schema"]["type"]) for p in operation["parameters"]] == [
        ("first", "path", "integer")
    ]
    assert document["components"]["schemas"]["Number"]["required"] == ["number"]


@cell("api-docs-ui", "builtin")
def test_swagger_ui_lists_an_endpoint_that_answers():
    with project(path("api/", api_of(sums(), docs_url="/other" if BROKEN else "/docs").urls)) as client:
        page = client.get("/api/docs")
        assert page.status_code == 200
        assert "swagger-ui-bundle.js" in page.text
        document = client.get(re.search(r'"url": "([^"]+)"', page.text)[1]).json()
        endpoint = next(iter(document["paths"])).replace("{first}", "2")
        answer = client.post(endpoint, {"number": 3}, content_type="application/json")
    assert answer.json() == {"total": 5}


@cell("async-database", "builtin")
def test_a_coroutine_awaits_its_queries_and_lets_another_request_pass():
    from asgiref.sync import sync_to_async
    from django.db import connection

    router = Router()

    @router.get("/store")
    async def store(request):
        await Group.objects.acreate(name="kept")
        return (await Group.objects.aget()).name

    def slow_query():
        connection.ensure_connection()
        connection.connection.create_function("wait", 0, lambda: time.sleep(0.3))
        return Group.objects.extra(select={"waited": "wait()"})

    @router.get("/slow")
    async def slow(request):
        groups = await sync_to_async(slow_query)()
        return list(groups) if BROKEN else [group.name async for group in groups]

    @router.get("/quick")
    async def quick(request):
        return "quick"

    async def visit():
        application = get_asgi_application()
        kept = await ask(application, "/store")
        waiting = asyncio.create_task(ask(application, "/slow"))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        await ask(application, "/quick")
        return kept, time.monotonic() - began, await waiting

    with project(path("", api_of(router).urls), MIDDLEWARE=[]):
        tables()
        kept, seconds, slowly = asyncio.run(visit())
    assert (kept, slowly) == ((200, '"kept"'), (200, '["kept"]'))
    assert seconds < 0.15


@cell("content-negotiation", "builtin")
def test_the_preferred_type_of_a_request_is_chosen_with_its_quality_values():
    router = Router()
    router.get("")(
        lambda request: "text/html" if BROKEN else request.get_preferred_type(["text/html", "application/json"])
    )
    with project(path("", api_of(router).urls)) as client:
        asked = ("text/html", "application/json", "text/html;q=0.5, application/json")
        chosen = [client.get("/", headers={"accept": accept}).json() for accept in asked]
    assert chosen == ["text/html", "application/json", "application/json"]


@cell("type-hints", "builtin")
def test_the_installed_package_marks_itself_as_typed():
    package = "django" if BROKEN else "ninja"
    assert resources.files(package).joinpath("py.typed").is_file()


@cell("free-threading", "none-found")
def test_the_package_does_not_say_that_it_runs_without_the_lock():
    """Tried: the classifiers and the description of the installed package."""
    package = metadata.metadata("django-ninja")
    classifiers = package.get_all("Classifier")
    assert "Framework :: Django" in classifiers
    assert [text for text in classifiers if "free" in text.lower() and "thread" in text.lower()] == []
    assert "free-threaded" not in package.get_payload().lower()
