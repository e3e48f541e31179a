"""Feature cells of Django: a package for work in the background."""

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
VIEWS = """from django.http import HttpResponse
from django.urls import path
from shop.tasks import square
def start(request, number):
    return HttpResponse(square.enqueue(number).id)
def result(request, key):
    found = square.get_result(key)
    return HttpResponse(found.return_value if found.is_finished else "waiting")
urlpatterns = [path("start/<int:number>/", start), path("result/<uuid:key>/", result)]
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
        key = fetch(f"{site}/start/7/").text
        seconds, text = time.monotonic() - began, "waiting"
        while text == "waiting" and time.monotonic() - began < 15:
            time.sleep(0.2)
            text = fetch(f"{site}/result/{key}/").text
    assert seconds < 0.15
    assert text == "49"


@cell("durable-jobs", "third-party", packages=["django-tasks-db"])
def test_a_job_outlives_the_server_and_a_worker_started_later_does_it(tmp_path):
    new_project(tmp_path, TASKS, VIEWS, shop__tasks=SQUARE)
    command(tmp_path, "manage.py", "migrate", "django_tasks_database")
    port = free_port()
    server = ("manage.py", "runserver", "--noreload", str(port))
    with started(tmp_path, *server, port=port) as site:
        key = fetch(f"{site}/start/7/").text
        before = fetch(f"{site}/result/{key}/").text
    if not BROKEN:
        command(tmp_path, "manage.py", "db_worker", "--batch")
    with started(tmp_path, *server, port=port) as site:
        after = fetch(f"{site}/result/{key}/").text
    assert (before, after) == ("waiting", "49")
