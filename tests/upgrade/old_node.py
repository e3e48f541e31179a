"""
What a node of release 0.1.0 does on the database of this release: run in the folder of that release's code.

It asks for every kind of page, publishes a change as two people do, and writes down what came of it.
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import models  # noqa: E402
from django.test import Client  # noqa: E402
from editorial.changes import approve, propose  # type: ignore[import-not-found]  # noqa: E402
from editorial.checks import Edit, problems  # type: ignore[import-not-found]  # noqa: E402
from editorial.rows import row_types  # type: ignore[import-not-found]  # noqa: E402
from frameworks.documents import document_of, fields_of  # type: ignore[import-not-found]  # noqa: E402

PAGES = [
    "/",
    "/frameworks/",
    "/frameworks/django/",
    "/compare/django-vs-litestar/",
    "/features/",
    "/features/orm/",
    "/learn/",
    "/sources/",
    "/topics/",
    "/search/?q=django",
    "/method/",
    "/sitemap.xml",
    "/readyz",
    "/admin/login/",
    "/api/v1/frameworks/",
    "/api/v1/frameworks/django/",
    "/api/v1/features/",
    "/api/v1/ratings/",
    "/api/v1/resources/",
]
WORDS = " As an old node says."


def main() -> None:
    ana, paul = (User.objects.get_or_create(username=name)[0] for name in ("ana", "paul"))
    client = Client(raise_request_exception=False, headers={"host": "127.0.0.1"})
    told = {
        "before": {path: client.get(path).status_code for path in PAGES},
        "published": published(ana, paul),
        "after": {path: client.get(path).status_code for path in PAGES},
    }
    sys.stdout.write(json.dumps(told))


def published(author: User, reviewer: User) -> list[str]:
    """Publish other words in a row of each type, as one change, and return the types."""
    edits = {kind: edit for kind, model in row_types().items() if (edit := reworded(model))}
    approve(propose(edits.values(), reason="An old node.", author=author), reviewer=reviewer)
    return list(edits)


def reworded(model: type[Any]) -> Edit | None:
    """Return an edit of any row of a model that its rules allow, with other words in one of its fields."""
    for row in model.objects.filter(is_public=True):
        document = document_of(row)
        for field in fields_of(model):
            edit = Edit(model, row.pk, {**document, field.name: f"{document.get(field.name, '')}{WORDS}"})
            if is_text(field) and not problems([edit]):
                return edit
    return None


def is_text(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices


main()
