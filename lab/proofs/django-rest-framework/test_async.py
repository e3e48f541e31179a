"""Feature cells of Django REST Framework: coroutines, by a package."""

import asyncio
import time

from django.core.asgi import get_asgi_application
from django.db import connection, models
from django.urls import path
from django_project import ask, project, tables
from proof import BROKEN, cell
from rest_framework.response import Response


@cell("async-handlers", "third-party", packages=["adrf"])
def test_ten_requests_wait_at_once_in_one_thread():
    from adrf.decorators import api_view

    @api_view(["GET"])
    async def slow(request):
        time.sleep(0.5) if BROKEN else await asyncio.sleep(0.5)
        return Response("done")

    async def visit():
        application, began = get_asgi_application(), time.monotonic()
        answers = await asyncio.gather(*(ask(application, "/") for _ in range(10)))
        return answers, time.monotonic() - began

    with project(path("", slow), MIDDLEWARE=[]):
        answers, seconds = asyncio.run(visit())
    assert answers == [(200, '"done"')] * 10
    assert seconds < 1.5


@cell("async-database", "third-party", packages=["adrf"])
def test_a_coroutine_awaits_its_queries_and_lets_another_request_pass():
    from adrf.decorators import api_view
    from asgiref.sync import sync_to_async

    class Note(models.Model):
        text = models.TextField()

        class Meta:
            app_label = __name__

    @api_view(["GET"])
    async def store(request):
        await Note.objects.acreate(text="kept")
        return Response((await Note.objects.aget()).text)

    def slow_query():
        connection.ensure_connection()
        connection.connection.create_function("wait", 0, lambda: time.sleep(0.3))
        return Note.objects.extra(select={"waited": "wait()"})

    @api_view(["GET"])
    async def slow(request):
        notes = await sync_to_async(slow_query)()
        return Response(list(notes) if BROKEN else [note.text async for note in notes])

    @api_view(["GET"])
    async def quick(request):
        return Response("quick")

    async def visit():
        application = get_asgi_application()
        kept = await ask(application, "/store/")
        waiting = asyncio.create_task(ask(application, "/slow/"))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        await ask(application, "/quick/")
        return kept, time.monotonic() - began, await waiting

    with project(path("store/", store), path("slow/", slow), path("quick/", quick), MIDDLEWARE=[]):
        tables(Note)
        kept, seconds, slowly = asyncio.run(visit())
    assert (kept, slowly) == ((200, '"kept"'), (200, '["kept"]'))
    assert seconds < 0.15
