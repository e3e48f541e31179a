"""Refreshing from the index on loopback, with bounds so tight that a test need not wait."""

from typing import Any

from editorial.operation.refreshing.refresh import NAME, Refresh
from editorial.operation.refreshing.subjects import subjects
from editorial.operation.scheduling.runs import running
from frameworks.models import Fact, FactName, Release
from frameworks.package_index.client import Client, IndexBounds
from tests.factories import create_framework
from tests.frameworks.package_index.documents import package_document
from tests.frameworks.package_index.index_server import IndexServer, document

TIGHT = IndexBounds(body=200_000, connect=1, silence=0.3, whole=0.5, wait=1)


def refresh(index: IndexServer, *slugs: str) -> Refresh:
    """Refresh as the command does, and return what was done."""
    with running(NAME) as run, Client(index.address, "Plumbline", TIGHT) as client:
        refreshed = Refresh(client, lambda *message: None, run)
        refreshed.carry_out(subjects(slugs))
    return refreshed


def create_flask(index: IndexServer, releases: dict[str, Any] | None = None, **info: Any) -> None:
    """Publish a framework and refresh it from the index."""
    create_framework(key="flask", package="Flask")
    index_says(index, releases, **info)
    refresh(index, "flask")


def index_says(index: IndexServer, releases: dict[str, Any] | None = None, **info: Any) -> None:
    index.answers("flask", document(package_document("Flask", releases, **info)))


def value(name: FactName, framework: str = "flask") -> str:
    """Return the value of a fact; empty where there is none."""
    return Fact.objects.filter(pk=f"{framework}/{name}").values_list("value", flat=True).first() or ""


def versions(framework: str = "flask") -> list[str]:
    return list(Release.objects.filter(framework=framework).order_by("pk").values_list("version", flat=True))
