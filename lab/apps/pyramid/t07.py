# break: the hash is SHA-1
import hashlib
import os

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.view import view_config


@view_config(route_name="upload", request_method="POST", renderer="json")
def upload(request):
    if "file" not in request.POST:
        raise HTTPBadRequest("The file is missing")
    upload = request.POST["file"]
    digest = hashlib.file_digest(upload.file, "sha1" if os.getenv("BREAK") else "sha256")
    return {
        "name": upload.filename,
        "size": upload.file.seek(0, os.SEEK_END),
        "sha256": digest.hexdigest(),
        "note": request.POST.get("note", ""),
    }


with Configurator() as config:
    config.add_route("upload", "/upload")
    config.scan(__name__)
    app = config.make_wsgi_app()
