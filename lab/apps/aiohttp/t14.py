# needs: babel
# prepare: {bin}/pybabel compile -d t14_locale
# break: the reader's languages are not asked for
# note: aiohttp does not read Accept-Language; Babel and the standard library's gettext do the rest
import gettext
import os
import re
import sys

from aiohttp import web
from babel import negotiate_locale

LANGUAGE = re.compile(r"([A-Za-z-]+)(?:\s*;\s*q=(\d(?:\.\d+)?))?")
TRANSLATIONS = {
    language: gettext.translation("messages", "t14_locale", [language], fallback=True) for language in ("en", "pl")
}

routes = web.RouteTableDef()


def preferred_languages(header: str) -> list[str]:
    """The languages of an Accept-Language header, most wanted first."""
    return [name for name, _ in sorted(LANGUAGE.findall(header), key=lambda found: -float(found[1] or 1))]


@routes.get("/hello")
async def hello(request: web.Request) -> web.Response:
    n, header = int(request.query["n"]), request.headers.get("Accept-Language", "en")
    wanted = [] if os.getenv("BREAK") else preferred_languages(header)
    translation = TRANSLATIONS[negotiate_locale(wanted, TRANSLATIONS, sep="-") or "en"]
    text = translation.ngettext("You have %(n)d message", "You have %(n)d messages", n)
    return web.json_response({"message": text % {"n": n}})


app = web.Application()
app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
