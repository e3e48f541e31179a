"""What the history shows of rows that were removed: as much as of those that are there."""

import pytest

from curation.changes.checks import Edit
from curation.models import Revision
from frameworks.models import Framework, Support
from tests.factories import create_framework, create_support, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows_by_change")]


@pytest.fixture(autouse=True)
def _a_removed_claim() -> None:
    create_support()
    remove_claim()


def remove_claim() -> None:
    publish(Edit(Support, "django/orm", None))


def remove_framework() -> None:
    publish(Edit(Framework, "django", None))


def versions_shown() -> list[int]:
    """Return the versions of the claim that its history shows."""
    return list(Revision.objects.public().filter(row_type="support").values_list("version", flat=True))


def test_a_removed_claim_keeps_its_history() -> None:
    assert versions_shown() == [1, 2]


def test_it_is_hidden_with_its_framework() -> None:
    create_framework(status="draft")

    assert versions_shown() == []


def test_it_is_shown_again_with_its_framework() -> None:
    create_framework(status="draft")
    create_framework(status="published")

    assert versions_shown() == [1, 2]


def test_it_is_hidden_when_its_framework_is_removed_after_it() -> None:
    remove_framework()

    assert versions_shown() == []


def test_it_is_shown_again_when_its_framework_returns() -> None:
    remove_framework()
    create_framework()

    assert versions_shown() == [1, 2]


def test_it_stays_hidden_when_its_framework_returns_as_a_draft() -> None:
    remove_framework()
    create_framework(status="draft")

    assert versions_shown() == []


def test_a_claim_that_returns_under_a_hidden_framework_is_hidden() -> None:
    create_framework(status="draft")
    create_support()

    assert versions_shown() == []
