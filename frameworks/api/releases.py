"""Releases as the API gives them, and until when what was released gets fixes."""

from curation.documents import field_names
from curation.web.api.serializers import RowSerializer
from frameworks.models import Package, PythonVersion, Release, SupportWindow


class SupportWindowSerializer(RowSerializer):
    class Meta:
        model = SupportWindow
        fields = [
            "key",
            "framework",
            "version",
            "long_term",
            "released",
            "released_earliest",
            "released_latest",
            "full_support_until",
            "full_support_until_earliest",
            "full_support_until_latest",
            "security_until",
            "security_until_earliest",
            "security_until_latest",
            "note",
            "source",
            "locator",
            "place",
            "place_url",
            "read_on",
            "url",
        ]


class ReleaseSerializer(RowSerializer):
    class Meta:
        model = Release
        fields = ["key", *field_names(Release), "url"]


class PythonVersionSerializer(RowSerializer):
    class Meta:
        model = PythonVersion
        fields = [
            "key",
            "released",
            "released_earliest",
            "released_latest",
            "security_until",
            "security_until_earliest",
            "security_until_latest",
            "note",
            "source",
            "locator",
            "place",
            "place_url",
            "read_on",
            "url",
        ]


class PackageSerializer(RowSerializer):
    class Meta:
        model = Package
        fields = [
            "key",
            "version",
            "last_release",
            "last_release_earliest",
            "last_release_latest",
            "source",
            "read_on",
            "url",
        ]
