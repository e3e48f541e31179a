# needs: python-multipart
# break: the note is lost
import hashlib
import os

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def upload(request: Request) -> JSONResponse:
    async with request.form() as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise HTTPException(status_code=422, detail="file is missing")
        content = await file.read()
        note = "" if os.getenv("BREAK") else form.get("note", "")
    sha256 = hashlib.sha256(content).hexdigest()
    return JSONResponse({"name": file.filename, "size": file.size, "sha256": sha256, "note": note})


app = Starlette(routes=[Route("/upload", upload, methods=["POST"])])
