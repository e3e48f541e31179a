# needs: jinja2, python-multipart, itsdangerous, pydantic
# break: forms without a token are accepted
# note: Starlette has no protection of its own against forged forms; a token in the session is the common pattern
import os
import secrets

from pydantic import BaseModel, Field, ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates


class Contact(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    message: str = Field(min_length=1, max_length=1000)


def csrf_token(request: Request) -> dict[str, str]:
    return {"csrf_token": request.session.setdefault("csrf_token", secrets.token_urlsafe())}


def is_valid(request: Request, token: str) -> bool:
    expected = request.session.get("csrf_token")
    return expected is not None and secrets.compare_digest(token.encode(), expected.encode())


templates = Jinja2Templates(directory="templates", context_processors=[csrf_token])


async def show_contact(request: Request) -> Response:
    return templates.TemplateResponse(request, "t04_contact.html")


async def send_contact(request: Request) -> Response:
    async with request.form() as form:
        if not is_valid(request, str(form.get("csrf_token"))) and not os.getenv("BREAK"):
            raise HTTPException(status_code=403, detail="Token is missing or wrong")
        try:
            Contact.model_validate(dict(form))
        except ValidationError as error:
            context = {"form": form, "errors": error.errors()}
            return templates.TemplateResponse(request, "t04_contact.html", context, status_code=422)
    return RedirectResponse("/contact", status_code=303)


app = Starlette(
    routes=[
        Route("/contact", show_contact),
        Route("/contact", send_contact, methods=["POST"]),
    ],
    middleware=[Middleware(SessionMiddleware, secret_key=secrets.token_hex())],
)
