# needs: babel
# prepare: {bin}/pybabel compile -d t14_locale
# break: the reader's languages are not asked for
# note: Falcon translates nothing; Babel and the standard library's gettext do
import gettext
import os
import re

import falcon
from babel import negotiate_locale

LANGUAGE = re.compile(r"([A-Za-z-]+)(?:\s*;\s*q=(\d(?:\.\d+)?))?")
TRANSLATIONS = {
    language: gettext.translation("messages", "t14_locale", [language], fallback=True)
    for language in ("en", "pl")
}


def preferred_languages(header):
    """The languages of an Accept-Language header, most wanted first."""
    return [name for name, _ in sorted(LANGUAGE.findall(header), key=lambda item: -float(item[1] or 1))]


class LanguageMiddleware:
    def process_request(self, req, resp):
        header = "" if os.getenv("BREAK") else req.get_header("Accept-Language", default="")
        language = negotiate_locale(preferred_languages(header), TRANSLATIONS, sep="-")
        req.context.translation = TRANSLATIONS[language or "en"]


class HelloResource:
    def on_get(self, req, resp):
        n = req.get_param_as_int("n", required=True)
        message = req.context.translation.ngettext("%(n)d message", "%(n)d messages", n)
        resp.media = {"message": message % {"n": n}}


app = falcon.App(middleware=LanguageMiddleware())
app.add_route("/hello", HelloResource())
