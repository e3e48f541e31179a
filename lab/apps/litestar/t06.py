# needs: litestar[sqlalchemy], aiosqlite, pwdlib[argon2]
# prepare: {python} {file}
# break: everybody may edit
# note: passwords are hashed with Argon2 by pwdlib; sessions stay on the server
import asyncio
import os
from pathlib import Path
from typing import Any

from advanced_alchemy.base import DefaultBase
from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig, SQLAlchemyPlugin
from litestar import Litestar, Request, get, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware.session.server_side import ServerSideSessionBackend, ServerSideSessionConfig
from litestar.params import URLEncodedBody
from litestar.security.session_auth import SessionAuth
from msgspec import Struct
from pwdlib import PasswordHash
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

password_hash = PasswordHash.recommended()
DUMMY_HASH = password_hash.hash("dummypassword")
config = SQLAlchemyAsyncConfig(connection_string=f"sqlite+aiosqlite:///{Path(os.environ['LAB_DATA'], 'users.db')}")


class User(DefaultBase):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    hashed_password: Mapped[str]
    can_edit: Mapped[bool] = mapped_column(default=False)


class Login(Struct):
    username: str
    password: str


async def retrieve_user(session: dict[str, Any], connection: ASGIConnection) -> User | None:
    async with config.get_session() as db_session:
        return await db_session.get(User, session.get("user_id", 0))


def requires_edit(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    if not connection.user.can_edit and not os.getenv("BREAK"):
        raise PermissionDeniedException


session_auth = SessionAuth[User, ServerSideSessionBackend](
    retrieve_user_handler=retrieve_user, session_backend_config=ServerSideSessionConfig(), exclude=["/login"]
)


@post("/login", status_code=200)
async def login(
    data: URLEncodedBody[Login], request: Request, db_session: NamedDependency[AsyncSession]
) -> dict[str, str]:
    user = await db_session.scalar(select(User).where(User.username == data.username))
    # A hash is verified for unknown names too, so that the time taken does not tell whether a name exists.
    hashed = user.hashed_password if user else DUMMY_HASH
    valid = await asyncio.to_thread(password_hash.verify, data.password, hashed)
    if user is None or not valid:
        raise NotAuthorizedException("Incorrect username or password")
    request.set_session({"user_id": user.id})
    return {"user": user.username}


@get("/me")
async def read_me(request: Request[User, Any, Any]) -> dict[str, str]:
    return {"user": request.user.username}


@get("/edit", guards=[requires_edit])
async def edit(request: Request[User, Any, Any]) -> dict[str, str]:
    return {"editor": request.user.username}


@post("/logout", status_code=204)
async def logout(request: Request) -> None:
    request.clear_session()


app = Litestar(
    [login, read_me, edit, logout], on_app_init=[session_auth.on_app_init], plugins=[SQLAlchemyPlugin(config)]
)


async def create_users() -> None:
    await config.create_all_metadata(app)
    async with config.get_session() as db_session, db_session.begin():
        db_session.add(User(username="ann", hashed_password=password_hash.hash("correct horse 42"), can_edit=True))
        db_session.add(User(username="bob", hashed_password=password_hash.hash("battery staple 43")))


if __name__ == "__main__":
    asyncio.run(create_users())
