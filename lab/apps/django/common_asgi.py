# serve: asgi
# uses: common.py
# break: limit 51 and quantity 100 are accepted, the page lists 19 products
# note: the same synchronous views, each run in a thread
import common  # the settings, the views and their addresses
from django.core.asgi import get_asgi_application

app = get_asgi_application()
