# needs: babel
# prepare: {bin}/pybabel compile -d t14_locale
# break: the reader's languages are not asked for
# note: Sanic does not read Accept-Language; Babel and the standard library's gettext do the rest
import gettext
import os
import re
import sys

from babel import negotiate_locale
from sanic import HTTPResponse, Request, Sanic, json

LANGUAGE = re.compile(r"([A-Za-z-]+)(?:\s*;\s*q=(\d(?:\.\d+)?))?")
TRANSLATIONS = {
    language: gettext.translation("messages", "t14_locale", [language], fallback=True) for language in ("en", "pl")
}

app = Sanic("Hello")


def preferred_languages(header: str) -> list[str]:
    """The languages of an Accept-Language header, most wanted first."""
    return [name for name, _ in sorted(LANGUAGE.findall(header), key=lambda found: -float(found[1] or 1))]


@app.get("/hello")
async def hello(request: Request) -> HTTPResponse:
    n, header = int(request.args.get("n")), request.headers.get("accept-language", "en")
    wanted = [] if os.getenv("BREAK") else preferred_languages(header)
    translation = TRANSLATIONS[negotiate_locale(wanted, TRANSLATIONS, sep="-") or "en"]
    text = translation.ngettext("You have %(n)d message", "You have %(n)d messages", n)
    return json({"message": text % {"n": n}})


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
