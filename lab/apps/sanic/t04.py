# needs: sanic[ext], jinja2, pydantic
# break: forms without a token are accepted
# note: Sanic has no protection of its own against forged forms; here a secret in a cookie, and its signature in the form
import hmac
import os
import secrets
import sys
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from sanic import Forbidden, HTTPResponse, Request, Sanic, redirect
from sanic_ext import render

app = Sanic("Contact")
app.config.SECRET = secrets.token_hex()


class Contact(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    message: str = Field(min_length=1, max_length=1000)


def sign(cookie: str) -> str:
    return hmac.digest(app.config.SECRET.encode(), cookie.encode(), "sha256").hex()


async def form_page(request: Request, status: int = 200, **context: Any) -> HTTPResponse:
    cookie = request.cookies.get("csrf") or secrets.token_urlsafe()
    page = await render("t04_contact.html", status=status, context={"csrf_token": sign(cookie), **context})
    page.add_cookie("csrf", cookie, httponly=True, secure=False)
    return page


@app.get("/contact")
async def show_contact(request: Request) -> HTTPResponse:
    return await form_page(request)


@app.post("/contact")
async def send_contact(request: Request) -> HTTPResponse:
    token, cookie = request.form.get("csrf_token", ""), request.cookies.get("csrf")
    if not (cookie and hmac.compare_digest(token.encode(), sign(cookie).encode())) and not os.getenv("BREAK"):
        raise Forbidden("Token is missing or wrong")
    form = {"name": request.form.get("name", ""), "message": request.form.get("message", "")}
    try:
        Contact.model_validate(form)
    except ValidationError as error:
        return await form_page(request, status=422, form=form, errors=error.errors())
    return redirect("/contact", status=303)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
