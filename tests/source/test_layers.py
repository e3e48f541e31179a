"""The layers of the house, as far as imports do not show them: addresses, joins, strings and templates."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from curation.registry import row_types
from curation.web.redirects import pages

LAYERS = ("curation", "frameworks", "measurements", "reviews", "editorial", "config")
"""From the bottom up."""
REVERSING = {"reverse", "page_root", "address", "url"}
"""The functions whose first argument names a view."""
DOMAIN = ("framework", "guide", "rating", "feature", "finder", "comparison", "resource", "criterion")


def modules(app: str) -> list[Path]:
    return [path for path in sorted((settings.BASE_DIR / app).rglob("*.py")) if "migrations" not in path.parts]


def strings(path: Path) -> Iterator[str]:
    """Yield the strings of a module but for its docstrings, and the names of arguments, which may be joins."""
    tree = ast.parse(path.read_text())
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield node.value
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg


def views_named(path: Path) -> Iterator[str]:
    """Yield the names of the views that a module asks addresses of."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REVERSING and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def served(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name of every view with the app that it is in."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from served(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", pattern.lookup_str.partition(".")[0]


def above(app: str) -> tuple[str, ...]:
    return LAYERS[LAYERS.index(app) + 1 :]


@pytest.mark.parametrize("app", LAYERS)
def test_an_app_asks_for_addresses_of_lower_apps_and_of_rows_alone(app: str) -> None:
    of_rows = {*pages(), "evidence"}
    apps_of = dict(served(get_resolver().url_patterns))
    named = {name for path in modules(app) for name in views_named(path)}
    # The admin calls the pages of a model by the app that the model is in.
    higher = {name for name in named if apps_of.get(name) in above(app) and not name.startswith(f"admin:{app}_")}

    assert higher <= of_rows


@pytest.mark.parametrize("app", LAYERS[:4])
def test_an_app_joins_no_table_of_a_higher_app(app: str) -> None:
    joins = {
        f"{relation.name}__"
        for model in apps.get_app_config(app).get_models()
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label in above(app)
    }

    assert [
        (str(path), text) for path in modules(app) for text in strings(path) if any(join in text for join in joins)
    ] == []


@pytest.mark.parametrize("app", LAYERS[:5])
def test_an_app_names_no_module_of_a_higher_app(app: str) -> None:
    named = tuple(f"{other}{mark}" for other in above(app) for mark in ".:")

    assert [(str(path), text) for path in modules(app) for text in strings(path) if text.startswith(named)] == []


def test_the_kernel_knows_no_word_of_its_subject() -> None:
    named = [(str(path), text) for path in modules("curation") for text in strings(path)]

    assert [(path, text) for path, text in named if any(word in text.lower() for word in DOMAIN)] == []


def test_the_kernel_finds_every_row_type_by_itself() -> None:
    assert {model._meta.app_label for model in row_types().values()} == {"frameworks", "measurements", "reviews"}
