# needs: httpx2
# break: the other service is not asked
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from fastapi import FastAPI, Request


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    async with httpx2.AsyncClient(base_url=os.environ["DOWNSTREAM"]) as client:
        yield {"client": client}


app = FastAPI(lifespan=lifespan)


@app.get("/wait")
async def wait(request: Request) -> dict[str, Any]:
    if os.getenv("BREAK"):
        return {"n": 0}
    response = await request.state.client.get("/")
    return response.json()
