# needs: sanic-testing
# break: the greeting forgets the name
# note: unquote=True, because Sanic leaves path parameters percent-encoded by default
import os
import sys

from sanic import HTTPResponse, Request, Sanic, json

GREETING = "Hello!" if os.getenv("BREAK") else "Hello, {name}!"

app = Sanic("Hello")


@app.get("/hello/<name:str>", unquote=True)
async def hello(request: Request, name: str) -> HTTPResponse:
    return json({"message": GREETING.format(name=name)})


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
