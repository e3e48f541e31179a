# needs: jinja2, python-multipart, itsdangerous
# break: forms without a token are accepted
# note: FastAPI has no protection of its own against forged forms; a token in the session is the common pattern
import os
import secrets
from typing import Annotated

from fastapi import Depends, FastAPI, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel, Field, ValidationError
from starlette.middleware.sessions import SessionMiddleware


class Contact(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    message: str = Field(min_length=1, max_length=1000)


def get_token(request: Request) -> str:
    return request.session.setdefault("csrf_token", secrets.token_urlsafe())


def verify_token(request: Request, csrf_token: Annotated[str, Form()] = "") -> None:
    expected = request.session.get("csrf_token")
    valid = expected is not None and secrets.compare_digest(csrf_token.encode(), expected.encode())
    if not valid and not os.getenv("BREAK"):
        raise HTTPException(status_code=403, detail="Token is missing or wrong")


app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key=secrets.token_hex())
templates = Jinja2Templates(directory="templates")


@app.get("/contact", response_class=HTMLResponse)
async def show_contact(request: Request, token: Annotated[str, Depends(get_token)]) -> Response:
    return templates.TemplateResponse(request=request, name="t04_contact.html", context={"token": token})


@app.post("/contact", dependencies=[Depends(verify_token)])
async def send_contact(
    request: Request,
    token: Annotated[str, Depends(get_token)],
    name: Annotated[str, Form()] = "",
    message: Annotated[str, Form()] = "",
) -> Response:
    try:
        Contact(name=name, message=message)
    except ValidationError as error:
        context = {"token": token, "name": name, "message": message, "errors": error.errors()}
        return templates.TemplateResponse(request=request, name="t04_contact.html", context=context, status_code=422)
    return RedirectResponse("/contact", status_code=303)
