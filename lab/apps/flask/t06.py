# needs: flask-sqlalchemy
# prepare: {python} -m flask --app {module} init-db
# break: logging out leaves the session as it is
# note: passwords are hashed by Werkzeug's default, scrypt; the session is a signed cookie, so a copy of it stays valid after logging out
import functools
import os
from pathlib import Path

from flask import Flask, abort, g, request, session
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from werkzeug.security import check_password_hash, generate_password_hash


class Base(DeclarativeBase):
    pass


app = Flask(__name__)
app.config.update(
    SECRET_KEY="a-secret-of-this-program-alone",
    SQLALCHEMY_DATABASE_URI=f"sqlite:///{Path(os.environ['LAB_DATA']) / 'users.db'}",
)
db = SQLAlchemy(app, model_class=Base)


class User(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    can_edit: Mapped[bool]


@app.cli.command("init-db")
def init_db():
    db.create_all()
    for name, password, can_edit in [("ann", "correct horse 42", True), ("bob", "battery staple 43", False)]:
        user = User(
            name=name, password_hash=generate_password_hash(password), can_edit=can_edit
        )
        db.session.add(user)
    db.session.commit()


@app.before_request
def load_logged_in_user():
    g.user = db.session.get(User, session["user_id"]) if "user_id" in session else None


def login_required(view):
    @functools.wraps(view)
    def wrapped_view(**kwargs):
        if g.user is None:
            abort(401)
        return view(**kwargs)

    return wrapped_view


@app.post("/login")
def login():
    user = db.session.scalar(db.select(User).filter_by(name=request.form["username"]))
    if user is None or not check_password_hash(user.password_hash, request.form["password"]):
        abort(401)
    session.clear()
    session["user_id"] = user.id
    return {"user": user.name}


@app.post("/logout")
def logout():
    if not os.getenv("BREAK"):
        session.clear()
    return "", 204


@app.get("/me")
@login_required
def me():
    return {"user": g.user.name}


@app.get("/edit")
@login_required
def edit():
    if not g.user.can_edit:
        abort(403)
    return {"user": g.user.name}
