# break: the note is lost
import hashlib
import os
import sys

from sanic import BadRequest, HTTPResponse, Request, Sanic, json

app = Sanic("Upload")


@app.post("/upload")
async def upload(request: Request) -> HTTPResponse:
    file = request.files.get("file")
    if file is None:
        raise BadRequest("file is missing")
    sha256 = hashlib.sha256(file.body).hexdigest()
    note = "" if os.getenv("BREAK") else request.form.get("note", "")
    return json({"name": file.name, "size": len(file.body), "sha256": sha256, "note": note})


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
