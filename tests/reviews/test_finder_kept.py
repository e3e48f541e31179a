import pytest
from pytest_django import Settings

from editorial.record import AsOf, Present
from frameworks.dates import today
from reviews.finder_page.kept import KEPT, rows_of
from tests.factories import create_framework

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keeping(settings: Settings) -> None:
    settings.KEEP_PAGES = True
    KEPT.clear()


def test_rows_are_read_once_for_a_data_version() -> None:
    create_framework()

    assert rows_of(Present()) is rows_of(Present())


def test_rows_are_read_again_after_a_publication() -> None:
    create_framework(key="django")
    rows_of(Present())
    create_framework(key="flask")

    assert list(rows_of(Present()).frameworks) == ["django", "flask"]


def test_rows_of_a_past_day_are_not_taken_for_the_present() -> None:
    create_framework()

    assert rows_of(AsOf(today())) is not rows_of(Present())


def test_rows_of_a_preview_are_never_kept() -> None:
    preview = Present()
    preview.is_kept = False

    assert rows_of(preview) is not rows_of(preview)
