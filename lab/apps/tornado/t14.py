# needs: babel
# prepare: {bin}/pybabel compile -d t14_locale
# break: the reader's languages are not asked for
# note: Babel compiles the catalogue; Tornado reads it and Accept-Language by itself
import asyncio
import os
import sys

from tornado import locale
from tornado.web import Application, RequestHandler

locale.set_default_locale("en")
locale.load_gettext_translations("t14_locale", "messages")


class HelloHandler(RequestHandler):
    def get(self) -> None:
        n = int(self.get_query_argument("n"))
        reader = locale.get("en") if os.getenv("BREAK") else self.locale
        text = reader.translate("You have %(n)d message", "You have %(n)d messages", n)
        self.write({"message": text % {"n": n}})


def make_app() -> Application:
    return Application([(r"/hello", HelloHandler)])


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
