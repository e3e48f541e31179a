# break: the work cubes n
# note: a background task that is a plain function runs in a thread; the jobs live in the process
import os
import time
from uuid import uuid4

from quart import Quart, abort, request

app = Quart(__name__)
jobs = {}


def square(job_id, n):
    time.sleep(0.3)
    jobs[job_id] = {"state": "done", "result": n ** (3 if os.getenv("BREAK") else 2)}


@app.post("/jobs")
async def create_job():
    job = await request.get_json()
    job_id = str(uuid4())
    jobs[job_id] = {"state": "pending"}
    app.add_background_task(square, job_id, job["n"])
    return {"id": job_id}, 202


@app.get("/jobs/<job_id>")
async def show_job(job_id):
    if job_id not in jobs:
        abort(404)
    return jobs[job_id]
