# break: the hash is SHA-1
import hashlib
import os

from quart import Quart, request

app = Quart(__name__)


@app.post("/upload")
async def upload():
    file = (await request.files)["file"]
    form = await request.form
    digest = hashlib.file_digest(file.stream, "sha1" if os.getenv("BREAK") else "sha256")
    return {
        "name": file.filename,
        "size": file.stream.seek(0, os.SEEK_END),
        "sha256": digest.hexdigest(),
        "note": form.get("note", ""),
    }
