# break: the work is done inside the request
# note: a background task lives in the server's process and ends with it
import os
import time
from itertools import count
from typing import Any

from fastapi import BackgroundTasks, FastAPI, HTTPException
from pydantic import BaseModel


class NewJob(BaseModel):
    n: int


app = FastAPI()
ids = count(1)
jobs: dict[int, dict[str, Any]] = {}


def square(job_id: int, n: int) -> None:
    time.sleep(0.3)
    jobs[job_id] = {"state": "done", "result": n * n}


@app.post("/jobs", status_code=202)
def create_job(job: NewJob, background_tasks: BackgroundTasks) -> dict[str, int]:
    job_id = next(ids)
    jobs[job_id] = {"state": "pending"}
    if os.getenv("BREAK"):
        square(job_id, job.n)
    else:
        background_tasks.add_task(square, job_id, job.n)
    return {"id": job_id}


@app.get("/jobs/{job_id}")
def read_job(job_id: int) -> dict[str, Any]:
    if job_id not in jobs:
        raise HTTPException(status_code=404, detail="Job not found")
    return jobs[job_id]
