"""What Tornado's cells say is missing: what a user would try, and what happens."""

import asyncio
import logging
import socket
import time

from absent import SECOND_STEPS
from proof import BROKEN, cell
from sanic_tornado_robyn import ask, names_with
from serving import serving
from tornado.ioloop import IOLoop
from tornado.web import Application, RequestHandler


class Hello(RequestHandler):
    def get(self):
        self.write("hello")

    def post(self):
        self.write("taken")


@cell("admin-ui", "none-found")
def test_no_admin_at_the_usual_addresses():
    """Tried: /admin, /admin/ and /dashboard of a new application, and names with "admin" or "crud" in the package."""
    with serving(Application([("/", Hello)])) as url:
        assert [ask(f"{url}/{path}").status for path in ("", "admin", "admin/", "dashboard")] == [200, 404, 404, 404]
    assert names_with("tornado", "admin", "crud") == []


@cell("asgi", "none-found")
def test_the_application_is_no_asgi_application():
    """Tried: the application called as ASGI servers call it, with a scope and two awaitables."""

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        raise RuntimeError(message)

    refusal = ""
    try:
        asyncio.run(Application([("/", Hello)])({"type": "http", "method": "GET", "path": "/"}, receive, send))
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal


@cell("dependency-injection", "none-found")
def test_an_annotated_argument_is_not_filled():
    """Tried: an annotated argument of a handler's method, and names with "inject" or "depends" in the package."""

    class Counter:
        pass

    class Count(RequestHandler):
        def get(self, counter: Counter):
            self.write("counted")

    logging.getLogger("tornado").setLevel(logging.CRITICAL)
    with serving(Application([("/", Count)])) as url:
        assert ask(url).status == 500
    assert names_with("tornado", "inject", "depends") == []


@cell("durable-jobs", "none-found")
def test_a_callback_is_lost_when_the_server_ends():
    """Tried: spawn_callback with work that is not done when the server ends, and a second server after it."""
    done = []

    async def work():
        await asyncio.sleep(0.5)
        done.append("work")

    class Start(RequestHandler):
        def post(self):
            IOLoop.current().spawn_callback(work)

    app = Application([("/", Start)])
    with serving(app) as url:
        assert ask(url, "POST").status == 200
    with serving(app):
        time.sleep(1)
    assert done == []


@cell("http2", "none-found")
def test_http2_by_prior_knowledge_is_refused():
    """Tried: the preface of HTTP/2 with empty settings, sent to its server without TLS."""
    with serving(Application([("/", Hello)])) as url:
        with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 10) as connection:
            connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0]))
            answer = connection.recv(1000)
    assert answer[3:4] != b"\x04"
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")


@cell("mcp-server", "none-found")
def test_nothing_speaks_the_model_context_protocol():
    """Tried: tools/list as JSON-RPC at /mcp and /mcp/, and names with "mcp" or "modelcontext" in the package."""
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    with serving(Application([("/", Hello)])) as url:
        assert [ask(f"{url}/{path}", json_body=call).status for path in ("mcp", "mcp/")] == [404, 404]
    assert names_with("tornado", "mcp", "modelcontext") == []


@cell("middleware", "none-found")
def test_prepare_of_a_base_class_misses_a_404():
    """Tried: prepare() of a base class, which is what the guide gives in place of middleware, at a missing address."""
    seen = []

    class Base(RequestHandler):
        def prepare(self):
            seen.append(self.request.path)

    class Page(Base):
        def get(self):
            self.write("page")

    with serving(Application([("/", Page)])) as url:
        assert [ask(f"{url}/").status, ask(f"{url}/missing").status] == [200, 404]
    assert seen == ["/"]
    assert names_with("tornado", "middleware") == []


@cell("multi-tenancy", "none-found")
def test_two_hosts_share_one_application():
    """Tried: two host names at one application with a list of rows, and names with "tenant" in the package."""
    rows = []

    class Store(RequestHandler):
        def post(self, row):
            rows.append(row)
            self.write({"rows": rows})

    with serving(Application([(r"/(\w+)", Store)])) as url:
        ask(f"{url}/tea", "POST", headers={"Host": "ann.example"})
        assert ask(f"{url}/cake", "POST", headers={"Host": "bob.example"}).json == {"rows": ["tea", "cake"]}
    assert names_with("tornado", "tenant") == []


@cell("pagination", "none-found")
def test_a_page_number_changes_nothing():
    """Tried: ?page=3&size=10 at a handler with 25 records, and names with "paginat" or "paging" in the package."""

    class Records(RequestHandler):
        def get(self):
            self.write({"records": list(range(25))})

    with serving(Application([("/", Records)])) as url:
        assert len(ask(f"{url}?page=3&size=10").json["records"]) == 25
    assert names_with("tornado", "paginat", "paging") == []


@cell("partial-pages", "none-found")
def test_a_request_of_htmx_is_like_any_other():
    """Tried: what two requests hold, one as htmx sends it, and names with "htmx" or "turbo" in the package."""

    class Kind(RequestHandler):
        def get(self):
            self.write(",".join(sorted(vars(self.request))))

    with serving(Application([("/", Kind)])) as url:
        assert ask(url).text == ask(url, headers={"HX-Request": "true"}).text
    assert names_with("tornado", "htmx", "turbo", "unpoly") == []


@cell("permissions", "none-found")
def test_every_user_who_is_signed_in_may_do_all():
    """Tried: @authenticated with two users of different roles, and names with "permission" or "requires"."""
    from tornado.web import authenticated

    class Edit(RequestHandler):
        def get_current_user(self):
            return {"ann": {"role": "editor"}, "bob": {"role": "reader"}}[self.get_argument("as")]

        @authenticated
        def get(self):
            self.write("edited")

    with serving(Application([("/", Edit)])) as url:
        assert [ask(f"{url}?as={name}").status for name in ("ann", "bob")] == [200, 200]
    assert names_with("tornado", "permission", "role_", "requires") == []


@cell("routing-converters", "no")
def test_a_group_of_digits_arrives_as_text():
    """Tried: a group of digits in the pattern, and an annotation with int at the method."""
    seen = []

    class Item(RequestHandler):
        def get(self, n: int):
            seen.append(n)

    with serving(Application([(r"/(?P<n>\d+)", Item)])) as url:
        assert ask(f"{url}/7").status == 200
    assert seen == ["7"]


@cell("second-factor", "none-found")
def test_the_password_alone_signs_in():
    """Tried: a signed cookie and @authenticated, which the password alone opens; the usual addresses of a second step;
    names with "totp", "mfa", "webauthn", "passkey" or "two_factor" in the package."""
    from tornado.web import HTTPError, authenticated

    class Login(RequestHandler):
        def post(self):
            if self.get_argument("password") != "tea":
                raise HTTPError(401)
            self.set_signed_cookie("user", self.get_argument("name"))

    class Me(RequestHandler):
        def get_current_user(self):
            second = not BROKEN or self.request.headers.get("X-Code") == "123456"
            return self.get_signed_cookie("user") if second else None

        @authenticated
        def get(self):
            self.write(self.current_user)

    app = Application([("/login", Login), ("/me", Me)], cookie_secret="for this test alone", login_url="/login")
    with serving(app) as url:
        ann = {"Cookie": ask(f"{url}/login", form={"name": "ann", "password": "tea"}).cookies}
        assert ask(f"{url}/me", headers=ann).text == "ann"
        assert {ask(url + path, headers=ann).status for path in SECOND_STEPS} == {404}
    assert names_with("tornado", "totp", "mfa", "webauthn", "passkey", "twofactor", "two_factor") == []


@cell("serverless", "none-found", packages=["mangum"])
def test_mangum_gets_no_answer_from_it():
    """Tried: Mangum around the application, with an event of API Gateway in format 2.0."""
    from mangum import Mangum

    http = {"method": "GET", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "test"}
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/",
        "rawQueryString": "",
        "headers": {"host": "example.com"},
        "requestContext": {"http": http, "domainName": "example.com", "stage": "$default"},
        "isBase64Encoded": False,
    }
    asyncio.set_event_loop(asyncio.new_event_loop())
    logging.getLogger("mangum").setLevel(logging.CRITICAL)
    assert Mangum(Application([("/", Hello)]), lifespan="off")(event, None)["statusCode"] == 500


@cell("structured-logs", "none-found")
def test_a_request_is_logged_as_prose(caplog):
    """Tried: the record that tornado.access writes for a request, and names with "json" and "format" in tornado.log."""
    with caplog.at_level(logging.INFO, "tornado.access"), serving(Application([("/", Hello)])) as url:
        ask(url)
    record = next(record for record in caplog.records if record.name == "tornado.access")
    assert record.getMessage().startswith("200 GET / (127.0.0.1)")
    assert [name for name in vars(record) if name in ("method", "path", "status", "uri")] == []
    assert names_with("tornado", "jsonformat", "structlog", "jsonlog") == []


@cell("wsgi", "no")
def test_the_application_is_no_wsgi_application():
    """Tried: the application called as WSGI servers call it, with an environ and start_response."""
    refusal = ""
    try:
        list(Application([("/", Hello)])({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda status, headers: None))
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal
