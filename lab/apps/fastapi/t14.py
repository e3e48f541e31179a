# needs: babel
# prepare: {bin}/pybabel compile -d t14_locale
# break: the reader's languages are not asked for
# note: FastAPI does not read Accept-Language; Babel and the standard library's gettext do the rest
import gettext
import os
import re
from typing import Annotated

from babel import negotiate_locale
from fastapi import FastAPI, Header

LANGUAGE = re.compile(r"([A-Za-z-]+)(?:\s*;\s*q=(\d(?:\.\d+)?))?")
TRANSLATIONS = {
    language: gettext.translation("messages", "t14_locale", [language], fallback=True) for language in ("en", "pl")
}

app = FastAPI()


def preferred_languages(header: str) -> list[str]:
    """The languages of an Accept-Language header, most wanted first."""
    return [name for name, _ in sorted(LANGUAGE.findall(header), key=lambda found: -float(found[1] or 1))]


@app.get("/hello")
async def hello(n: int, accept_language: Annotated[str, Header()] = "en") -> dict[str, str]:
    wanted = [] if os.getenv("BREAK") else preferred_languages(accept_language)
    translation = TRANSLATIONS[negotiate_locale(wanted, TRANSLATIONS, sep="-") or "en"]
    return {"message": translation.ngettext("You have %(n)d message", "You have %(n)d messages", n) % {"n": n}}
