"""Changes to review, and the form of a review as a browser would send it."""

from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse

from curation.changes.checks import Edit
from curation.changes.workflow import propose
from curation.models import Change
from frameworks.models import Support
from tests.editorial.desk.pages import client_of
from tests.factories import CHECKED_ON, create_support, support_document

FEATURES = ("orm", "forms", "cache")


def three_cells(author: User, **fields: Any) -> Change:
    """Propose new notes for three published cells."""
    for name in FEATURES:
        create_support(feature=name, note="Old words.")
    edits = [
        Edit(Support, f"django/{name}", support_document(feature=name, note=f"New words on {name}.", **fields))
        for name in FEATURES
    ]
    return propose(edits, author=author, reason="Re-read.")


def read_again(author: User, *names: str) -> Change:
    """Propose that published cells were read again."""
    for name in names:
        create_support(feature=name, checked_on="2026-01-01")
    edits = [Edit(Support, f"django/{name}", support_document(feature=name, checked_on=CHECKED_ON)) for name in names]
    return propose(edits, author=author, reason="Read again.")


def item(change: Change, feature: str) -> int:
    return int(change.items.get(key=f"django/{feature}").pk)


def review(user: User, change: Change, decision: str, fates: dict[str, str], **posted: Any) -> Any:
    """Press a button on the page of a change, with what its form says of each row."""
    address = reverse(f"admin:curation_change_{decision}", args=[change.pk])
    rows = {f"row-{item(change, name)}": fate for name, fate in fates.items()}
    lines = [str(item(change, name)) for name in fates]
    said = {"seen": Change.objects.get(pk=change.pk).digest, "line": lines, **rows, **posted}
    return client_of(user).post(address, said, follow=True)
