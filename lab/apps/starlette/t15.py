# needs: httpx2
# break: the other service is not asked
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:
    async with httpx2.AsyncClient(base_url=os.environ["DOWNSTREAM"]) as client:
        yield {"client": client}


async def wait(request: Request) -> JSONResponse:
    if os.getenv("BREAK"):
        return JSONResponse({"n": 0})
    response = await request.state.client.get("/")
    return JSONResponse(response.json())


app = Starlette(routes=[Route("/wait", wait)], lifespan=lifespan)
