# needs: httpx2
# break: the greeting forgets the name
import os

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

GREETING = "Hello!" if os.getenv("BREAK") else "Hello, {name}!"


async def hello(request: Request) -> JSONResponse:
    return JSONResponse({"message": GREETING.format(name=request.path_params["name"])})


app = Starlette(routes=[Route("/hello/{name}", hello)])
