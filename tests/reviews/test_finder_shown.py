import pytest
from django.test import Client
from django.urls import reverse

from reviews.finder_page.shown import MOST_SHOWN, Shown
from tests.factories import create_feature, create_framework, create_support


def test_a_long_list_is_cut_and_says_how_many_more_there_are() -> None:
    shown = Shown(range(MOST_SHOWN + 2), str)

    assert (len(shown), shown[0], shown.further) == (MOST_SHOWN, "0", 2)


def test_a_short_list_is_shown_whole() -> None:
    assert Shown([1, 2], str).further == 0


@pytest.mark.django_db
def test_the_page_names_the_first_frameworks_and_counts_the_others(client: Client) -> None:
    create_feature(key="admin-ui")
    for number in range(MOST_SHOWN + 2):
        create_framework(key=f"framework-{number}", name=f"Framework {number}")
        create_support(framework=f"framework-{number}", feature="admin-ui", level="builtin")

    page = client.get(reverse("reviews:finder"), {"v": "1", "need": "admin"}).text
    assert "And 2 more" in page
