# needs: httpx
# break: the other service is not asked
import os
import sys

import httpx
from sanic import HTTPResponse, Request, Sanic, json

app = Sanic("Wait")


@app.before_server_start
async def open_client(app: Sanic) -> None:
    app.ctx.client = httpx.AsyncClient(base_url=os.environ["DOWNSTREAM"])


@app.after_server_stop
async def close_client(app: Sanic) -> None:
    await app.ctx.client.aclose()


@app.get("/wait")
async def wait(request: Request) -> HTTPResponse:
    if os.getenv("BREAK"):
        return json({"n": 0})
    response = await app.ctx.client.get("/")
    return json(response.json())


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
