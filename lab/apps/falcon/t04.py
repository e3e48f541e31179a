# needs: jinja2, pydantic
# break: forms without a token are accepted
# note: Falcon has no protection against forged forms; a random token in a cookie, repeated in the form, is a common pattern
import os
import secrets

import falcon
from jinja2 import Environment, FileSystemLoader, select_autoescape
from pydantic import BaseModel, Field, ValidationError

templates = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())


class Contact(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    message: str = Field(min_length=1, max_length=1000)


def verify_token(req, resp, resource, params):
    cookie, field = req.cookies.get("csrf_token", ""), req.media.get("csrf_token", "")
    same = secrets.compare_digest(cookie.encode(), field.encode())
    if not (cookie and same) and not os.getenv("BREAK"):
        raise falcon.HTTPForbidden(title="The token is missing or wrong")


class ContactResource:
    def on_get(self, req, resp):
        self.show(req, resp, {}, {})

    @falcon.before(verify_token)
    def on_post(self, req, resp):
        form = req.media
        try:
            Contact.model_validate(form)
        except ValidationError as error:
            errors = {detail["loc"][0]: detail["msg"] for detail in error.errors()}
            self.show(req, resp, form, errors)
            resp.status = falcon.HTTP_422
        else:
            raise falcon.HTTPSeeOther("/contact")

    def show(self, req, resp, form, errors):
        token = req.cookies.get("csrf_token") or secrets.token_urlsafe()
        resp.set_cookie("csrf_token", token, same_site="Strict")
        resp.content_type = falcon.MEDIA_HTML
        resp.text = templates.get_template("t04_contact.html").render(
            token=token, form=form, errors=errors
        )


app = falcon.App()
app.resp_options.secure_cookies_by_default = False
app.add_route("/contact", ContactResource())
