"""Feature cells of Sanic that a package for ASGI fills: the application called as ASGI servers call it."""

from urllib.parse import urlencode

from asgi import ask_asgi
from proof import BROKEN, cell
from sanic import Sanic, text


def app_named(name):
    """Its classes are not rewritten (TOUCHUP), which works for one application in a process; there are several here."""
    app = Sanic(name)
    app.config.TOUCHUP = False
    return app


@cell("csrf", "third-party", packages=["asgi-csrf"])
def test_a_form_is_taken_with_its_token_and_cookie_alone():
    from asgi_csrf import asgi_csrf

    app = app_named("Forms")

    @app.get("/")
    async def form(request):
        return text(request.scope["csrftoken"]())

    @app.post("/")
    async def pay(request):
        return text(request.form.get("amount"))

    guarded = asgi_csrf(app, signing_secret="for this test alone", always_protect=None if BROKEN else {"/"})
    shown = ask_asgi(guarded)
    cookie, token = shown.headers["set-cookie"].split(";")[0], shown.text

    def sent(token, cookie):
        headers = {"Content-Type": "application/x-www-form-urlencoded", **({"Cookie": cookie} if cookie else {})}
        return ask_asgi(guarded, "/", "POST", urlencode({"amount": "5", "csrftoken": token}).encode(), headers)

    assert (sent(token, cookie).status, sent(token, cookie).text) == (200, "5")
    assert [sent(*pair).status for pair in (("", cookie), (f"x{token}", cookie), (token, ""))] == [403, 403, 403]


@cell("throttling", "third-party", packages=["asgi-ratelimit"])
def test_the_third_request_of_a_client_in_a_minute_gets_429():
    from ratelimit import RateLimitMiddleware, Rule
    from ratelimit.backends.simple import MemoryBackend

    app = app_named("Limited")

    @app.get("/")
    async def hello(request):
        return text("hello")

    async def client(scope):
        return dict(scope["headers"])[b"x-client"].decode(), "default"

    rules = {"^/": [Rule(minute=9 if BROKEN else 2)]}
    limited = RateLimitMiddleware(app, client, MemoryBackend(), rules)
    assert [ask_asgi(limited, headers={"X-Client": "ann"}).status for _ in range(3)] == [200, 200, 429]
    assert ask_asgi(limited, headers={"X-Client": "bob"}).status == 200


@cell("admin-ui", "third-party", packages=["hypercorn", "piccolo-admin", "piccolo[sqlite]"])
def test_a_record_is_added_changed_and_deleted(tmp_path):
    """By the requests that its pages send, without a browser."""
    from piccolo_office import ADMIN, edit_by_its_pages

    site = ADMIN.replace("APPLICATION", SITE)
    edit_by_its_pages(tmp_path, site.replace("[Person]", "[]") if BROKEN else site)


SITE = """
from sanic import Sanic, text

app = Sanic("Office")

@app.get("/")
async def hello(request):
    return text("hello")
"""
