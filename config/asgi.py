"""The application that the server runs: the front, and the site behind it."""

from config.front import Front
from config.wsgi import application as wsgi

application = Front(wsgi)
