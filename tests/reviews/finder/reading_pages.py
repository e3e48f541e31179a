"""The finder's page as tests read it."""

import re

from django.test import Client
from django.urls import reverse

from tests.factories import create_support


def find(client: Client, query: str = "") -> str:
    response = client.get(reverse("finder") + query, follow=True)
    assert response.status_code == 200
    return response.text


def order(page: str) -> list[str]:
    """Return the names in the ranking, the first place first."""
    return re.findall(r'<span class="name">([^<]+)</span>', page)


def create_admins(**levels: str) -> None:
    for framework, level in levels.items():
        package = "pack" if level in {"third-party", "official-extension"} else ""
        create_support(framework=framework, feature="admin-ui", level=level, package=package)
