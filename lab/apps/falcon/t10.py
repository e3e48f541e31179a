# serve: asgi
# break: the work cubes n
# note: resp.schedule_sync() runs the work in a thread after the answer is sent; the jobs live in the process
import os
import time
from functools import partial
from uuid import uuid4

import falcon
import falcon.asgi

jobs = {}


def square(job_id, n):
    time.sleep(0.3)
    jobs[job_id] = {"state": "done", "result": n ** (3 if os.getenv("BREAK") else 2)}


class JobsResource:
    async def on_post(self, req, resp):
        job = await req.get_media()
        job_id = str(uuid4())
        jobs[job_id] = {"state": "pending"}
        resp.schedule_sync(partial(square, job_id, job["n"]))
        resp.status = falcon.HTTP_202
        resp.media = {"id": job_id}


class JobResource:
    async def on_get(self, req, resp, job_id):
        if job_id not in jobs:
            raise falcon.HTTPNotFound
        resp.media = jobs[job_id]


app = falcon.asgi.App()
app.add_route("/jobs", JobsResource())
app.add_route("/jobs/{job_id}", JobResource())
