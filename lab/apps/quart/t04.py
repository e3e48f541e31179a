# needs: pydantic
# break: forms without a token are accepted
# note: Quart-WTF does not install with this Quart (it asks for 0.18); a random token in the session is the common pattern
import os
import secrets

from pydantic import BaseModel, Field, ValidationError
from quart import Quart, abort, redirect, render_template, request, session, url_for

app = Quart(__name__)
app.secret_key = secrets.token_hex()


class Contact(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    message: str = Field(min_length=1, max_length=1000)


async def show(form, errors):
    token = session.setdefault("csrf_token", secrets.token_urlsafe())
    return await render_template("t04_contact.html", token=token, form=form, errors=errors)


@app.get("/contact")
async def show_contact():
    return await show({}, {})


@app.post("/contact")
async def send_contact():
    form = await request.form
    token = session.get("csrf_token")
    if (token is None or form.get("csrf_token") != token) and not os.getenv("BREAK"):
        abort(403)
    try:
        Contact.model_validate(form.to_dict())
    except ValidationError as error:
        errors = {detail["loc"][0]: detail["msg"] for detail in error.errors()}
        return await show(form, errors), 422
    return redirect(url_for("thanks"))


@app.get("/contact/thanks")
async def thanks():
    return "Thank you."
