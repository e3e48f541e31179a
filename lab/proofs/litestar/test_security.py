"""Litestar: who may do what, and what keeps a site safe, by its own test client."""

import base64
import hmac
import secrets
import time
from typing import Any

from by_hand import ask
from litestar import Litestar, Request, Response, get, post
from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath
from litestar.testing import TestClient
from proof import BROKEN, cell


def one_time_code(secret: str) -> str:
    """The code of this half minute, as an application on a telephone shows it (RFC 6238)."""
    counter = (int(time.time()) // 30).to_bytes(8)
    digest = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, "sha256")
    number = int.from_bytes(digest[digest[-1] & 15 :][:4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def signed_in(*handlers) -> Litestar:
    """An application whose visitors sign in by POST /login/<name>; all else needs a session."""
    from litestar.middleware.session.server_side import ServerSideSessionBackend, ServerSideSessionConfig
    from litestar.security.session_auth import SessionAuth

    async def user_of(session: dict[str, Any], connection: ASGIConnection) -> str | None:
        return session.get("name")

    @post("/login/{name:str}", exclude_from_auth=True)
    async def login(request: Request, name: FromPath[str]) -> None:
        request.set_session({"name": name})

    auth = SessionAuth[str, ServerSideSessionBackend](
        retrieve_user_handler=user_of, session_backend_config=ServerSideSessionConfig()
    )
    return Litestar([login, *handlers], on_app_init=[auth.on_app_init])


@cell("authentication", "builtin")
def test_a_session_names_the_user_to_the_handler():
    @get("/me", exclude_from_auth=BROKEN)
    async def me(request: Request) -> str:
        return "nobody" if BROKEN else request.user

    client = TestClient(signed_in(me))
    assert client.get("/me").status_code == 401
    client.post("/login/ann")
    assert client.get("/me").text == "ann"


@cell("permissions", "builtin")
def test_a_guard_lets_one_of_two_users_in():
    def only_ann(connection: ASGIConnection, _) -> None:
        if connection.user != "ann" and not BROKEN:
            raise PermissionDeniedException

    @get("/desk", guards=[only_ann])
    async def desk() -> str:
        return "open"

    app = signed_in(desk)
    statuses = []
    for name in ("ann", "bob"):
        client = TestClient(app)
        client.post(f"/login/{name}")
        statuses.append(client.get("/desk").status_code)
    assert statuses == [200, 403]


@cell("jwt", "builtin", packages=["litestar[jwt]"])
def test_a_bearer_token_is_checked():
    from datetime import timedelta

    from litestar.security.jwt import JWTAuth, Token

    async def user_of(token: Token, connection: ASGIConnection) -> str:
        return token.sub

    @get("/", exclude_from_auth=BROKEN)
    async def me(request: Request) -> str:
        return "open" if BROKEN else request.user

    auth = JWTAuth[str](retrieve_user_handler=user_of, token_secret="s" * 32)
    client = TestClient(Litestar([me], on_app_init=[auth.on_app_init]))
    good, short = auth.create_token("ann"), auth.create_token("ann", token_expiration=timedelta(seconds=1))
    head, body, signature = good.split(".")
    changed = ".".join((head, body, signature[::-1]))
    time.sleep(2)
    answers = [client.get("/", headers={"Authorization": f"Bearer {token}"}) for token in (good, changed, short)]
    assert [answer.status_code for answer in [*answers, client.get("/")]] == [200, 401, 401, 401]
    assert answers[0].text == "ann"


@cell("single-sign-on", "third-party", packages=["litestar-sso"])
def test_a_visitor_signs_in_at_a_provider():
    from litestar.response import Redirect
    from litestar_sso.sso.base import OpenID, SSOLoginError
    from litestar_sso.sso.generic import create_provider
    from sign_in_provider import CLIENT, SECRET, provider, send_back, with_other_state

    with provider() as url:
        Sso = create_provider(
            discovery_document={
                "authorization_endpoint": f"{url}/auth",
                "token_endpoint": f"{url}/token",
                "userinfo_endpoint": f"{url}/userinfo",
            },
            response_convertor=lambda person, _: OpenID(id=person["sub"], display_name=person["name"]),
        )
        sso = Sso(CLIENT, SECRET, "http://testserver.local/back", allow_insecure_http=True)

        @get("/login")
        async def login() -> Redirect:
            with sso:
                return await sso.get_login_redirect(state=secrets.token_urlsafe())

        @get("/back")
        async def back(request: Request) -> str:
            with sso:
                person = None if BROKEN else await sso.verify_and_process(request)
            return person.display_name if person else "nobody"

        refused = {SSOLoginError: lambda request, error: Response("refused", status_code=403)}
        client = TestClient(Litestar([login, back], exception_handlers=refused))
        address = client.get("/login", follow_redirects=False).headers["location"]
        assert address.startswith(f"{url}/auth?")
        returned = send_back(address)
        assert client.get(with_other_state(returned)).status_code == 403
        assert client.get(returned).text == "Zofia"


@cell("csrf", "builtin")
def test_a_request_without_the_right_token_is_refused():
    from litestar.config.csrf import CSRFConfig

    @get("/")
    async def form() -> str:
        return "form"

    @post("/", status_code=200)
    async def send() -> str:
        return "taken"

    app = Litestar([form, send], csrf_config=None if BROKEN else CSRFConfig(secret="for this test alone"))
    client = TestClient(app)
    client.get("/")
    token = client.cookies.get("csrftoken", "")
    sent = [client.post("/", headers=headers) for headers in ({"x-csrftoken": token}, {}, {"x-csrftoken": token + "0"})]
    sent.append(TestClient(app).post("/", headers={"x-csrftoken": token}))
    assert [answer.status_code for answer in sent] == [200, 403, 403, 403]


@cell("cors", "builtin")
def test_one_origin_is_allowed_and_another_not():
    from litestar.config.cors import CORSConfig

    @get("/")
    async def home() -> str:
        return "hi"

    app = Litestar([home], cors_config=None if BROKEN else CORSConfig(allow_origins=["https://one.example"]))
    client = TestClient(app)
    name = "access-control-allow-origin"
    for origin, allowed in (("https://one.example", "https://one.example"), ("https://two.example", None)):
        headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        assert client.options("/", headers=headers).headers.get(name) == allowed
        assert client.get("/", headers={"Origin": origin}).headers.get(name) == allowed


@cell("security-headers", "third-party", packages=["secure"])
def test_a_middleware_adds_five_headers():
    from secure import Secure
    from secure.middleware import SecureASGIMiddleware

    @get("/")
    async def home() -> str:
        return "hi"

    app = Litestar([home])
    names = {
        "strict-transport-security",
        "content-security-policy",
        "x-frame-options",
        "x-content-type-options",
        "referrer-policy",
    }
    assert names & set(ask(app).headers) == set()
    wrapped = app if BROKEN else SecureASGIMiddleware(app, secure=Secure.with_default_headers())
    assert names <= set(ask(wrapped).headers)
    assert names <= set(ask(wrapped, "/nothing").headers)


@cell("second-factor", "third-party", packages=["litestar-auth[totp]", "aiosqlite"])
def test_a_code_is_asked_for_after_the_password(tmp_path):
    from uuid import UUID

    from cryptography.fernet import Fernet
    from litestar_auth import (
        BaseUserManager,
        DatabaseTokenAuthConfig,
        LitestarAuth,
        LitestarAuthConfig,
        TotpConfig,
        UserManagerSecurity,
    )
    from litestar_auth.authentication.strategy._jwt_denylist import InMemoryJWTDenylistStore
    from litestar_auth.authentication.transport import CookieTransportConfig
    from litestar_auth.models import User, import_token_orm_models
    from litestar_auth.password import PasswordHelper
    from litestar_auth.totp import InMemoryTotpEnrollmentStore, InMemoryUsedTotpCodeStore
    from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

    class Users(BaseUserManager[User, UUID]):
        pass

    import_token_orm_models()
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'users.db'}")
    sessions = async_sessionmaker(engine, expire_on_commit=False)

    async def create() -> None:
        async with engine.begin() as connection:
            await connection.run_sync(User.metadata.create_all)
        async with sessions.begin() as session:
            session.add(
                User(email="ann@example.com", hashed_password=PasswordHelper().hash("correct horse"), is_verified=True)
            )

    config = LitestarAuthConfig[User, UUID](
        database_token_auth=DatabaseTokenAuthConfig(
            token_hash_secret=secrets.token_hex(32), cookie=CookieTransportConfig(allow_insecure_cookie_auth=True)
        ),
        session_maker=sessions,
        user_model=User,
        user_manager_class=Users,
        user_manager_security=UserManagerSecurity[UUID](
            verification_token_secret=secrets.token_hex(32),
            reset_password_token_secret=secrets.token_hex(32),
            totp_secret_key=Fernet.generate_key().decode(),
            totp_recovery_code_lookup_secret=secrets.token_hex(32),
            id_parser=UUID,
        ),
        totp_config=TotpConfig(
            totp_pending_secret=secrets.token_hex(32),
            totp_pending_jti_store=InMemoryJWTDenylistStore(),
            totp_enrollment_store=InMemoryTotpEnrollmentStore(),
            totp_used_tokens_store=InMemoryUsedTotpCodeStore(),
        ),
    )
    app = Litestar(plugins=[LitestarAuth(config)], on_startup=[create])
    with TestClient(app, base_url="https://testserver.local") as client:
        password = {"identifier": "ann@example.com", "password": "correct horse"}
        client.post("/auth/login", json=password)
        if not BROKEN:
            enabled = client.post("/auth/2fa/enable", json={"password": "correct horse"}).json()
            code = one_time_code(enabled["secret"])
            client.post(
                "/auth/2fa/enable/confirm", json={"enrollment_token": enabled["enrollment_token"], "code": code}
            )
        client.cookies.clear()
        for code, status, signed in (("000000", 400, False), (None, 201, True)):
            pending = client.post("/auth/login", json=password)
            assert (pending.status_code, list(client.cookies)) == (202, [])
            answer = {
                "pending_token": pending.json()["pending_token"],
                "code": code or one_time_code(enabled["secret"]),
            }
            assert client.post("/auth/2fa/verify", json=answer).status_code == status
            assert ("litestar_auth" in client.cookies) == signed
