# needs: sqlalchemy[asyncio], aiosqlite, pyjwt, pwdlib[argon2]
# prepare: {python} {file} --create-users
# break: everybody may edit
# note: no sessions or password hash in Sanic: a JSON Web Token, as its guide shows, and Argon2 by pwdlib
import asyncio
import os
import secrets
import sys
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path

import jwt
from pwdlib import PasswordHash
from sanic import Forbidden, HTTPResponse, Request, Sanic, Unauthorized, empty, json
from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

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


Handler = Callable[[Request, User], Awaitable[HTTPResponse]]

app = Sanic("Users")
app.config.SECRET = secrets.token_hex()


def protected(handler: Handler) -> Callable[[Request], Awaitable[HTTPResponse]]:
    """Lets users alone in and hands the user to the handler."""

    @wraps(handler)
    async def decorated(request: Request) -> HTTPResponse:
        try:
            claims = jwt.decode(request.cookies.get("token", ""), app.config.SECRET, algorithms=["HS256"])
        except jwt.InvalidTokenError:
            raise Unauthorized("Not logged in") from None
        async with new_session() as session:
            user = await session.get(User, int(claims["sub"]))
        if user is None:
            raise Unauthorized("Not logged in")
        return await handler(request, user)

    return decorated


@app.post("/login")
async def login(request: Request) -> HTTPResponse:
    async with new_session() as session:
        user = await session.scalar(select(User).where(User.username == request.form.get("username")))
    # A hash is verified for unknown names too, so that the time taken does not tell whether a name exists.
    hashed = user.hashed_password if user else DUMMY_HASH
    valid = await asyncio.to_thread(password_hash.verify, request.form.get("password", ""), hashed)
    if user is None or not valid:
        raise Unauthorized("Incorrect username or password")
    response = json({"user": user.username})
    token = jwt.encode({"sub": str(user.id)}, app.config.SECRET, algorithm="HS256")
    response.add_cookie("token", token, httponly=True, secure=False)
    return response


@app.get("/me")
@protected
async def read_me(request: Request, user: User) -> HTTPResponse:
    return json({"user": user.username})


@app.get("/edit")
@protected
async def edit(request: Request, user: User) -> HTTPResponse:
    if not user.can_edit and not os.getenv("BREAK"):
        raise Forbidden("Not allowed to edit")
    return json({"editor": user.username})


@app.post("/logout")
async def logout(request: Request) -> HTTPResponse:
    response = empty()
    response.delete_cookie("token")
    return response


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
        app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
