# break: the hash is SHA-1
import hashlib
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)
app = get_wsgi_application()

from ninja import File, Form, NinjaAPI, UploadedFile

api = NinjaAPI()


@api.post("/upload")
def upload(request, file: File[UploadedFile], note: Form[str] = ""):
    digest = hashlib.new("sha1" if os.getenv("BREAK") else "sha256")
    for chunk in file.chunks():
        digest.update(chunk)
    return {
        "name": file.name,
        "size": file.size,
        "sha256": digest.hexdigest(),
        "note": note,
    }


urlpatterns = [path("", api.urls)]
