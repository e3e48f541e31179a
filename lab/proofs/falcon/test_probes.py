"""What Falcon is said to leave out, tried as a user would."""

import asyncio
import base64
import logging
import sqlite3
import sys
from importlib import metadata

import falcon
import falcon.asgi
from absent import SECOND_STEPS
from falcon import testing
from killed import done_after_a_kill
from loopback import words_in
from proof import BROKEN, cell


class Hello:
    def on_get(self, request, response):
        response.media = ["apple", "plum", "pear"]

    def on_post(self, request, response):
        response.media = request.get_media()


def client():
    app = falcon.App()
    app.add_route("/", Hello())
    return testing.TestClient(app)


def statuses(*paths):
    return {client().simulate_get(path).status_code for path in paths}


@cell("admin-ui", "none-found")
def test_nothing_answers_where_an_admin_page_would_stand():
    """Tried: /admin, /admin/ and /dashboard; “admin”, “crud”, “dashboard” among the names of the API."""
    assert statuses("/admin", "/admin/", "/dashboard") == {404}
    assert not words_in("falcon") & {"admin", "crud", "dashboard"}


@cell("async-database", "none-found")
def test_a_query_is_not_awaited_and_holds_up_the_worker():
    """Tried: in a coroutine, the only database layer beside it, the standard library's: a cursor cannot be awaited,
    and another request waits for a slow query. “database”, “engine”, “cursor” among its names; what it requires."""
    slow = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000000) SELECT max(x) FROM n"

    def query(text):
        return sqlite3.connect(":memory:").execute(text).fetchone()[0]

    class Rows:
        async def on_get(self, request, response):
            response.media = await asyncio.to_thread(query, slow) if BROKEN else query(slow)

        async def on_post(self, request, response):
            response.media = await sqlite3.connect(":memory:").execute("SELECT 7")

    class Other:
        async def on_get(self, request, response):
            response.media = "other"

    async def visit():
        async with testing.ASGIConductor(app) as client:
            rows = asyncio.create_task(client.simulate_get("/rows"))
            await asyncio.sleep(0)
            other = await client.simulate_get("/other")
            held_up = rows.done()
            return (await rows).json, other.json, held_up

    app = falcon.asgi.App()
    app.add_route("/rows", Rows())
    app.add_route("/other", Other())
    assert asyncio.run(visit()) == (2_000_000, "other", True)
    assert testing.TestClient(app).simulate_post("/rows").status_code == 500
    assert [line for line in metadata.requires("falcon") or [] if "extra" not in line] == []
    assert not words_in("falcon") & {"database", "sql", "sqlalchemy", "engine", "cursor"}


@cell("auto-escaping", "none-found")
def test_html_goes_out_as_the_handler_wrote_it():
    """Tried: an HTML answer with a value of the request in it."""

    class Page:
        def on_get(self, request, response):
            response.content_type = falcon.MEDIA_HTML
            response.text = f"<p>{request.get_param('text')}</p>"

    app = falcon.App()
    app.add_route("/", Page())
    answer = testing.TestClient(app).simulate_get("/", params={"text": "<script>alert(1)</script>"})
    assert answer.text == "<p><script>alert(1)</script></p>"


@cell("durable-jobs", "none-found", packages=["uvicorn"])
def test_work_is_lost_with_its_server(tmp_path):
    """Tried: work scheduled by response.schedule(); the server is killed and started anew, and it is never done.
    “job”, “worker”, “broker”, “enqueue”, “celery” among the names; the commands that it installs."""
    (tmp_path / "shop.py").write_text(
        """
import asyncio
import falcon.asgi
from work import work

class Start:
    async def on_get(self, request, response):
        async def later():
            await asyncio.to_thread(work)

        response.schedule(later)

app = falcon.asgi.App()
app.add_route("/start", Start())
"""
    )
    command = (sys.executable, "-m", "uvicorn", "shop:app", "--port", "{port}")
    assert not done_after_a_kill(tmp_path, *command, queue=BROKEN)
    assert not words_in("falcon") & {"job", "jobs", "worker", "broker", "enqueue", "celery"}
    commands = {entry.name for entry in metadata.entry_points(group="console_scripts") if entry.dist.name == "falcon"}
    assert commands == {"falcon-bench", "falcon-inspect-app", "falcon-print-routes"}


@cell("forms", "none-found")
def test_a_form_comes_as_a_dictionary_of_text():
    """Tried: an HTML form, sent to get_media(); “widget”, “formset”, “wtforms”, “field” among the names of the API."""
    answer = client().simulate_post("/", body="name=&number=x", content_type=falcon.MEDIA_URLENCODED)
    assert answer.json == {"name": "", "number": "x"}
    assert not words_in("falcon") & {"widget", "formset", "wtforms", "field"}


@cell("graphql", "none-found")
def test_no_endpoint_can_be_put_at_a_path():
    """Tried: /graphql; a WSGI application as a sink, which is called as one of Falcon's own responders instead."""
    assert statuses("/graphql") == {404}
    calls = []

    def endpoint(*arguments, **named):
        calls.append([type(argument).__name__ for argument in arguments])

    app = falcon.App()
    app.add_sink(endpoint, "/graphql")
    testing.TestClient(app).simulate_get("/graphql")
    assert calls == [["Request", "Response"]]
    assert not words_in("falcon") & {"graphql", "strawberry", "ariadne"}


@cell("health-checks", "none-found")
def test_nothing_answers_where_health_would_stand():
    """Tried: /health, /healthz, /livez, /ready and /status; “health”, “liveness”, “readiness” among the names."""
    assert statuses("/health", "/healthz", "/livez", "/ready", "/status") == {404}
    assert not words_in("falcon") & {"health", "healthz", "liveness", "readiness"}


@cell("multi-tenancy", "none-found")
def test_two_hosts_see_the_same():
    """Tried: one address under two host names; “tenant” and “tenancy” among the names of the API."""
    answers = [client().simulate_get("/", host=f"{name}.example").json for name in ("ann", "bob")]
    assert answers[0] == answers[1]
    assert not words_in("falcon") & {"tenant", "tenants", "tenancy"}


@cell("pagination", "none-found")
def test_a_list_comes_whole():
    """Tried: ?page=2&limit=1 on a handler that gives a list; “paginate”, “paginator”, “page” among the names."""
    assert client().simulate_get("/", params={"page": "2", "limit": "1"}).json == ["apple", "plum", "pear"]
    assert not words_in("falcon") & {"paginate", "paginator", "pagination", "page", "pages"}


@cell("second-factor", "none-found", packages=["falcon-auth2"])
def test_the_password_alone_signs_in():
    """Tried: a sign-in by falcon-auth2, which the password alone opens; the usual addresses of a second step;
    “otp”, “totp”, “mfa”, “webauthn”, “passkey” among the names of Falcon and of that package."""
    from falcon_auth2 import AuthMiddleware
    from falcon_auth2.backends import BasicAuthBackend

    class Me:
        def on_get(self, request, response):
            response.text = request.context.auth["user"]["name"]

    def load_user(attributes, name, password):
        right = (name, password) == ("ann", "secret")
        return {"name": name} if right and (not BROKEN or attributes.req.get_header("X-Code") == "123456") else None

    app = falcon.App(middleware=[AuthMiddleware(BasicAuthBackend(load_user))])
    app.add_route("/me", Me())
    client = testing.TestClient(app, {"Authorization": "Basic " + base64.b64encode(b"ann:secret").decode()})
    assert client.simulate_get("/me").text == "ann"
    assert {client.simulate_get(path).status_code for path in SECOND_STEPS} == {404}
    names = words_in("falcon") | words_in("falcon_auth2")
    assert not names & {"otp", "totp", "mfa", "2fa", "webauthn", "passkey", "passkeys"}


@cell("single-sign-on", "none-found")
def test_no_provider_can_be_named():
    """Tried: /login, /oauth and /callback; “oauth”, “oidc”, “openid”, “saml” among the names of the API."""
    assert statuses("/login", "/oauth", "/callback") == {404}
    assert not words_in("falcon") & {"oauth", "oauth2", "oidc", "openid", "saml", "sso"}


@cell("sub-apps", "none-found")
def test_an_application_cannot_stand_under_a_prefix():
    """Tried: an application as the resource of a route; mount, include, blueprint, router among the names of App."""
    app, part = falcon.App(), falcon.App()
    part.add_route("/hello", Hello())
    app.add_route("/part", part)
    assert testing.TestClient(app).simulate_get("/part/hello").status_code == 404
    assert not {"mount", "include", "register", "blueprint", "include_router"} & set(dir(app))
