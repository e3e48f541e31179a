# prepare: msgfmt -o t14_locale/pl/LC_MESSAGES/django.mo t14_locale/pl/LC_MESSAGES/django.po
# break: LocaleMiddleware is left out, so every answer is in English
# note: translation is Django's; in a project, manage.py compilemessages runs msgfmt
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path
from django.utils.translation import ngettext

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    LANGUAGE_CODE="en",
    LANGUAGES=[("en", "English"), ("pl", "Polski")],
    LOCALE_PATHS=[Path(__file__).parent / "t14_locale"],
    MIDDLEWARE=[] if os.getenv("BREAK") else ["django.middleware.locale.LocaleMiddleware"],
    ROOT_URLCONF=__name__,
)
app = get_wsgi_application()

from ninja import NinjaAPI

api = NinjaAPI()


@api.get("/hello")
def hello(request, n: int):
    return {"message": ngettext("%(n)d message", "%(n)d messages", n) % {"n": n}}


urlpatterns = [path("", api.urls)]
