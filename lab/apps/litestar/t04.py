# needs: litestar[jinja]
# break: forms without a token are accepted
import os
import secrets
from pathlib import Path
from typing import Annotated

import msgspec
from litestar import Litestar, get, post
from litestar.config.csrf import CSRFConfig
from litestar.params import URLEncodedBody
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Redirect, Template
from litestar.template import TemplateConfig


class Contact(msgspec.Struct):
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    message: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]


@get("/contact")
async def show_contact() -> Template:
    return Template(template_name="t04_contact.html")


@post("/contact", status_code=303)
async def send_contact(data: URLEncodedBody[dict[str, str]]) -> Template | Redirect:
    try:
        msgspec.convert(data, Contact)
    except msgspec.ValidationError as error:
        return Template(template_name="t04_contact.html", context={**data, "error": error}, status_code=422)
    return Redirect("/contact", status_code=303)


safe_methods = {"GET", "HEAD", "OPTIONS", "POST"} if os.getenv("BREAK") else {"GET", "HEAD", "OPTIONS"}

app = Litestar(
    [show_contact, send_contact],
    csrf_config=CSRFConfig(secret=secrets.token_hex(), safe_methods=safe_methods),
    template_config=TemplateConfig(directory=Path("templates"), engine=JinjaTemplateEngine),
)
