"""The application that the server runs: the front, and the site behind it."""

from config.http.front import Front
from config.wsgi import application as wsgi

application = Front(wsgi)
