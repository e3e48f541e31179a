# needs: flask-babel
# prepare: {bin}/pybabel compile --directory t14_translations
# break: every visitor is given English
import os

from flask import Flask, request
from flask_babel import Babel, ngettext

LANGUAGES = ["en"] if os.getenv("BREAK") else ["en", "pl"]

app = Flask(__name__)
app.config["BABEL_TRANSLATION_DIRECTORIES"] = "t14_translations"


def get_locale():
    return request.accept_languages.best_match(LANGUAGES)


Babel(app, locale_selector=get_locale)


@app.get("/hello")
def hello():
    n = request.args.get("n", 1, type=int)
    return {"message": ngettext("%(num)d message", "%(num)d messages", n)}
