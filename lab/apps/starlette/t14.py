# needs: babel
# prepare: {bin}/pybabel compile -d t14_locale
# break: the reader's languages are not asked for
# note: Starlette does not read Accept-Language; Babel and the standard library's gettext do the rest
import gettext
import os
import re

from babel import negotiate_locale
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

LANGUAGE = re.compile(r"([A-Za-z-]+)(?:\s*;\s*q=(\d(?:\.\d+)?))?")
TRANSLATIONS = {
    language: gettext.translation("messages", "t14_locale", [language], fallback=True) for language in ("en", "pl")
}


def preferred_languages(header: str) -> list[str]:
    """The languages of an Accept-Language header, most wanted first."""
    return [name for name, _ in sorted(LANGUAGE.findall(header), key=lambda found: -float(found[1] or 1))]


async def hello(request: Request) -> JSONResponse:
    n, header = int(request.query_params["n"]), request.headers.get("accept-language", "en")
    wanted = [] if os.getenv("BREAK") else preferred_languages(header)
    translation = TRANSLATIONS[negotiate_locale(wanted, TRANSLATIONS, sep="-") or "en"]
    text = translation.ngettext("You have %(n)d message", "You have %(n)d messages", n)
    return JSONResponse({"message": text % {"n": n}})


app = Starlette(routes=[Route("/hello", hello)])
