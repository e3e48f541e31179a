"""Who is not in the ranking, and why."""

import re

import pytest
from django.test import Client

from tests.factories import create_framework, create_rating, create_support
from tests.reviews.finder.reading_pages import create_admins, find, order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows_by_change")]


def test_a_framework_known_by_less_than_half_stands_apart_with_what_is_missing(client: Client) -> None:
    create_admins(django="builtin")
    create_framework(key="flask")

    page = find(client, "?v=2&w=admin.3")

    assert order(page) == ["Django"]
    assert "Too little known <small>1</small>" in page
    assert "Known: 0 per cent of the weight; 0 to 100 points. Open, wholly or in part: Admin back office." in page


def test_without_evidence_on_anything_nothing_is_ranked(client: Client) -> None:
    create_framework(key="flask")

    assert "Too little is known" in find(client, "?v=2&w=admin.3")


def test_a_documented_no_rules_out_and_leads_to_its_evidence(client: Client) -> None:
    create_admins(flask="no", django="builtin")

    page = find(client, "?need=admin")

    assert order(page) == ["Django"]
    assert "Ruled out <small>1</small>" in page
    assert 'href="/evidence/flask/admin-ui/">Admin Ui</a>: documented as absent' in page


def test_what_only_others_offer_rules_out_and_names_their_package(client: Client) -> None:
    create_admins(flask="third-party", django="builtin")

    page = find(client, "?need=admin")

    assert order(page) == ["Django"]
    assert "third-party only, pack" in page


def test_packages_of_others_count_where_the_reader_ticks_that(client: Client) -> None:
    create_admins(flask="third-party", django="builtin")

    page = find(client, "?need=admin&third-party=yes")

    assert order(page) == ["Django", "Flask"]
    assert '<input type="checkbox" name="third-party" id="third-party-yes" value="yes" checked>' in page


def test_what_was_searched_for_and_not_found_is_unconfirmed_with_the_day(client: Client) -> None:
    create_admins(flask="none-found", django="builtin")

    page = find(client, "?need=admin")

    assert order(page) == ["Django"]
    assert "Unconfirmed <small>1</small>" in page
    assert re.search(r"searched for on \d{4}-\d\d-\d\d, none found", page)


def test_what_nobody_recorded_leads_to_a_page_that_is_there(client: Client) -> None:
    create_admins(django="builtin")
    create_framework(key="flask")

    page = find(client, "?need=admin")

    assert re.search(r'href="/frameworks/flask/#features">[^<]+</a>: not checked', page)


def test_who_is_not_in_the_ranking_is_counted(client: Client) -> None:
    create_admins(flask="none-found", django="builtin", quart="no", falcon="third-party")

    assert "3 of 4, and why." in find(client, "?need=admin")


def test_demands_that_leave_nothing_are_named_with_the_ways_out(client: Client) -> None:
    create_admins(flask="no", django="builtin")
    create_support(framework="django", feature="websockets", level="no")
    create_support(framework="flask", feature="websockets", level="builtin")

    page = find(client, "?need=admin&need=websockets")

    assert "“Admin back office” and “WebSockets” together leave nothing" in page
    assert "Ruled out <small>2</small>" in page
    assert 'href="/finder/?v=2&amp;need=websockets"' in page
    assert 'href="/finder/?v=2&amp;need=admin"' in page


def test_packages_of_others_are_a_way_out_where_they_leave_something(client: Client) -> None:
    create_admins(flask="third-party")

    page = find(client, "?need=admin")

    assert "“Admin back office” leaves nothing" in page
    assert 'href="/finder/?v=2&amp;need=admin&amp;third-party=yes">Third-party packages count too</a>' in page


def test_musts_that_weigh_nothing_still_say_who_meets_them(client: Client) -> None:
    create_support(framework="django", feature="wsgi")
    create_support(framework="fastapi", feature="wsgi", level="none-found", searched="Its documentation, for WSGI.")

    page = find(client, "?need=wsgi")

    assert "Confirmed to come with what you ask for, in no order: Django." in page
    assert "1 of 2, and why." in page


def test_what_too_few_guides_think_counts_nothing_and_says_so(client: Client) -> None:
    create_admins(django="builtin", flask="builtin", quart="builtin")
    create_rating(framework="flask", criterion="learning-curve", level="high")

    page = find(client, "?v=2&w=admin.1,learn.3")

    assert "Counts nothing: guides have a view on 1 of 3 frameworks, and less than half is too few." in page
    assert 'name="w-learn"' not in page
    assert "Tied for first" in page
