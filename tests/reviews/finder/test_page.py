"""The finder: questions and weights in, a ranking with its reasons out, all of it in the address."""

import re
from fractions import Fraction

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reviews.finder.page.truncated import FEW, MOST_WHOLE
from reviews.finder.points import gap
from tests.factories import (
    create_fact,
    create_framework,
    create_guide,
    create_rating,
    create_recommendation,
    create_support,
    create_use_case,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows_by_change")]

MOST_READS = 12
ADMIN_ALONE = "database.0,pages.0,accounts.0,security.0,learn.0,ecosystem.0,lts.0,upkeep.0"
"""For a site with back office."""


def find(client: Client, query: str = "") -> str:
    response = client.get(reverse("finder") + query, follow=True)
    assert response.status_code == 200
    return response.text


def order(page: str) -> list[str]:
    """Return the names in the ranking, the first place first."""
    return re.findall(r'<span class="name">([^<]+)</span>', page)


def create_admins(**levels: str) -> None:
    for framework, level in levels.items():
        package = "pack" if level in {"third-party", "official-extension"} else ""
        create_support(framework=framework, feature="admin-ui", level=level, package=package)


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


def test_further_demands_are_folded_and_named_where_they_were_made(client: Client) -> None:
    create_support(framework="django", feature="structured-logs")

    assert "<summary>15 more, asked for: Structured logs</summary>" in find(client, "?also=logs")


def test_weights_are_folded_and_say_who_set_them_until_the_reader_changes_one(client: Client) -> None:
    create_admins(flask="third-party", django="builtin")

    assert '<details class="weights">' in find(client, "?build=site")
    assert re.search(
        r'weights" open>\s*<summary>Fine-tune <span>\d+ weights, 1 of them by you', find(client, "?w=admin.3")
    )


def test_there_are_five_questions(client: Client) -> None:
    page = find(client)

    assert re.findall(r'<fieldset class="ask"><legend><i>(\d)</i>', page) == ["1", "2", "3", "4", "5"]


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


def test_when_everything_is_ignored_it_says_so(client: Client) -> None:
    create_admins(django="builtin")

    assert "Every weight is “Ignore”" in find(client, "?v=2&structure=either")


def test_a_cell_leads_to_its_evidence(client: Client) -> None:
    create_admins(django="builtin")
    create_fact(framework="django", name="released", value="2026-10-01")
    create_rating(framework="django", criterion="learning-curve")

    page = find(client, "?v=2&w=admin.3,learn.1,upkeep.1")

    assert 'href="/evidence/django/admin-ui/"' in page
    assert 'href="/evidence/django/released/"' in page
    assert 'href="/frameworks/django/#learning-curve"' in page


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


def test_what_too_few_guides_think_counts_nothing_and_says_so(client: Client) -> None:
    create_admins(django="builtin", flask="builtin", quart="builtin")
    create_rating(framework="flask", criterion="learning-curve", level="high")

    page = find(client, "?v=2&w=admin.1,learn.3")

    assert "Counts nothing: guides have a view on 1 of 3 frameworks, and less than half is too few." in page
    assert 'name="w-learn"' not in page
    assert "Tied for first" in page


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


def test_the_letters_on_the_chips_of_guides_are_explained(client: Client) -> None:
    create_admins(django="builtin")
    create_use_case(key="admin-and-content", name="Back office")
    create_recommendation(guide="ps", use_case="admin-and-content", picks={"django": "recommended"})

    page = find(client, f"?build=site&need=admin&w={ADMIN_ALONE}")

    assert re.search(r'class="guide-key">.*href="/sources/ps/"><b>PS</b>', page)


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


def test_a_weight_is_spoken_apart_from_where_its_evidence_comes_from(client: Client) -> None:
    legend = 'Quick to learn<span><span class="visually-hidden">, from: </span>guides</span></legend>'

    assert legend in find(client, "")


def test_the_comparison_is_of_the_same_past_day(client: Client) -> None:
    create_admins(django="builtin", flask="third-party")
    day = timezone.now().date()

    page = find(client, f"?v=2&w=admin.3&as-of={day}")

    assert f'href="/compare/django-vs-flask/?as-of={day}">Compare the top two</a>' in page
