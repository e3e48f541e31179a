# break: the note is lost
import hashlib
import os
import sys

from aiohttp import web

routes = web.RouteTableDef()


@routes.post("/upload")
async def upload(request: web.Request) -> web.Response:
    form = await request.post()
    file = form.get("file")
    if not isinstance(file, web.FileField):
        raise web.HTTPBadRequest(text="file is missing")
    content = file.file.read()
    sha256 = hashlib.sha256(content).hexdigest()
    note = "" if os.getenv("BREAK") else form.get("note", "")
    return web.json_response({"name": file.filename, "size": len(content), "sha256": sha256, "note": note})


app = web.Application(client_max_size=4 * 1024**2)  # 1 MiB by default
app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
