# needs: httpx
# break: the other service's answer is left out
import os

import httpx
from quart import Quart

app = Quart(__name__)


@app.before_serving
async def open_client():
    app.client = httpx.AsyncClient(base_url=os.environ["DOWNSTREAM"])


@app.after_serving
async def close_client():
    await app.client.aclose()


@app.get("/wait")
async def wait():
    response = await app.client.get("/")
    return {} if os.getenv("BREAK") else response.json()
