# break: the work cubes n
# note: the jobs live in the process; pyramid_celery does not import on Python 3.13 and needs a broker
import os
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import view_config

executor = ThreadPoolExecutor()
jobs = {}


def square(n):
    time.sleep(0.3)
    return n ** (3 if os.getenv("BREAK") else 2)


@view_config(route_name="jobs", request_method="POST", renderer="json")
def create_job(request):
    job_id = str(uuid4())
    jobs[job_id] = executor.submit(square, request.json_body["n"])
    request.response.status = 202
    return {"id": job_id}


@view_config(route_name="job", renderer="json")
def show_job(request):
    job = jobs.get(request.matchdict["id"])
    if job is None:
        raise HTTPNotFound
    return {"state": "done", "result": job.result()} if job.done() else {"state": "pending"}


with Configurator() as config:
    config.add_route("jobs", "/jobs")
    config.add_route("job", "/jobs/{id}")
    config.scan(__name__)
    app = config.make_wsgi_app()
