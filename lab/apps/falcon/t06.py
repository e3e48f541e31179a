# needs: sqlalchemy, argon2-cffi
# prepare: {python} {file}
# break: logging out leaves the session as it is
# note: Falcon has no login and no sessions; passwords are hashed by Argon2, sessions are rows of the database
import os
import secrets
from pathlib import Path

import falcon
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import ForeignKey, create_engine, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine(f"sqlite:///{Path(os.environ['LAB_DATA']) / 'users.db'}")
hasher = PasswordHasher()


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    can_edit: Mapped[bool] = mapped_column(default=False)


class Login(Base):
    __tablename__ = "login"

    token: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    user: Mapped[User] = relationship(lazy="joined")


def authenticate(req, resp, resource, params):
    with Session(engine) as session:
        login = session.get(Login, req.cookies.get("session", ""))
    if login is None:
        raise falcon.HTTPUnauthorized
    req.context.user = login.user


def authorize(req, resp, resource, params):
    if not req.context.user.can_edit:
        raise falcon.HTTPForbidden


class LoginResource:
    def on_post(self, req, resp):
        form = req.media
        with Session(engine) as session:
            user = session.scalar(select(User).filter_by(name=form["username"]))
            if user is None:
                raise falcon.HTTPUnauthorized
            try:
                hasher.verify(user.password_hash, form["password"])
            except VerifyMismatchError as error:
                raise falcon.HTTPUnauthorized from error
            token = secrets.token_urlsafe()
            session.add(Login(token=token, user=user))
            session.commit()
            resp.set_cookie("session", token, same_site="Lax")
            resp.media = {"user": user.name}


class LogoutResource:
    def on_post(self, req, resp):
        if not os.getenv("BREAK"):
            with Session(engine) as session:
                session.execute(delete(Login).filter_by(token=req.cookies.get("session", "")))
                session.commit()
        resp.status = falcon.HTTP_204


class UserResource:
    @falcon.before(authenticate)
    def on_get(self, req, resp):
        resp.media = {"user": req.context.user.name}


class EditResource:
    @falcon.before(authenticate)
    @falcon.before(authorize)
    def on_get(self, req, resp):
        resp.media = {"user": req.context.user.name}


app = falcon.App()
app.resp_options.secure_cookies_by_default = False
app.add_route("/login", LoginResource())
app.add_route("/logout", LogoutResource())
app.add_route("/me", UserResource())
app.add_route("/edit", EditResource())

if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        ann = User(name="ann", password_hash=hasher.hash("correct horse 42"), can_edit=True)
        bob = User(name="bob", password_hash=hasher.hash("battery staple 43"))
        session.add_all([ann, bob])
        session.commit()
