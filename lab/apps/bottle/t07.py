# break: the hash is SHA-1
# note: upload.filename is the name reduced to ASCII letters; raw_filename is what the client sent
import hashlib
import os

from bottle import Bottle, abort, request

app = Bottle()


@app.post("/upload")
def upload():
    upload = request.files.get("file")
    if upload is None:
        abort(400, "The file is missing.")
    digest = hashlib.file_digest(upload.file, "sha1" if os.getenv("BREAK") else "sha256")
    return {
        "name": upload.raw_filename,
        "size": upload.file.seek(0, os.SEEK_END),
        "sha256": digest.hexdigest(),
        "note": request.forms.note,
    }
