# needs: aiojobs
# break: the work is done inside the request
# note: a job lives in the server's process and ends with it
import asyncio
import os
import sys
from itertools import count
from typing import Any

from aiohttp import web
from aiojobs.aiohttp import setup, spawn

routes = web.RouteTableDef()
ids = count(1)
jobs: dict[int, dict[str, Any]] = {}


async def square(job_id: int, n: int) -> None:
    await asyncio.sleep(0.3)
    jobs[job_id] = {"state": "done", "result": n * n}


@routes.post("/jobs")
async def create_job(request: web.Request) -> web.Response:
    data, job_id = await request.json(), next(ids)
    jobs[job_id] = {"state": "pending"}
    if os.getenv("BREAK"):
        await square(job_id, data["n"])
    else:
        await spawn(request, square(job_id, data["n"]))
    return web.json_response({"id": job_id}, status=202)


@routes.get(r"/jobs/{job_id:\d+}")
async def read_job(request: web.Request) -> web.Response:
    job_id = int(request.match_info["job_id"])
    if job_id not in jobs:
        raise web.HTTPNotFound
    return web.json_response(jobs[job_id])


app = web.Application()
app.add_routes(routes)
setup(app)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
