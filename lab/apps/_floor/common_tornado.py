# needs: tornado
# serve: own
# note: Tornado's HTTP server with a callback instead of an application
import asyncio
import sys

from payload import BODIES
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders, ResponseStartLine


def answer(request):
    status, kind, body = BODIES[request.path]
    headers = HTTPHeaders({"Content-Type": kind, "Content-Length": str(len(body))})
    request.connection.write_headers(ResponseStartLine("HTTP/1.1", int(status[:3]), status[4:]), headers, body)
    request.connection.finish()


async def main():
    HTTPServer(answer).listen(int(sys.argv[1]), "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
