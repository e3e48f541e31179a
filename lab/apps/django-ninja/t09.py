# note: Channels beside Django; Django Ninja has no WebSockets
# needs: channels
# serve: asgi
# break: the echo is in capitals
import os

from channels.generic.websocket import WebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)

urlpatterns = []


class EchoConsumer(WebsocketConsumer):
    def receive(self, text_data):
        if text_data == "bye":
            self.close(1000)
        elif os.getenv("BREAK"):
            self.send(f"ECHO: {text_data.upper()}")
        else:
            self.send(f"echo: {text_data}")


app = ProtocolTypeRouter(
    {
        "http": get_asgi_application(),
        "websocket": URLRouter([path("ws", EchoConsumer.as_asgi())]),
    }
)
