# needs: sqlalchemy[asyncio], aiosqlite, python-multipart, itsdangerous, pwdlib[argon2]
# prepare: {python} {file}
# break: everybody may edit
# note: Starlette has no password hash; passwords are hashed with Argon2 by pwdlib; the session is a signed cookie
import asyncio
import os
import secrets
from pathlib import Path

from pwdlib import PasswordHash
from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from starlette.applications import Starlette
from starlette.authentication import AuthCredentials, AuthenticationBackend, SimpleUser, requires
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

engine = create_async_engine(f"sqlite+aiosqlite:///{Path(os.environ['LAB_DATA'], 'users.db')}")
new_session = async_sessionmaker(engine, expire_on_commit=False)
password_hash = PasswordHash.recommended()
DUMMY_HASH = password_hash.hash("dummypassword")


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    hashed_password: Mapped[str]
    can_edit: Mapped[bool] = mapped_column(default=False)


class SessionBackend(AuthenticationBackend):
    """Finds the user of the session and what the user may do."""

    async def authenticate(self, conn: HTTPConnection) -> tuple[AuthCredentials, SimpleUser] | None:
        async with new_session() as session:
            user = await session.get(User, conn.session.get("user_id", 0))
        if user is None:
            return None
        scopes = ["authenticated", "edit"] if user.can_edit or os.getenv("BREAK") else ["authenticated"]
        return AuthCredentials(scopes), SimpleUser(user.username)


async def login(request: Request) -> JSONResponse:
    async with request.form() as form, new_session() as session:
        user = await session.scalar(select(User).where(User.username == form.get("username")))
        # A hash is verified for unknown names too, so that the time taken does not tell whether a name exists.
        hashed = user.hashed_password if user else DUMMY_HASH
        valid = await run_in_threadpool(password_hash.verify, str(form.get("password")), hashed)
    if user is None or not valid:
        raise HTTPException(status_code=401, detail="Incorrect username or password")
    request.session["user_id"] = user.id
    return JSONResponse({"user": user.username})


@requires("authenticated", status_code=401)
async def read_me(request: Request) -> JSONResponse:
    return JSONResponse({"user": request.user.display_name})


@requires("edit")
async def edit(request: Request) -> JSONResponse:
    return JSONResponse({"editor": request.user.display_name})


async def logout(request: Request) -> Response:
    request.session.clear()
    return Response(status_code=204)


app = Starlette(
    routes=[
        Route("/login", login, methods=["POST"]),
        Route("/me", read_me),
        Route("/edit", edit),
        Route("/logout", logout, methods=["POST"]),
    ],
    middleware=[
        Middleware(SessionMiddleware, secret_key=secrets.token_hex()),
        Middleware(AuthenticationMiddleware, backend=SessionBackend()),
    ],
)


async def create_users() -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with new_session.begin() as session:
        session.add(User(username="ann", hashed_password=password_hash.hash("correct horse 42"), can_edit=True))
        session.add(User(username="bob", hashed_password=password_hash.hash("battery staple 43")))


if __name__ == "__main__":
    asyncio.run(create_users())
