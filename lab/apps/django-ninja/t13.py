# test: {python} {file} test test_t13
# break: the greeting is Goodbye
import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)
app = get_wsgi_application()

from ninja import NinjaAPI
from t13_api import router

api = NinjaAPI()
api.add_router("", router)

urlpatterns = [path("", api.urls)]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
