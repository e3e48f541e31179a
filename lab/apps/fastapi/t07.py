# needs: python-multipart
# break: the note is lost
import hashlib
import os
from typing import Annotated, Any

from fastapi import FastAPI, Form, UploadFile

app = FastAPI()


@app.post("/upload")
async def upload(file: UploadFile, note: Annotated[str, Form()] = "") -> dict[str, Any]:
    content = await file.read()
    sha256 = hashlib.sha256(content).hexdigest()
    return {"name": file.filename, "size": file.size, "sha256": sha256, "note": "" if os.getenv("BREAK") else note}
