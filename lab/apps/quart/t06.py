# needs: quart-auth, quart-db[sqlite]
# break: logging out leaves the cookie as it is
# note: passwords are hashed by Werkzeug's default, scrypt; the cookie is signed, so a copy of it stays valid after logging out
import os
from pathlib import Path

from quart import Quart, abort, g, request
from quart.utils import run_sync
from quart_auth import (
    AuthUser,
    QuartAuth,
    current_user,
    login_required,
    login_user,
    logout_user,
)
from quart_db import QuartDB
from werkzeug.security import check_password_hash

app = Quart(__name__)
app.secret_key = "a-secret-of-this-program-alone"
QuartAuth(app, cookie_secure=False)
QuartDB(
    app,
    url=f"sqlite:///{Path(os.environ['LAB_DATA']) / 'users.db'}",
    migrations_folder="t06_migrations",
    data_path="t06_data.py",
)


async def find_user(name):
    return await g.connection.fetch_first("SELECT * FROM users WHERE name = :name", {"name": name})


@app.post("/login")
async def login():
    form = await request.form
    user = await find_user(form["username"])
    if user is None:
        abort(401)
    if not await run_sync(check_password_hash)(user["password_hash"], form["password"]):
        abort(401)
    login_user(AuthUser(user["name"]))
    return {"user": user["name"]}


@app.post("/logout")
async def logout():
    if not os.getenv("BREAK"):
        logout_user()
    return "", 204


@app.get("/me")
@login_required
async def me():
    return {"user": current_user.auth_id}


@app.get("/edit")
@login_required
async def edit():
    user = await find_user(current_user.auth_id)
    if not user["can_edit"]:
        abort(403)
    return {"user": user["name"]}
