# break: the work cubes n
# note: the jobs live in the process; Flask's documentation shows Celery, which needs a broker beside it
import os
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from flask import Flask, abort, request

app = Flask(__name__)
executor = ThreadPoolExecutor()
jobs = {}


def square(n):
    time.sleep(0.3)
    return n ** (3 if os.getenv("BREAK") else 2)


@app.post("/jobs")
def create_job():
    job_id = str(uuid4())
    jobs[job_id] = executor.submit(square, request.get_json()["n"])
    return {"id": job_id}, 202


@app.get("/jobs/<job_id>")
def job(job_id):
    if job_id not in jobs:
        abort(404)
    if not jobs[job_id].done():
        return {"state": "pending"}
    return {"state": "done", "result": jobs[job_id].result()}
