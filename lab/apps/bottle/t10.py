# break: the work cubes n
# note: Bottle has nothing for this; the jobs live in a pool of threads of the process
import os
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from bottle import Bottle, abort, request, response

app = Bottle()
executor = ThreadPoolExecutor()
jobs = {}


def square(n):
    time.sleep(0.3)
    return n ** (3 if os.getenv("BREAK") else 2)


@app.post("/jobs")
def create_job():
    job_id = str(uuid4())
    jobs[job_id] = executor.submit(square, request.json["n"])
    response.status = 202
    return {"id": job_id}


@app.get("/jobs/<job_id>")
def show_job(job_id):
    if job_id not in jobs:
        abort(404, "There is no such job.")
    job = jobs[job_id]
    return {"state": "done", "result": job.result()} if job.done() else {"state": "pending"}
