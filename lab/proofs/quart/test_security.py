"""Users, rights and headers with Quart."""

import asyncio

from pallets_starlette import identity_provider
from proof import BROKEN, cell
from quart import Quart, redirect, request, session, url_for


async def secured(path, secret=None):
    """An application with Quart-Security and two users, an editor and a reader, both with the password "secret tea"."""
    from quart_security import RoleMixin, Security, SQLAlchemyUserDatastore, UserMixin, hash_password
    from quart_security.state import SecurityState
    from sqlalchemy import JSON, Column, ForeignKey, Table
    from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

    class Base(DeclarativeBase): ...

    links = Table("links", Base.metadata, Column("u", ForeignKey("user.id")), Column("r", ForeignKey("role.id")))

    class Role(Base, RoleMixin):
        __tablename__ = "role"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

    class User(Base, UserMixin):
        __tablename__ = "user"
        id: Mapped[int] = mapped_column(primary_key=True)
        fs_uniquifier: Mapped[str]
        email: Mapped[str]
        password: Mapped[str]
        active: Mapped[bool] = mapped_column(default=True)
        tf_primary_method: Mapped[str | None]
        tf_totp_secret: Mapped[str | None]
        mf_recovery_codes = mapped_column(JSON, default=list)
        roles = relationship(Role, secondary=links)

    engine = create_async_engine(f"sqlite+aiosqlite:///{path}/users.sqlite")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
        await connection.run_sync(SecurityState.metadata.create_all)
    app = Quart(__name__)
    app.config |= {"SECRET_KEY": "for this test alone", "SECURITY_CSRF_PROTECT": False, "SECURITY_COOKIE_SECURE": False}
    app.config |= {"SECURITY_WEBAUTHN": False, "SECURITY_LOGIN_MAX_ATTEMPTS": 0, "SECURITY_TRACKABLE": False}
    store = SQLAlchemyUserDatastore(async_sessionmaker(engine, expire_on_commit=False), User, Role)
    Security(app, store)
    async with app.app_context():
        factor = {"tf_primary_method": "authenticator", "tf_totp_secret": secret} if secret else {}
        password, editor = hash_password("secret tea"), await store.create_role(name="editor")
        await store.create_user(email="ada@example.org", password=password, roles=[editor], **factor)
        await store.create_user(email="bea@example.org", password=password)
        await store.commit()
        await store.close()
    return app


@cell("permissions", "third-party", packages=["aiosqlite", "quart-security"])
def test_a_role_opens_an_address(tmp_path):
    from quart_security import auth_required, roles_required

    async def talk():
        app = await secured(tmp_path)

        @app.get("/edit")
        @(auth_required() if BROKEN else roles_required("editor"))
        async def edit():
            return "edited"

        statuses = []
        for name in ("ada", "bea"):
            client = app.test_client()
            await client.post("/login", form={"email": f"{name}@example.org", "password": "secret tea"})
            statuses.append((await client.get("/edit")).status_code)
        assert statuses == [200, 403]

    asyncio.run(talk())


@cell("second-factor", "third-party", packages=["aiosqlite", "quart-security"])
def test_a_code_is_asked_for_after_the_password(tmp_path):
    import pyotp
    from quart_security import roles_required

    async def talk():
        secret = pyotp.random_base32()
        app = await secured(tmp_path, None if BROKEN else secret)

        @app.get("/edit")
        @roles_required("editor")
        async def edit():
            return "edited"

        client = app.test_client()
        await client.post("/login", form={"email": "ada@example.org", "password": "secret tea"})
        assert (await client.get("/edit")).status_code == 401
        right = pyotp.TOTP(secret).now()
        for code, status in ((f"{(int(right) + 1) % 1_000_000:06}", 401), (right, 200)):
            await client.post("/tf-validate", form={"token": code})
            assert (await client.get("/edit")).status_code == status

    asyncio.run(talk())


@cell("authentication", "official-extension", packages=["quart-auth"])
def test_the_handler_knows_who_signed_in():
    from quart_auth import AuthUser, QuartAuth, current_user, login_required, login_user

    app = Quart(__name__)
    app.secret_key = "for this test alone"
    QuartAuth(app, cookie_secure=False)

    @app.post("/login")
    async def login():
        form = await request.form
        if form["password"] == "secret tea":
            login_user(AuthUser(form["name"]))
        return "done"

    @app.get("/me")
    async def me():
        return current_user.auth_id or "anybody"

    if not BROKEN:
        app.view_functions["me"] = login_required(me)

    async def talk():
        seen = []
        for password in ("secret tea", "wrong"):
            client = app.test_client()
            await client.post("/login", form={"name": "Ada", "password": password})
            answer = await client.get("/me")
            seen.append((answer.status_code, await answer.get_data(as_text=True)))
        assert seen[0] == (200, "Ada")
        assert seen[1][0] == 401

    asyncio.run(talk())


@cell("single-sign-on", "third-party", packages=["quart-authlib"])
def test_a_visitor_signs_in_at_a_provider():
    import requests
    from authlib.integrations.base_client import MismatchingStateError
    from quart_authlib import OAuth

    app, oauth = Quart(__name__), OAuth()
    app.secret_key = "for this test alone"
    oauth.init_app(app)

    @app.get("/login")
    async def login():
        return oauth.staff.authorize_redirect(url_for("back", _external=True))

    @app.get("/back")
    async def back():
        try:
            token = None if BROKEN else await oauth.staff.authorize_access_token()
        except MismatchingStateError:
            return "refused", 403
        session["name"] = oauth.staff.userinfo(token=token)["name"] if token else None
        return redirect("/me")

    @app.get("/me")
    async def me():
        return session.get("name") or "nobody"

    async def talk():
        client = app.test_client()
        sent = (await client.get("/login")).location
        assert "client_id=tea" in sent and "redirect_uri=" in sent and "state=" in sent
        returned = requests.get(sent, allow_redirects=False, timeout=5).headers["Location"]
        path = returned.partition("localhost")[2]
        assert (await client.get(path.replace("state=", "state=other"))).status_code == 403
        await client.get(path)
        assert await (await client.get("/me")).get_data(as_text=True) == "Zofia"

    with identity_provider() as provider:
        oauth.register(
            "staff",
            client_id="tea",
            client_secret="leaf",
            authorize_url=f"{provider}/authorize",
            access_token_url=f"{provider}/token",
            userinfo_endpoint=f"{provider}/userinfo",
            api_base_url=provider,
        )
        asyncio.run(talk())


@cell("jwt", "third-party", packages=["quart-jwt-extended"])
def test_a_token_names_the_user_until_it_expires_or_is_changed():
    from datetime import timedelta

    from quart_jwt_extended import JWTManager, create_access_token, get_jwt_identity, jwt_optional, jwt_required

    app = Quart(__name__)
    app.config["JWT_SECRET_KEY"] = "a key of thirty-two bytes or more, for this test"
    JWTManager(app)

    @app.get("/me")
    @(jwt_optional if BROKEN else jwt_required)
    async def me():
        return get_jwt_identity() or "anybody"

    async def talk():
        async with app.app_context():
            token = create_access_token("Ada")
            old = create_access_token("Ada", expires_delta=timedelta(seconds=-1))
        changed = token[:-4] + ("aaaa" if token[-4:] != "aaaa" else "bbbb")
        client, statuses = app.test_client(), []
        answer = await client.get("/me", headers={"Authorization": f"Bearer {token}"})
        assert await answer.get_data(as_text=True) == "Ada"
        for headers in ({}, {"Authorization": f"Bearer {changed}"}, {"Authorization": f"Bearer {old}"}):
            statuses.append((await client.get("/me", headers=headers)).status_code)
        assert statuses == [401, 422, 401]

    asyncio.run(talk())


@cell("cors", "official-extension", packages=["quart-cors"])
def test_the_allowed_origin_alone_gets_the_headers():
    from quart_cors import cors

    app = Quart(__name__)

    @app.get("/")
    async def tea():
        return "tea"

    cors(app, allow_origin=[] if BROKEN else ["https://a.example"])

    async def allowed(method, origin):
        headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        answer = await app.test_client().open("/", method=method, headers=headers)
        return answer.headers.get("Access-Control-Allow-Origin")

    asked = [(method, f"https://{letter}.example") for method in ("OPTIONS", "GET") for letter in "ab"]
    origins = [asyncio.run(allowed(*each)) for each in asked]
    assert origins == ["https://a.example", None, "https://a.example", None]


@cell("security-headers", "third-party", packages=["secure"])
def test_one_call_adds_headers_to_an_answer():
    from secure import Secure
    from secure.middleware import SecureASGIMiddleware

    app = Quart(__name__)

    @app.get("/")
    async def tea():
        return "tea"

    async def headers():
        return {name.lower() for name in (await app.test_client().get("/")).headers.keys()}

    named = {"strict-transport-security", "content-security-policy", "x-frame-options", "x-content-type-options"}
    assert not named & asyncio.run(headers())
    if not BROKEN:
        app.asgi_app = SecureASGIMiddleware(app.asgi_app, secure=Secure.with_default_headers())
    assert named <= asyncio.run(headers())


@cell("throttling", "official-extension", packages=["quart-rate-limiter"])
def test_the_third_request_in_a_minute_is_refused():
    from datetime import timedelta

    from quart_rate_limiter import RateLimiter, rate_limit

    app = Quart(__name__)

    @app.get("/")
    @rate_limit(100 if BROKEN else 2, timedelta(minutes=1))
    async def tea():
        return "tea"

    RateLimiter(app)

    async def talk():
        async with app.test_app() as served:
            client = served.test_client()
            addresses = ["10.0.0.1"] * 3 + ["10.0.0.2"]
            answers = [await client.get("/", scope_base={"client": (address, 1)}) for address in addresses]
            return [answer.status_code for answer in answers]

    assert asyncio.run(talk()) == [200, 200, 429, 200]
