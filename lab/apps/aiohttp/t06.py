# needs: aiohttp-security[session], aiohttp-session[secure], sqlalchemy[asyncio], aiosqlite, pwdlib[argon2]
# prepare: {python} {file} --create-users
# break: everybody may edit
# note: aiohttp has no password hash; passwords are hashed with Argon2 by pwdlib; the session is an encrypted cookie
import asyncio
import os
import sys
from pathlib import Path

from aiohttp import web
from aiohttp_security import (
    AbstractAuthorizationPolicy,
    SessionIdentityPolicy,
    check_authorized,
    check_permission,
    forget,
    remember,
)
from aiohttp_security import setup as setup_security
from aiohttp_session import setup as setup_session
from aiohttp_session.cookie_storage import EncryptedCookieStorage
from cryptography.fernet import Fernet
from pwdlib import PasswordHash
from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine(f"sqlite+aiosqlite:///{Path(os.environ['LAB_DATA'], 'users.db')}")
new_session = async_sessionmaker(engine, expire_on_commit=False)
password_hash = PasswordHash.recommended()
DUMMY_HASH = password_hash.hash("dummypassword")
routes = web.RouteTableDef()


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    hashed_password: Mapped[str]
    can_edit: Mapped[bool] = mapped_column(default=False)


async def find_user(username: str | None) -> User | None:
    async with new_session() as session:
        return await session.scalar(select(User).where(User.username == username))


class AuthorizationPolicy(AbstractAuthorizationPolicy):
    async def authorized_userid(self, identity: str) -> str | None:
        user = await find_user(identity)
        return user.username if user else None

    async def permits(self, identity: str | None, permission: str, context: object = None) -> bool:
        user = await find_user(identity)
        return user is not None and permission == "edit" and (user.can_edit or bool(os.getenv("BREAK")))


@routes.post("/login")
async def login(request: web.Request) -> web.Response:
    form = await request.post()
    user = await find_user(form.get("username"))
    # A hash is verified for unknown names too, so that the time taken does not tell whether a name exists.
    hashed = user.hashed_password if user else DUMMY_HASH
    valid = await asyncio.to_thread(password_hash.verify, str(form.get("password")), hashed)
    if user is None or not valid:
        raise web.HTTPUnauthorized(text="Incorrect username or password")
    response = web.json_response({"user": user.username})
    await remember(request, response, user.username)
    return response


@routes.get("/me")
async def read_me(request: web.Request) -> web.Response:
    return web.json_response({"user": await check_authorized(request)})


@routes.get("/edit")
async def edit(request: web.Request) -> web.Response:
    await check_permission(request, "edit")
    return web.json_response({"editor": await check_authorized(request)})


@routes.post("/logout")
async def logout(request: web.Request) -> web.Response:
    response = web.Response(status=204)
    await forget(request, response)
    return response


app = web.Application()
app.add_routes(routes)
setup_session(app, EncryptedCookieStorage(Fernet.generate_key().decode()))
setup_security(app, SessionIdentityPolicy(), AuthorizationPolicy())


async def create_users() -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with new_session.begin() as session:
        session.add(User(username="ann", hashed_password=password_hash.hash("correct horse 42"), can_edit=True))
        session.add(User(username="bob", hashed_password=password_hash.hash("battery staple 43")))


if __name__ == "__main__":
    if "--create-users" in sys.argv:
        asyncio.run(create_users())
    else:
        web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
