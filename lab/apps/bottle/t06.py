# needs: sqlalchemy, argon2-cffi
# prepare: {python} {file}
# break: logging out leaves the cookie as it is
# note: passwords are hashed by Argon2; the cookie is signed by Bottle, so a copy of it stays valid after logging out
import os
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from bottle import Bottle, abort, request, response
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

SECRET = "a-secret-of-this-program-alone"

engine = create_engine(f"sqlite:///{Path(os.environ['LAB_DATA']) / 'users.db'}")
hasher = PasswordHasher()
app = Bottle()


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    can_edit: Mapped[bool] = mapped_column(default=False)


def current_user():
    user_id = request.get_cookie("user_id", secret=SECRET)
    if user_id is None:
        abort(401, "Log in first.")
    with Session(engine) as session:
        return session.get(User, user_id)


@app.post("/login")
def login():
    with Session(engine) as session:
        user = session.scalar(select(User).filter_by(name=request.forms.username))
    if user is None:
        abort(401, "Wrong name or password.")
    try:
        hasher.verify(user.password_hash, request.forms.password)
    except VerifyMismatchError:
        abort(401, "Wrong name or password.")
    response.set_cookie("user_id", user.id, secret=SECRET, httponly=True, samesite="lax")
    return {"user": user.name}


@app.post("/logout")
def logout():
    if not os.getenv("BREAK"):
        response.delete_cookie("user_id")
    response.status = 204


@app.get("/me")
def me():
    return {"user": current_user().name}


@app.get("/edit")
def edit():
    user = current_user()
    if not user.can_edit:
        abort(403, "You may not edit.")
    return {"user": user.name}


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        ann = User(name="ann", password_hash=hasher.hash("correct horse 42"), can_edit=True)
        bob = User(name="bob", password_hash=hasher.hash("battery staple 43"))
        session.add_all([ann, bob])
        session.commit()
