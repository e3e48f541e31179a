# break: the hash is SHA-1
import hashlib
import os

from flask import Flask, request

app = Flask(__name__)


@app.post("/upload")
def upload():
    file = request.files["file"]
    digest = hashlib.file_digest(file.stream, "sha1" if os.getenv("BREAK") else "sha256")
    return {
        "name": file.filename,
        "size": file.stream.seek(0, os.SEEK_END),
        "sha256": digest.hexdigest(),
        "note": request.form.get("note", ""),
    }
