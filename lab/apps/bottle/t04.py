# needs: pydantic
# break: forms without a token are accepted
# note: Bottle has no protection against forged forms; a random token in a signed cookie, repeated in the form, is a common pattern
import os
import secrets

from bottle import TEMPLATE_PATH, Bottle, abort, redirect, request, response, template
from pydantic import BaseModel, Field, ValidationError

SECRET = secrets.token_hex()

TEMPLATE_PATH.insert(0, "templates")
app = Bottle()


class Contact(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    message: str = Field(min_length=1, max_length=1000)


def show(form, errors):
    token = request.get_cookie("csrf_token", secret=SECRET) or secrets.token_urlsafe()
    response.set_cookie("csrf_token", token, secret=SECRET, httponly=True, samesite="strict")
    return template("t04_contact", token=token, form=form, errors=errors)


@app.get("/contact")
def show_contact():
    return show({}, {})


@app.post("/contact")
def send_contact():
    token = request.get_cookie("csrf_token", secret=SECRET)
    if (token is None or request.forms.csrf_token != token) and not os.getenv("BREAK"):
        abort(403, "The token is missing or wrong.")
    form = dict(request.forms.decode())
    try:
        Contact.model_validate(form)
    except ValidationError as error:
        return show(form, {detail["loc"][0]: detail["msg"] for detail in error.errors()})
    redirect("/contact/thanks")


@app.get("/contact/thanks")
def thanks():
    return "Thank you."
