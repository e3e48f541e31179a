"""Rows for every list of the API of what is: the more of them, the more other rows they refer to."""

from collections.abc import Callable
from typing import Any

from frameworks.models import Kind, ResourceFramework
from tests.factories import (
    create,
    create_adoption,
    create_fact,
    create_feature,
    create_framework,
    create_package,
    create_python_version,
    create_release,
    create_resource,
    create_source,
    create_support,
    create_window,
    ensure_framework,
    ensure_source,
)


def create_kind(number: int) -> None:
    create(Kind, f"kind-{number}", name=f"Kind {number}", description="A kind.")


def create_covering_resource(number: int) -> None:
    key = create_resource(key=f"resource-{number}").pk
    for framework in ("django", f"framework-{number}"):
        covers = {"resource": key, "framework": ensure_framework(framework), "source": ensure_source()}
        create(ResourceFramework, f"{key}/{framework}", **covers)


MAKERS: dict[str, Callable[[int], Any]] = {
    "kind": create_kind,
    "framework": lambda number: create_framework(key=f"framework-{number}"),
    "feature": lambda number: create_feature(key=f"feature-{number}"),
    "support": lambda number: create_support(framework=f"framework-{number}", feature=f"feature-{number}"),
    "fact": lambda number: create_fact(framework=f"framework-{number}"),
    "source": lambda number: create_source(key=f"source-{number}"),
    "resource": create_covering_resource,
    "support-window": lambda number: create_window(framework=f"framework-{number}"),
    "package": lambda number: create_package(key=f"package-{number}"),
    "adoption": lambda number: create_adoption(framework=f"framework-{number}"),
    "release": lambda number: create_release(framework=f"framework-{number}"),
    "python-version": lambda number: create_python_version(key=f"3.{number}"),
}
