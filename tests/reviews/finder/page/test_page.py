"""The finder: questions and weights in, a ranking with its reasons out, all of it in the address."""

import re
from fractions import Fraction

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reviews.finder.page.truncated import FEW, MOST_WHOLE
from reviews.finder.ranking.points import gap
from tests.factories import (
    create_fact,
    create_framework,
    create_guide,
    create_rating,
    create_recommendation,
    create_support,
    create_use_case,
)
from tests.reviews.finder.reading_pages import create_admins, find, order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows_by_change")]

MOST_READS = 12
ADMIN_ALONE = "database.0,pages.0,accounts.0,security.0,learn.0,ecosystem.0,lts.0,upkeep.0"
"""For a site with back office."""


def test_without_answers_it_asks_and_ranks_nothing(client: Client) -> None:
    create_admins(django="builtin")

    page = find(client)

    assert "What are you building?" in page
    assert "No ranking yet" in page
    assert order(page) == []


def test_without_answers_no_rows_are_read(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):  # the data version
        find(client)


def test_the_better_supported_framework_comes_first(client: Client) -> None:
    create_admins(flask="third-party", django="builtin")

    assert order(find(client, "?w=admin.3")) == ["Django", "Flask"]


def test_first_place_stands_with_its_reason(client: Client) -> None:
    create_admins(flask="third-party", django="builtin")

    page = find(client, "?w=admin.3")

    assert "Ahead of Flask by 60 points, mostly on admin back office, which counts as decisive." in page
    assert "FINDER: DJANGO 100, FLASK 40" in page.upper()


def test_a_lead_that_nothing_unknown_can_undo_is_clear_and_the_runner_up_is_named(client: Client) -> None:
    create_admins(flask="third-party", django="builtin")

    page = find(client, "?v=2&w=admin.3")

    assert "Clear</span><p>Nothing unknown could bring another level" in page
    assert '<p class="label">Best fit</p><strong><a href="/frameworks/django/">Django</a></strong>' in page
    assert '<p class="label">Then</p><strong><a href="/frameworks/flask/">Flask</a></strong>' in page
    assert "60 points behind." in page


def test_a_lead_that_the_unknown_could_undo_is_likely_and_says_who_could_pass(client: Client) -> None:
    create_admins(flask="builtin", django="builtin")
    create_support(framework="django", feature="lts-policy")
    create_support(framework="flask", feature="lts-policy", level="third-party", package="pack")
    create_rating(framework="django", criterion="learning-curve", level="medium")

    page = find(client, "?v=2&w=admin.3,learn.2,lts.1")

    assert "Likely</span><p>Only Flask could pass it on what is unknown." in page


def test_a_lead_of_few_points_is_close(client: Client) -> None:
    create_admins(flask="builtin", django="builtin")
    for feature, level in {"orm": "builtin", "migrations": "builtin-extra"}.items():
        create_support(framework="django", feature=feature, level="builtin")
        create_support(framework="flask", feature=feature, level=level, package="" if level == "builtin" else "pack")

    page = find(client, "?v=2&w=admin.3,database.1")

    assert "Close</span><p>Less than 5 points apart." in page
    assert "First, a close call" in page
    assert "Nearly level" in page


def test_the_bar_of_what_is_all_confirmed_has_no_thin_rest(client: Client) -> None:
    create_admins(flask="third-party", django="builtin")

    assert 'class="fill-data2"' not in find(client, "?v=2&w=admin.3")


def test_a_tie_is_said_to_be_a_tie(client: Client) -> None:
    create_admins(flask="builtin", django="builtin")

    page = find(client, "?need=admin")

    assert "Tied for first" in page
    assert "<strong>Django and Flask</strong>" in page
    assert page.count('<span class="pos">1<span class="visually-hidden">, tied</span></span>') == 2


def test_less_than_a_point_is_not_rounded_to_a_tie() -> None:
    assert gap(Fraction(751, 10), Fraction(749, 10)) == "less than a point"


def test_what_nobody_checked_is_no_data_and_an_interval(client: Client) -> None:
    create_admins(django="builtin")
    create_rating(framework="flask", criterion="learning-curve", level="high")
    create_rating(framework="django", criterion="learning-curve", level="high")

    page = find(client, "?v=2&w=admin.1,learn.1")

    assert "no data" in page
    assert '<span class="points">50 to 100</span>' in page
    assert '<rect class="fill-data" y="4" width="500" height="8"/><rect class="fill-data2" x="500"' in page


def test_a_cell_leads_to_its_evidence(client: Client) -> None:
    create_admins(django="builtin")
    create_fact(framework="django", name="released", value="2026-10-01")
    create_rating(framework="django", criterion="learning-curve")

    page = find(client, "?v=2&w=admin.3,learn.1,upkeep.1")

    assert 'href="/evidence/django/admin-ui/"' in page
    assert 'href="/evidence/django/released/"' in page
    assert 'href="/frameworks/django/guides/#learning-curve"' in page


def test_trying_a_change_leads_to_the_leader_it_names(client: Client) -> None:
    create_admins(flask="third-party", django="builtin")
    create_rating(framework="flask", criterion="learning-curve", level="high")
    create_rating(framework="django", criterion="learning-curve", level="low")
    page = find(client, "?v=2&w=admin.2,learn.1")

    (link,) = re.findall(r"<b>quick to learn</b> went .* <b>Flask</b> would lead with 70.*?href=\"([^\"#]+)#", page)
    assert order(page) == ["Django", "Flask"]
    assert order(find(client, link.removeprefix("/finder/").replace("&amp;", "&"))) == ["Flask", "Django"]


def test_it_names_its_data_version(client: Client) -> None:
    create_admins(django="builtin")

    assert re.search(r"this is data version \d+", find(client, "?need=admin"))


def test_the_first_three_can_be_compared(client: Client) -> None:
    create_admins(flask="third-party", django="builtin", quart="official-extension", bottle="none-found")

    assert 'href="/compare/django-vs-flask-vs-quart/"' in find(client, "?w=admin.3")


@pytest.mark.parametrize("size", [1, 5])
def test_query_count_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_support(framework=f"framework-{number}", feature="admin-ui")
        create_rating(framework=f"framework-{number}", criterion="learning-curve")

    with django_assert_max_num_queries(MOST_READS):
        find(client, "?v=2&build=site&need=admin")


def test_text_of_rows_is_escaped(client: Client) -> None:
    create_framework(key="django", name="<script>")
    create_admins(django="builtin")

    assert "<script>" not in find(client, "?need=admin").split("<main")[1]


def test_a_past_day_is_ranked_as_it_stood(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_admins(flask="third-party")
        create_guide()
    with time_machine.travel("2026-11-19"):
        create_admins(django="builtin")

    page = find(client, "?v=2&w=admin.3&as-of=2026-11-18")

    assert order(page) == ["Flask"]
    assert 'href="/evidence/flask/admin-ui/?as-of=2026-11-18"' in page


def test_what_most_guides_recommend_agrees_or_is_said_not_to(client: Client) -> None:
    create_admins(flask="third-party", django="builtin")
    create_use_case(key="admin-and-content", name="Back office")
    for guide in ("ps", "dv"):
        create_recommendation(guide=guide, use_case="admin-and-content", picks={"flask": "recommended"})
    create_recommendation(guide="ps", name="02", use_case="admin-and-content", picks={"django": "recommended"})

    page = find(client, f"?build=site&need=admin&third-party=yes&w={ADMIN_ALONE}")

    assert "For: Back office." in page
    assert (
        "Named by most guides, 2 guides: Flask. In the ranking that is among the first three, but Django leads." in page
    )
    assert 'href="/evidence/dv/01/"' in page


def test_the_guides_that_recommend_are_counted_and_named_on_demand(client: Client) -> None:
    create_admins(django="builtin")
    create_use_case(key="admin-and-content", name="Back office")
    create_recommendation(guide="ps", use_case="admin-and-content", picks={"django": "recommended"})

    page = find(client, f"?build=site&need=admin&w={ADMIN_ALONE}")

    assert re.search(r'class="cite guide" href="/evidence/ps/[^"]*" title="Guide PS, [^"]*">one guide only</a>', page)


def test_recommendations_that_are_cut_are_counted(client: Client) -> None:
    create_admins(django="builtin")
    create_use_case(key="admin-and-content", name="Back office")
    picks = {f"framework-{number}": "recommended" for number in range(MOST_WHOLE + 2)}
    for framework in picks:
        create_framework(key=framework)
    create_recommendation(use_case="admin-and-content", picks=picks)

    assert f"And {MOST_WHOLE + 2 - FEW} more." in find(client, f"?build=site&need=admin&w={ADMIN_ALONE}")


def test_without_advice_for_such_a_project_it_says_so(client: Client) -> None:
    create_admins(django="builtin")

    assert "No guide advises on a project that these answers describe." in find(client, "?need=admin")


def test_the_comparison_is_of_the_same_past_day(client: Client) -> None:
    create_admins(django="builtin", flask="third-party")
    day = timezone.now().date()

    page = find(client, f"?v=2&w=admin.3&as-of={day}")

    assert f'href="/compare/django-vs-flask/?as-of={day}">Compare the top two</a>' in page
