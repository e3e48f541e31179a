import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from reviews.finder.page.truncated import FEW, FIRST, MOST_WHOLE, TruncatedList
from tests.factories import create_feature, create_framework, create_support


def test_a_long_list_is_cut_and_says_how_many_more_there_are() -> None:
    shown = TruncatedList(range(MOST_WHOLE + 1), str)

    assert (len(shown), shown[0], shown.further) == (FIRST, "0", MOST_WHOLE + 1 - FIRST)


def test_a_list_beside_the_ranking_is_cut_to_a_few() -> None:
    shown = TruncatedList(range(MOST_WHOLE + 2), str, cut_to=FEW)

    assert (len(shown), shown.further) == (FEW, MOST_WHOLE + 2 - FEW)


def test_a_list_beside_the_ranking_is_whole_where_it_is_short() -> None:
    assert len(TruncatedList(range(MOST_WHOLE), str, cut_to=FEW)) == MOST_WHOLE


def test_a_short_list_is_shown_whole() -> None:
    assert TruncatedList([1, 2], str).further == 0


@pytest.fixture
def crowded(client: Client) -> str:
    """The page of a finder that ranks more frameworks than it names."""
    create_feature(key="admin-ui")
    for number in range(MOST_WHOLE + 2):
        create_framework(key=f"framework-{number}", name=f"Framework {number}")
        create_support(framework=f"framework-{number}", feature="admin-ui", level="builtin")
    return client.get(reverse("finder"), {"v": "2", "need": "admin"}).text


@pytest.mark.django_db
def test_the_page_names_the_first_frameworks_and_counts_the_others(crowded: str) -> None:
    assert f"And {MOST_WHOLE + 2 - FIRST} more" in crowded


@pytest.mark.django_db
def test_a_list_that_is_cut_leads_to_all_of_it(client: Client, crowded: str) -> None:
    link = re.search(r'href="(/api/v1/finder/[^"]*)">Every framework', crowded)

    assert link
    assert len(client.get(unescape(link[1])).json()["ranking"]) == MOST_WHOLE + 2
