# needs: httpx
# break: the other service is not asked
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from litestar import Litestar, get
from litestar.datastructures import State


@asynccontextmanager
async def http_client(app: Litestar) -> AsyncIterator[None]:
    async with httpx.AsyncClient(base_url=os.environ["DOWNSTREAM"]) as client:
        app.state.client = client
        yield


@get("/wait")
async def wait(state: State) -> dict[str, Any]:
    if os.getenv("BREAK"):
        return {"n": 0}
    response = await state.client.get("/")
    return response.json()


app = Litestar([wait], lifespan=[http_client])
