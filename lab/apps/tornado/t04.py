# needs: pydantic
# break: forms without a token are accepted
import asyncio
import os
import sys

from pydantic import BaseModel, Field, ValidationError
from tornado.web import Application, RequestHandler


class Contact(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    message: str = Field(min_length=1, max_length=1000)


class ContactHandler(RequestHandler):
    def get(self) -> None:
        self.render("t04_contact.html", name="", message="", errors=[])

    def post(self) -> None:
        name = self.get_body_argument("name", "", strip=False)
        message = self.get_body_argument("message", "", strip=False)
        try:
            Contact(name=name, message=message)
        except ValidationError as error:
            self.set_status(422)
            self.render("t04_contact.html", name=name, message=message, errors=error.errors())
        else:
            self.redirect("/contact", status=303)


def make_app() -> Application:
    return Application([(r"/contact", ContactHandler)], template_path="templates", xsrf_cookies=not os.getenv("BREAK"))


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
