# needs: pytest-aiohttp
# test: {python} -m pytest -q -p no:cacheprovider -o asyncio_mode=auto test_t13.py
# break: the greeting forgets the name
import os
import sys

from aiohttp import web

GREETING = "Hello!" if os.getenv("BREAK") else "Hello, {name}!"


async def hello(request: web.Request) -> web.Response:
    return web.json_response({"message": GREETING.format(name=request.match_info["name"])})


def create_app() -> web.Application:
    app = web.Application()
    app.router.add_get("/hello/{name}", hello)
    return app


if __name__ == "__main__":
    web.run_app(create_app(), host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
