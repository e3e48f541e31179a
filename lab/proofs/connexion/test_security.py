"""Connexion: who may do what, and what keeps a site safe, by its own test client."""

from absent import SECOND_STEPS
from by_hand import names_in
from connexion import AsyncApp
from connexion.resolver import Resolver
from proof import BROKEN, cell

USERS = {"ann": {"sub": "ann", "scope": "read write"}, "bob": {"sub": "bob", "scope": "read"}}


def application(handler, scheme=None, scopes=(), method="get"):
    """One address, behind a security scheme of the OpenAPI document if there is one."""
    operation = {"operationId": "handler", "responses": {"200": {"description": "an answer"}}}
    document = {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": {"/": {method: operation}}}
    if scheme:
        operation["security"] = [{"sign_in": list(scopes)}]
        document["components"] = {"securitySchemes": {"sign_in": scheme}}
    app = AsyncApp("shop")
    app.add_api(document, resolver=Resolver({"handler": handler}.get))
    return app


@cell("authentication", "builtin")
def test_credentials_name_the_user_to_the_handler(tmp_path, monkeypatch):
    (tmp_path / "accounts.py").write_text(
        'def check(name, password):\n    return {"sub": name} if (name, password) == ("ann", "tea") else None\n'
    )
    monkeypatch.syspath_prepend(tmp_path)

    async def me(user="nobody"):
        return user

    scheme = {"type": "http", "scheme": "basic", "x-basicInfoFunc": "accounts.check"}
    client = application(me, None if BROKEN else scheme).test_client()
    answers = [client.get("/", auth=auth) for auth in (("ann", "tea"), ("ann", "cup"), None)]
    assert [answer.status_code for answer in answers] == [200, 401, 401]
    assert answers[0].json() == "ann"


@cell("permissions", "builtin")
def test_a_scope_lets_one_of_two_users_in(tmp_path, monkeypatch):
    (tmp_path / "tokens.py").write_text(f"def check(token):\n    return {USERS!r}.get(token)\n")
    monkeypatch.syspath_prepend(tmp_path)

    async def desk():
        return "open"

    flows = {"implicit": {"authorizationUrl": "https://example.com", "scopes": {"read": "", "write": ""}}}
    scheme = {"type": "oauth2", "x-tokenInfoFunc": "tokens.check", "flows": flows}
    client = application(desk, scheme, ["read"] if BROKEN else ["write"]).test_client()
    statuses = [client.get("/", headers={"Authorization": f"Bearer {name}"}).status_code for name in ("ann", "bob")]
    assert statuses == [200, 403]


@cell("jwt", "none-found")
def test_a_bearer_token_goes_unread_to_the_application(tmp_path, monkeypatch):
    """Tried: the bearer scheme with format JWT; what is no token at all is handed to the application's function."""
    (tmp_path / "bearers.py").write_text('def check(token):\n    return {"sub": token}\n')
    monkeypatch.syspath_prepend(tmp_path)

    async def me(user):
        return user

    scheme = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "x-bearerInfoFunc": "bearers.check"}
    client = application(me, scheme).test_client()
    assert client.get("/", headers={"Authorization": "Bearer no-token-at-all"}).json() == "no-token-at-all"


@cell("cors", "builtin")
def test_one_origin_is_allowed_and_another_not():
    from connexion.middleware import MiddlewarePosition
    from starlette.middleware.cors import CORSMiddleware

    async def home():
        return "hi"

    app = application(home)
    if not BROKEN:
        position = MiddlewarePosition.BEFORE_EXCEPTION
        app.add_middleware(CORSMiddleware, position=position, allow_origins=["https://one.example"])
    client = app.test_client()
    name = "access-control-allow-origin"
    for origin, allowed in (("https://one.example", "https://one.example"), ("https://two.example", None)):
        headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        assert client.options("/", headers=headers).headers.get(name) == allowed
        assert client.get("/", headers={"Origin": origin}).headers.get(name) == allowed


@cell("security-headers", "third-party", packages=["secure"])
def test_a_middleware_adds_five_headers():
    from connexion.middleware import MiddlewarePosition
    from secure import Secure
    from secure.middleware import SecureASGIMiddleware

    async def home():
        return "hi"

    names = {
        "strict-transport-security",
        "content-security-policy",
        "x-frame-options",
        "x-content-type-options",
        "referrer-policy",
    }
    assert names & set(application(home).test_client().get("/").headers) == set()
    app = application(home)
    if not BROKEN:
        headers = Secure.with_default_headers()
        app.add_middleware(SecureASGIMiddleware, MiddlewarePosition.BEFORE_EXCEPTION, secure=headers)
    client = app.test_client()
    assert names <= set(client.get("/").headers)
    assert names <= set(client.get("/nothing").headers)


@cell("second-factor", "none-found")
def test_the_password_alone_signs_in(tmp_path, monkeypatch):
    """Tried: the basic scheme, which the password alone opens; the usual addresses of a second step; a search of all
    names. Two schemes can be demanded together, and then the application's own function has to check the code."""
    (tmp_path / "factors.py").write_text(
        f"""
def check(name, password, request):
    code = request.headers.get("x-code")
    return {{"sub": name}} if (name, password) == ("ann", "tea") and (not {BROKEN} or code == "123456") else None
"""
    )
    monkeypatch.syspath_prepend(tmp_path)

    async def me(user):
        return user

    scheme = {"type": "http", "scheme": "basic", "x-basicInfoFunc": "factors.check"}
    client = application(me, scheme).test_client()
    answers = [client.get(path, auth=("ann", "tea")) for path in ("/", *SECOND_STEPS)]
    assert [answer.status_code for answer in answers] == [200] + [404] * len(SECOND_STEPS)
    assert answers[0].json() == "ann"
    assert names_in("connexion", "totp", "webauthn", "passkey", "twofactor", "two_factor", "mfa", "otp") == []
