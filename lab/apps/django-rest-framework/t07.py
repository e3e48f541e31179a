# break: the hash is SHA-1
import hashlib
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework"],
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": [], "UNAUTHENTICATED_USER": None},
)
app = get_wsgi_application()

from rest_framework import serializers
from rest_framework.decorators import api_view, parser_classes
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response


class UploadSerializer(serializers.Serializer):
    file = serializers.FileField(allow_empty_file=True)
    note = serializers.CharField(default="", allow_blank=True)


@api_view(["POST"])
@parser_classes([MultiPartParser])
def upload(request):
    serializer = UploadSerializer(data=request.data)
    serializer.is_valid(raise_exception=True)
    file = serializer.validated_data["file"]
    digest = hashlib.new("sha1" if os.getenv("BREAK") else "sha256")
    for chunk in file.chunks():
        digest.update(chunk)
    return Response(
        {
            "name": file.name,
            "size": file.size,
            "sha256": digest.hexdigest(),
            "note": serializer.validated_data["note"],
        }
    )


urlpatterns = [path("upload", upload)]
