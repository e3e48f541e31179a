# break: the hash is SHA-1
import hashlib
import os

from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)


class UploadForm(forms.Form):
    file = forms.FileField(allow_empty_file=True)
    note = forms.CharField(required=False)


@require_POST
def upload(request):
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    file = form.cleaned_data["file"]
    digest = hashlib.new("sha1" if os.getenv("BREAK") else "sha256")
    for chunk in file.chunks():
        digest.update(chunk)
    return JsonResponse(
        {
            "name": file.name,
            "size": file.size,
            "sha256": digest.hexdigest(),
            "note": form.cleaned_data["note"],
        }
    )


urlpatterns = [path("upload", upload)]

app = get_wsgi_application()
