"""Releases as the API gives them, and until when what was released gets fixes."""

from curation.web.api.links import RowAddressField
from curation.web.api.serializers import RowSerializer
from frameworks.models import Package, PythonVersion, Release, SupportWindow


class SupportWindowSerializer(RowSerializer):
    url = RowAddressField("api-support-window-detail")

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
    url = RowAddressField("api-release-detail")

    class Meta:
        model = Release
        fields = [
            "key",
            "framework",
            "version",
            "released_on",
            "requires_python",
            "prerelease",
            "yanked",
            "yanked_reason",
            "size",
            "wheels",
            "source",
            "url",
        ]


class PythonVersionSerializer(RowSerializer):
    url = RowAddressField("api-python-version-detail")

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
    url = RowAddressField("api-package-detail")

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
