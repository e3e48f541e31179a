# needs: sqlalchemy[asyncio], aiosqlite, pwdlib[argon2]
# prepare: {python} {file} --create-users
# break: everybody may edit
# note: Tornado has no password hash; passwords are hashed with Argon2 by pwdlib; the session is a signed cookie
import asyncio
import os
import secrets
import sys
from pathlib import Path

from pwdlib import PasswordHash
from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from tornado.web import Application, HTTPError, RequestHandler

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


class BaseHandler(RequestHandler):
    async def prepare(self) -> None:
        user_id = self.get_signed_cookie("user_id") or b"0"
        async with new_session() as session:
            self.current_user = await session.get(User, int(user_id))


class LoginHandler(BaseHandler):
    async def post(self) -> None:
        async with new_session() as session:
            name = self.get_body_argument("username")
            user = await session.scalar(select(User).where(User.username == name))
        # A hash is verified for unknown names too, so that the time taken does not tell whether a name exists.
        hashed = user.hashed_password if user else DUMMY_HASH
        valid = await asyncio.to_thread(password_hash.verify, self.get_body_argument("password", strip=False), hashed)
        if user is None or not valid:
            raise HTTPError(401)
        self.set_signed_cookie("user_id", str(user.id), httponly=True, samesite="Lax")
        self.write({"user": user.username})


class MeHandler(BaseHandler):
    def get(self) -> None:
        if not self.current_user:
            raise HTTPError(401)
        self.write({"user": self.current_user.username})


class EditHandler(BaseHandler):
    def get(self) -> None:
        if not self.current_user:
            raise HTTPError(401)
        if not self.current_user.can_edit and not os.getenv("BREAK"):
            raise HTTPError(403)
        self.write({"editor": self.current_user.username})


class LogoutHandler(BaseHandler):
    def post(self) -> None:
        self.clear_cookie("user_id")
        self.set_status(204)


def make_app() -> Application:
    return Application(
        [
            (r"/login", LoginHandler),
            (r"/me", MeHandler),
            (r"/edit", EditHandler),
            (r"/logout", LogoutHandler),
        ],
        cookie_secret=secrets.token_hex(),
    )


async def create_users() -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with new_session.begin() as session:
        session.add(User(username="ann", hashed_password=password_hash.hash("correct horse 42"), can_edit=True))
        session.add(User(username="bob", hashed_password=password_hash.hash("battery staple 43")))


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(create_users() if "--create-users" in sys.argv else main())
