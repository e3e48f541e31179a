# needs: aiohttp-jinja2, aiohttp-session[secure], pydantic
# break: forms without a token are accepted
# note: aiohttp has no protection of its own against forged forms; a token in the session is the common pattern
import os
import secrets
import sys
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web
from aiohttp_session import Session, get_session, setup
from aiohttp_session.cookie_storage import EncryptedCookieStorage
from cryptography.fernet import Fernet
from pydantic import BaseModel, Field, ValidationError

routes = web.RouteTableDef()


class Contact(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    message: str = Field(min_length=1, max_length=1000)


async def csrf_token(request: web.Request) -> dict[str, str]:
    session = await get_session(request)
    return {"csrf_token": session.setdefault("csrf_token", secrets.token_urlsafe())}


def is_valid(session: Session, token: str) -> bool:
    expected = session.get("csrf_token")
    return expected is not None and secrets.compare_digest(token.encode(), expected.encode())


@routes.get("/contact")
@aiohttp_jinja2.template("t04_contact.html")
async def show_contact(request: web.Request) -> dict[str, Any]:
    return {}


@routes.post("/contact")
async def send_contact(request: web.Request) -> web.Response:
    session, form = await get_session(request), await request.post()
    if not is_valid(session, str(form.get("csrf_token"))) and not os.getenv("BREAK"):
        raise web.HTTPForbidden(text="Token is missing or wrong")
    try:
        Contact.model_validate(dict(form))
    except ValidationError as error:
        context = {"form": form, "errors": error.errors()}
        return await aiohttp_jinja2.render_template_async("t04_contact.html", request, context, status=422)
    raise web.HTTPSeeOther("/contact")


app = web.Application()
app.add_routes(routes)
setup(app, EncryptedCookieStorage(Fernet.generate_key().decode()))
aiohttp_jinja2.setup(
    app, loader=jinja2.FileSystemLoader("templates"), context_processors=[csrf_token], enable_async=True
)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
