# break: the note is lost
import hashlib
import os
from dataclasses import dataclass
from typing import Any

from litestar import Litestar, post
from litestar.datastructures import UploadFile
from litestar.params import MultipartBody


@dataclass
class UploadForm:
    file: UploadFile
    note: str = ""


@post("/upload")
async def upload(data: MultipartBody[UploadForm]) -> dict[str, Any]:
    content = await data.file.read()
    sha256 = hashlib.sha256(content).hexdigest()
    note = "" if os.getenv("BREAK") else data.note
    return {"name": data.file.filename, "size": len(content), "sha256": sha256, "note": note}


app = Litestar([upload])
