"""BlackSheep: who may do what, and what keeps a site safe, by its own test client."""

import asyncio
import base64

from absent import SECOND_STEPS
from blacksheep import Application, Router, text
from blacksheep.server.authorization import auth
from blacksheep.testing import TestClient
from by_hand import ask, names_in
from essentials.secrets import Secret
from proof import BROKEN, cell


def application() -> Application:
    """An application with routes of its own: those of the module's get and post are shared by all."""
    return Application(router=Router())


def talk(app, conversation):
    """Start the application and let a conversation speak to its test client."""

    async def whole():
        await app.start()
        return await conversation(TestClient(app))

    return asyncio.run(whole())


def basic(name: str, password: str) -> dict:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def signed_in(app):
    """Ann and Bob sign in by Basic credentials; Ann is an editor."""
    from blacksheep.server.authentication.basic import BasicAuthentication, BasicCredentials

    ann = BasicCredentials("ann", Secret("tea", direct_value=True), {"name": "ann"}, ["editor"])
    bob = BasicCredentials("bob", Secret("cup", direct_value=True), {"name": "bob"})
    app.use_authentication().add(BasicAuthentication(ann, bob))
    return app.use_authorization()


@cell("authentication", "builtin")
def test_credentials_name_the_user_to_the_handler():
    app = application()
    signed_in(app)

    @app.router.get("/me")
    async def me(request):
        return text(request.user["name"] or "nobody")

    if not BROKEN:
        me = auth()(me)

    async def visit(client):
        answers = [await client.get("/me", headers=h) for h in (basic("ann", "tea"), basic("ann", "cup"), None)]
        assert [answer.status for answer in answers] == [200, 401, 401]
        assert await answers[0].text() == "ann"

    talk(app, visit)


@cell("permissions", "builtin")
def test_a_policy_lets_one_of_two_users_in():
    from guardpost import Policy, RolesRequirement

    app = application()
    signed_in(app).add(Policy("editors", *([] if BROKEN else [RolesRequirement(["editor"])])))

    @auth("editors")
    @app.router.get("/desk")
    async def desk():
        return text("open")

    async def visit(client):
        answers = [await client.get("/desk", headers=basic(*user)) for user in (("ann", "tea"), ("bob", "cup"))]
        assert [answer.status for answer in answers] == [200, 403]

    talk(app, visit)


@cell("jwt", "builtin", packages=["blacksheep[full]"])
def test_a_bearer_token_is_checked():
    import time

    import jwt
    from blacksheep.server.authentication.jwt import JWTBearerAuthentication

    key = "k" * 32
    app = application()
    app.use_authentication().add(
        JWTBearerAuthentication(
            valid_audiences=["shop"], valid_issuers=["me"], secret_key=Secret(key, direct_value=True)
        )
    )
    app.use_authorization()

    @app.router.get("/")
    async def me(request):
        return text(request.user["sub"] or "nobody")

    if not BROKEN:
        auth()(me)

    def token(seconds):
        claims = {"sub": "ann", "aud": "shop", "iss": "me", "exp": int(time.time()) + seconds}
        return jwt.encode(claims, key, "HS256")

    good = token(60)
    head, body, signature = good.split(".")
    tokens = (good, ".".join((head, body, signature[::-1])), token(-60))

    async def visit(client):
        answers = [await client.get("/", headers={"Authorization": f"Bearer {token}"}) for token in tokens]
        answers.append(await client.get("/"))
        assert [answer.status for answer in answers] == [200, 401, 401, 401]
        assert await answers[0].text() == "ann"

    talk(app, visit)


@cell("single-sign-on", "builtin", packages=["blacksheep[full]"])
def test_a_visitor_signs_in_at_a_provider():
    from urllib.parse import parse_qs, urlsplit

    from blacksheep.contents import FormContent
    from blacksheep.server.authentication.oidc import OpenIDSettings, use_openid_connect
    from sign_in_provider import CLIENT, SECRET, provider, send_back, with_other_state

    with provider() as url:
        app = application()
        use_openid_connect(
            app, OpenIDSettings(CLIENT, url, client_secret=Secret(SECRET, direct_value=True)), is_default=False
        )

        @app.router.get("/me")
        async def me(request):
            return text(request.user["name"] or "nobody")

        async def visit(client):
            away = (await client.get("/sign-in")).headers.get_first(b"location").decode()
            assert away.startswith(f"{url}/auth?")
            returned = await asyncio.to_thread(send_back, away)
            answers = []
            for address in (with_other_state(returned), returned):
                form = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
                answers.append(await client.post("/authorization-callback", content=FormContent(form)))
            refused, taken = answers
            assert (refused.status, taken.status) == (400, 302)
            cookie = {} if BROKEN else {"openidconnect": taken.cookies["openidconnect"].value}
            assert await (await client.get("/me", cookies=cookie)).text() == "Zofia"

        talk(app, visit)


@cell("csrf", "builtin", packages=["jinja2"])
def test_a_request_without_the_right_token_is_refused(tmp_path):
    from blacksheep.server.csrf import AntiForgeryHandler, use_anti_forgery
    from blacksheep.server.rendering.jinja2 import JinjaRenderer
    from blacksheep.settings.html import html_settings
    from jinja2 import FileSystemLoader

    html_settings.use(JinjaRenderer(FileSystemLoader(tmp_path)))
    app = application()
    handler = AntiForgeryHandler() if BROKEN else use_anti_forgery(app)

    @app.router.get("/")
    async def form(request):
        return text(handler.get_tokens(request)[1])

    @app.router.post("/")
    async def send():
        return text("taken")

    async def visit(client):
        page = await client.get("/")
        token, cookie = await page.text(), {name: value.value for name, value in page.cookies.items()}

        async def post(token, cookies):
            return (
                await client.post("/", headers={"RequestVerificationToken": token} if token else None, cookies=cookies)
            ).status

        statuses = [
            await post(token, cookie),
            await post("", cookie),
            await post(token + "0", cookie),
            await post(token, {}),
        ]
        assert statuses == [200, 401, 401, 401]

    talk(app, visit)


@cell("cors", "builtin")
def test_one_origin_is_allowed_and_another_not():
    app = application()
    if not BROKEN:
        app.use_cors(allow_origins="https://one.example", allow_methods="GET")

    @app.router.get("/")
    async def home():
        return text("hi")

    async def visit(client):
        for origin, allowed in ((b"https://one.example", b"https://one.example"), (b"https://two.example", None)):
            headers = [(b"Origin", origin), (b"Access-Control-Request-Method", b"GET")]
            preflight, answer = await client.options("/", headers=headers), await client.get("/", headers=headers[:1])
            for got in (preflight, answer):
                assert got.headers.get_first(b"Access-Control-Allow-Origin") == allowed

    talk(app, visit)


@cell("security-headers", "builtin")
def test_a_middleware_adds_a_header():
    from blacksheep.server.security.hsts import HSTSMiddleware

    app = application()
    if not BROKEN:
        app.middlewares.append(HSTSMiddleware())

    @app.router.get("/")
    async def home():
        return text("hi")

    name = "strict-transport-security"
    assert ask(app).headers.get(name) == "max-age=31536000; includeSubDomains;"
    assert name not in ask(application()).headers


@cell("second-factor", "none-found")
def test_the_password_alone_signs_in():
    """Tried: its sign-in by Basic credentials, which the password alone opens; the usual addresses of a second step; a
    search of all names, those of its authentication package included."""
    app = application()
    signed_in(app)

    async def second_factor(request, handler):
        return await handler(request) if request.get_first_header(b"X-Code") == b"123456" else text("a code?", 403)

    app.middlewares.extend([second_factor] if BROKEN else [])

    @auth()
    @app.router.get("/me")
    async def me(request):
        return text(request.user["name"])

    async def visit(client):
        answers = [await client.get(path, headers=basic("ann", "tea")) for path in ("/me", *SECOND_STEPS)]
        assert [answer.status for answer in answers] == [200] + [404] * len(SECOND_STEPS)
        assert await answers[0].text() == "ann"

    talk(app, visit)
    words = ("totp", "webauthn", "passkey", "twofactor", "two_factor", "mfa", "otp")
    assert names_in("blacksheep", *words) == names_in("guardpost", *words) == []
