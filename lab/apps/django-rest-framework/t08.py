# note: plain Django: REST framework has no asynchronous views
# serve: asgi
# break: the pieces come without a pause
import asyncio
import os

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import StreamingHttpResponse
from django.urls import path

PAUSE = 0 if os.getenv("BREAK") else 0.1

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)


async def lines(n):
    for number in range(1, n + 1):
        yield f"line {number}\n"
        await asyncio.sleep(PAUSE)


async def ticks(n):
    for number in range(1, n + 1):
        yield f"id: {number}\nevent: tick\ndata: {number}\n\n"
        await asyncio.sleep(PAUSE)


async def stream(request):
    n = int(request.GET["n"])
    return StreamingHttpResponse(lines(n), content_type="text/plain; charset=utf-8")


async def events(request):
    n = int(request.GET["n"])
    return StreamingHttpResponse(ticks(n), content_type="text/event-stream")


urlpatterns = [
    path("stream", stream),
    path("events", events),
]

app = get_asgi_application()
