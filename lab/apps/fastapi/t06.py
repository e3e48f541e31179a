# needs: sqlmodel, python-multipart, itsdangerous, pwdlib[argon2]
# prepare: {python} {file}
# break: everybody may edit
# note: passwords are hashed with Argon2 by pwdlib, as the documentation shows; the session is a signed cookie
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, Form, HTTPException, Request
from pwdlib import PasswordHash
from sqlmodel import Field, Session, SQLModel, create_engine, select
from starlette.middleware.sessions import SessionMiddleware

engine = create_engine(f"sqlite:///{Path(os.environ['LAB_DATA'], 'users.db')}")
password_hash = PasswordHash.recommended()
DUMMY_HASH = password_hash.hash("dummypassword")


class User(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    username: str = Field(unique=True)
    hashed_password: str
    can_edit: bool = False


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


def get_current_user(request: Request, session: SessionDep) -> User:
    user = session.get(User, request.session.get("user_id", 0))
    if user is None:
        raise HTTPException(status_code=401, detail="Not authenticated")
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]


def get_editor(user: CurrentUser) -> User:
    if not user.can_edit and not os.getenv("BREAK"):
        raise HTTPException(status_code=403, detail="Not allowed to edit")
    return user


app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key=secrets.token_hex())


@app.post("/login")
def login(
    request: Request, session: SessionDep, username: Annotated[str, Form()], password: Annotated[str, Form()]
) -> dict[str, str]:
    user = session.exec(select(User).where(User.username == username)).first()
    # A hash is verified for unknown names too, so that the time taken does not tell whether a name exists.
    valid = password_hash.verify(password, user.hashed_password if user else DUMMY_HASH)
    if user is None or not valid:
        raise HTTPException(status_code=401, detail="Incorrect username or password")
    request.session["user_id"] = user.id
    return {"user": user.username}


@app.get("/me")
def read_me(user: CurrentUser) -> dict[str, str]:
    return {"user": user.username}


@app.get("/edit")
def edit(user: Annotated[User, Depends(get_editor)]) -> dict[str, str]:
    return {"editor": user.username}


@app.post("/logout", status_code=204)
def logout(request: Request) -> None:
    request.session.clear()


if __name__ == "__main__":
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(username="ann", hashed_password=password_hash.hash("correct horse 42"), can_edit=True))
        session.add(User(username="bob", hashed_password=password_hash.hash("battery staple 43")))
        session.commit()
