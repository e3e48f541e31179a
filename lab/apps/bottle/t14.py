# needs: babel
# prepare: {bin}/pybabel compile -d t14_locale
# break: the reader's languages are not asked for
# note: Bottle translates nothing; Babel and the standard library's gettext do
import gettext
import os
import re

from babel import negotiate_locale
from bottle import Bottle, request

LANGUAGE = re.compile(r"([A-Za-z-]+)(?:\s*;\s*q=(\d(?:\.\d+)?))?")
TRANSLATIONS = {
    language: gettext.translation("messages", "t14_locale", [language], fallback=True)
    for language in ("en", "pl")
}

app = Bottle()


def preferred_languages(header):
    """The languages of an Accept-Language header, most wanted first."""
    return [name for name, _ in sorted(LANGUAGE.findall(header), key=lambda item: -float(item[1] or 1))]


@app.hook("before_request")
def choose_translation():
    header = "" if os.getenv("BREAK") else request.get_header("Accept-Language", "")
    language = negotiate_locale(preferred_languages(header), TRANSLATIONS, sep="-")
    request.environ["translation"] = TRANSLATIONS[language or "en"]


@app.get("/hello")
def hello():
    n = int(request.query.n)
    message = request.environ["translation"].ngettext("%(n)d message", "%(n)d messages", n)
    return {"message": message % {"n": n}}
