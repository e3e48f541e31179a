# needs: quart-babel
# prepare: {bin}/pybabel compile -d t14_translations
# break: every visitor is given English
import os

from quart import Quart, request
from quart_babel import Babel, ngettext

LANGUAGES = ["en"] if os.getenv("BREAK") else ["en", "pl"]

app = Quart(__name__)
app.config["BABEL_TRANSLATION_DIRECTORIES"] = "t14_translations"


def get_locale():
    return request.accept_languages.best_match(LANGUAGES)


Babel(app, locale_selector=get_locale)


@app.get("/hello")
async def hello():
    n = request.args.get("n", 1, type=int)
    return {"message": ngettext("%(num)d message", "%(num)d messages", n)}
