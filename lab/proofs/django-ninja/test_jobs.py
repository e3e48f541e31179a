"""Feature cells of Django Ninja: a package for work in the background."""

import json
import time

from django_project import command, fetch, free_port, new_project, started
from proof import BROKEN, cell

TASKS = """INSTALLED_APPS += ["django_tasks_db"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE"}
"""
SQUARE = """import time
from django.tasks import task
@task
def square(number):
    time.sleep(0.3)
    return number * number
"""
VIEWS = """from django.urls import path
from ninja import NinjaAPI
from shop.tasks import square
api = NinjaAPI()
@api.get("/start/{number}/")
def start(request, number: int):
    return square.enqueue(number).id
@api.get("/result/{key}/")
def result(request, key: str):
    found = square.get_result(key)
    return found.return_value if found.is_finished else "waiting"
urlpatterns = [path("", api.urls)]
"""


@cell("background-tasks", "third-party", packages=["django-tasks-db"])
def test_a_request_starts_work_that_a_worker_carries_out(tmp_path):
    new_project(tmp_path, TASKS, VIEWS, shop__tasks=SQUARE)
    command(tmp_path, "manage.py", "migrate", "django_tasks_database")
    port = free_port()
    server = ("manage.py", "runserver", "--noreload", str(port))
    worker = ("manage.py", "help") if BROKEN else ("manage.py", "db_worker", "--interval", "0.1")
    with started(tmp_path, *server, port=port) as site, started(tmp_path, *worker, port=None):
        fetch(f"{site}/start/1/")
        began = time.monotonic()
        key = json.loads(fetch(f"{site}/start/7/").text)
        seconds, text = time.monotonic() - began, "waiting"
        while text == "waiting" and time.monotonic() - began < 15:
            time.sleep(0.2)
            text = json.loads(fetch(f"{site}/result/{key}/").text)
    assert seconds < 0.15
    assert text == 49


@cell("durable-jobs", "third-party", packages=["django-tasks-db"])
def test_a_job_outlives_the_server_and_a_worker_started_later_does_it(tmp_path):
    new_project(tmp_path, TASKS, VIEWS, shop__tasks=SQUARE)
    command(tmp_path, "manage.py", "migrate", "django_tasks_database")
    port = free_port()
    server = ("manage.py", "runserver", "--noreload", str(port))
    with started(tmp_path, *server, port=port) as site:
        key = json.loads(fetch(f"{site}/start/7/").text)
        before = json.loads(fetch(f"{site}/result/{key}/").text)
    if not BROKEN:
        command(tmp_path, "manage.py", "db_worker", "--batch")
    with started(tmp_path, *server, port=port) as site:
        after = json.loads(fetch(f"{site}/result/{key}/").text)
    assert (before, after) == ("waiting", 49)
