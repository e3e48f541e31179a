"""Rows of the catalogue and its history are written by applied changes and in no other way."""

from collections.abc import Callable

import pytest

from curation.models import Revision
from curation.rows import WrittenByChangesOnly
from frameworks.models import Framework, Support
from tests.factories import create_support

pytestmark = pytest.mark.django_db


def save(row: Support) -> None:
    row.level = "no"
    row.save()


WAYS_TO_WRITE: dict[str, Callable[[Support], object]] = {
    "save": save,
    "delete": lambda row: row.delete(),
    "create": lambda row: Support.objects.create(key="django/x", framework_id="django", feature_id="orm"),
    "get_or_create": lambda row: Support.objects.get_or_create(key="django/x"),
    "update": lambda row: Support.objects.update(level="no"),
    "bulk_create": lambda row: Support.objects.bulk_create([row]),
    "bulk_update": lambda row: Support.objects.bulk_update([row], ["level"]),
    "queryset delete": lambda row: Support.objects.all().delete(),
    "filtered delete": lambda row: Framework.objects.filter(pk="django").delete(),
    "delete through a relation": lambda row: row.framework.support.all().delete(),
    "update through a relation": lambda row: row.framework.support.update(level="no"),
    "edit of the history": lambda row: Revision.objects.update(document=None),
    "removal of the history": lambda row: Revision.objects.all().delete(),
    "removal of one revision": lambda row: Revision.objects.latest("pk").delete(),
}


@pytest.mark.parametrize("way", WAYS_TO_WRITE)
def test_writing_outside_a_change_is_refused(way: str) -> None:
    row = create_support()

    with pytest.raises(WrittenByChangesOnly):
        WAYS_TO_WRITE[way](row)


@pytest.mark.parametrize("way", WAYS_TO_WRITE)
def test_a_refused_write_leaves_the_row_as_it_was(way: str) -> None:
    row = create_support(level="builtin")

    with pytest.raises(WrittenByChangesOnly):
        WAYS_TO_WRITE[way](row)

    assert Support.objects.get().level == "builtin"


def test_the_refusal_says_what_to_call() -> None:
    row = create_support()

    with pytest.raises(WrittenByChangesOnly, match=r"curation\.changes\.workflow\.propose"):
        row.save()
