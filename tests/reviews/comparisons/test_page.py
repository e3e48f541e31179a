"""The comparison of frameworks."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from curation.changes.checks import Edit
from curation.dates import today
from reviews.models import UseCase
from tests.factories import (
    create_fact,
    create_figure,
    create_framework,
    create_frameworks,
    create_guide,
    create_point,
    create_program,
    create_rating,
    create_recommendation,
    create_remark,
    create_support,
    create_window,
    publish,
)
from tests.reading import text_at

pytestmark = pytest.mark.django_db

READS = 11
"""What a summary reads: one for each sort of row, of which one reads several. A past day takes one more."""
READS_OF_PARTS = {"code": 9, "features": 6, "speed": 5, "facts": 6, "guides": 9, "for-and-against": 6}


def compare(client: Client, slugs: str, below: str = "") -> str:
    return text_at(client, reverse("comparison", kwargs={"slugs": slugs}) + below)


def test_it_names_the_frameworks_in_the_order_of_their_slugs(client: Client) -> None:
    create_frameworks("django", "flask")

    assert "<h1>Django or Flask?</h1>" in compare(client, "django-vs-flask")


def test_another_order_is_redirected_for_good_with_its_query(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/flask-vs-django/features/?against=flask")

    assert (response.status_code, response["Location"]) == (301, "/compare/django-vs-flask/features/?against=flask")


def test_an_unknown_slug_is_not_found_and_the_nearest_is_offered(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/djngo-vs-flask/")

    assert response.status_code == 404
    assert "djngo" in response.text


@pytest.mark.parametrize("slugs", ["django", "a-vs-b-vs-c-vs-d-vs-e-vs-f"])
def test_one_or_six_frameworks_are_refused_with_the_way_on(client: Client, slugs: str) -> None:
    create_frameworks("django", "flask")

    response = client.get(f"/compare/{slugs}/")

    assert response.status_code == 400
    assert "allowed are 2 to 5" in response.text
    assert "Compare these" in response.text


def test_the_same_framework_twice_is_refused(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/django-vs-django/")

    assert response.status_code == 400
    assert "cannot be compared with itself" in response.text


def test_a_draft_framework_is_not_found(client: Client) -> None:
    create_framework(key="django")
    create_framework(key="flask", status="draft")

    assert client.get("/compare/django-vs-flask/").status_code == 404


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("?only=equal", "allowed are differences"),
        ("?against=pyramid", "allowed are django, flask"),
        ("?sort=name", "allowed are only, against, basis, interest, as-of"),
        ("?as-of=tomorrow", "YYYY-MM-DD"),
    ],
)
def test_a_query_it_cannot_take_is_refused_with_what_is_allowed(client: Client, query: str, problem: str) -> None:
    create_frameworks("django", "flask")

    response = client.get(f"/compare/django-vs-flask/{query}")

    assert response.status_code == 400
    assert problem in response.text


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("?only=differences", "features/?only=differences"),
        ("?against=flask", "features/?against=flask"),
        ("?basis=graded&only=differences", "guides/?basis=graded&only=differences"),
        ("?only=differences&as-of={today}", "features/?only=differences&as-of={today}"),
        ("?only=&against=", ""),
    ],
)
def test_what_once_narrowed_the_page_leads_to_the_part_it_narrows_now(client: Client, query: str, address: str) -> None:
    create_frameworks("django", "flask")

    response = client.get(f"/compare/django-vs-flask/{query.format(today=today())}")

    moved_to = f"/compare/django-vs-flask/{address.format(today=today())}"
    assert (response.status_code, response["Location"]) == (301, moved_to)


def test_guides_stand_side_by_side_with_their_verdict(client: Client) -> None:
    create_rating(framework="django", guide="ps", level="high")
    create_rating(framework="django", guide="dv", level="low")
    create_rating(framework="flask", guide="ps", level="low")

    page = compare(client, "django-vs-flask", "guides/")

    assert 'aria-label="Guide DV Low; Guide PS High. Median: Low to High"' in page
    assert '<a class="flag split" href="/frameworks/django/guides/#scalability">Split</a>' in page
    assert "Thin: 1 of 2" in page


def test_guides_with_no_view_are_counted(client: Client) -> None:
    create_guide(key="dv")
    create_rating(framework="django", guide="ps")
    create_framework(key="flask")

    assert "No view: one guide<" in compare(client, "django-vs-flask", "guides/")


def test_lede_counts_what_the_guides_say(client: Client) -> None:
    create_rating(framework="django", guide="ps", level="high")
    create_rating(framework="django", guide="dv", level="low")
    create_framework(key="flask")

    page = compare(client, "django-vs-flask", "guides/")

    assert "they agree on 0, are one step apart on 0 and split on 1" in page
    assert "They differ most over Django’s scalability" in page


def test_a_cell_leads_to_its_evidence(client: Client) -> None:
    create_support(framework="django")
    create_framework(key="flask")

    page = compare(client, "django-vs-flask", "features/")

    assert 'href="/evidence/django/orm/"' in page
    assert '<span class="support unknown">Not checked</span>' in page


def test_a_source_that_most_of_a_column_rests_on_stands_in_its_head(client: Client) -> None:
    create_support(framework="django")
    create_framework(key="flask")

    assert '<small><a class="cite documentation"' in compare(client, "django-vs-flask", "features/")


def test_features_that_differ_stand_before_the_others(client: Client) -> None:
    for framework in ("django", "flask"):
        create_support(framework=framework, feature="orm")
    create_support(framework="django", feature="admin")
    create_support(framework="flask", feature="admin", level="no")

    page = compare(client, "django-vs-flask", "features/")

    assert "1 of 2 features differ" in page
    assert page.index(">Admin<") < page.index("<details") < page.index(">Orm<")


def test_differences_only_leaves_the_other_features_out(client: Client) -> None:
    for framework in ("django", "flask"):
        create_support(framework=framework, feature="orm")

    assert ">Orm<" not in compare(client, "django-vs-flask", "features/?only=differences")


def test_differences_only_counts_the_facts_that_it_hides(client: Client) -> None:
    for framework in ("django", "flask"):
        create_fact(framework=framework, name="licence", value="MIT")

    assert "1 equal row hidden" in compare(client, "django-vs-flask", "facts/?only=differences")


def test_the_framework_measured_against_gets_the_reference_line(client: Client) -> None:
    create_support(framework="django")
    create_framework(key="flask")

    assert 'data-fw="Django" class="datum"' in compare(client, "django-vs-flask", "features/?against=django")


def test_a_feature_that_one_alone_has_built_in_is_a_reason_to_take_it(client: Client) -> None:
    cell = create_support(framework="django", level="builtin")
    create_support(framework="flask", level="none-found")

    page = compare(client, "django-vs-flask")

    assert f'it alone has <a href="{cell.get_absolute_url()}">orm</a> built in.' in page
    assert 'For <a href="/evidence/flask/orm/">orm</a> a search found nothing.' in page
    assert "Nothing that the other has built in is missing here." in page


def test_a_fact_leads_to_its_evidence_and_a_missing_one_is_not_recorded(client: Client) -> None:
    fact = create_fact(framework="django", value="5.2.19")
    create_framework(key="flask")

    page = compare(client, "django-vs-flask", "facts/")

    assert f'<a href="{fact.get_absolute_url()}">5.2.19</a>' in page
    assert "not recorded" in page


def test_remarks_on_one_point_are_merged_under_its_text(client: Client) -> None:
    create_point(key="growth", text="It grows well.")
    for guide in ("ps", "dv"):
        create_remark(framework="django", guide=guide, point="growth", text=f"{guide} says so.")
    create_framework(key="flask")

    page = compare(client, "django-vs-flask", "for-and-against/")

    assert "It grows well." in page
    assert "ps says so." not in page


def test_a_remark_that_no_other_guide_shares_keeps_its_words(client: Client) -> None:
    create_point(key="growth", text="It grows well.")
    create_remark(framework="django", point="growth", text="Only we say so.")
    create_framework(key="flask")

    assert "Only we say so." in compare(client, "django-vs-flask", "for-and-against/")


def test_the_guides_part_names_a_situation_that_two_guides_recommend_it_for(client: Client) -> None:
    publish(Edit(UseCase, "small", {"name": "Small service"}), Edit(UseCase, "large", {"name": "Large platform"}))
    create_rating(framework="flask")
    for guide in ("ps", "dv"):
        create_recommendation(guide=guide, use_case="small", picks={"django": "recommended"})
    create_recommendation(guide="ps", name="02", use_case="large", picks={"django": "recommended"})

    page = compare(client, "django-vs-flask", "guides/")

    assert "Small service" in page
    assert "Large platform" not in page


def test_where_guides_call_it_less_suited_they_send_readers_elsewhere(client: Client) -> None:
    publish(Edit(UseCase, "small", {"name": "Small service"}))
    create_rating(framework="flask")
    for guide in ("ps", "dv"):
        create_recommendation(guide=guide, use_case="small", picks={"django": "less-suited"})

    assert "Look elsewhere for: Small service" in compare(client, "django-vs-flask", "guides/")


def test_a_framework_is_taken_for_what_most_guides_recommend_it_for(client: Client) -> None:
    publish(
        Edit(
            UseCase,
            "small",
            {"name": "Small service, tool or prototype", "phrase": "a small service, tool or prototype"},
        ),
        Edit(UseCase, "large", {"name": "Something new"}),
    )
    for guide in ("ps", "dv"):
        create_recommendation(guide=guide, use_case="small", picks={"flask": "recommended"})
    create_recommendation(guide="ps", name="02", use_case="large", picks={"django": "recommended"})

    page = compare(client, "django-vs-flask")

    assert "Take it for a small service, tool or prototype." in page
    assert "Take it for “Something new”." in page


def test_another_that_guides_recommend_more_is_named(client: Client) -> None:
    publish(Edit(UseCase, "small", {"name": "Microservices", "phrase": "microservices"}))
    create_frameworks("django", "flask")
    for guide in ("ps", "dv"):
        create_recommendation(guide=guide, use_case="small", picks={"falcon": "recommended"})

    page = compare(client, "django-vs-flask")

    assert 'It is for microservices: <a href="/frameworks/falcon/"><b>Falcon</b></a>' in page


def test_an_inactive_framework_is_never_named_instead(client: Client) -> None:
    publish(Edit(UseCase, "small", {"name": "Microservices", "phrase": "microservices"}))
    create_frameworks("django", "flask")
    create_fact(framework="falcon", name="released", value="2019-01-01")
    for guide in ("ps", "dv"):
        create_recommendation(guide=guide, use_case="small", picks={"falcon": "recommended"})

    assert "Falcon" not in compare(client, "django-vs-flask")


def test_what_none_of_them_offers_leads_to_one_that_does(client: Client) -> None:
    for framework in ("django", "flask"):
        create_support(framework=framework, level="third-party", package="x")
    create_support(framework="litestar", level="builtin")

    page = compare(client, "django-vs-flask")

    assert '<a href="/evidence/litestar/orm/">It must have orm built in</a>' in page


def test_a_request_that_costs_more_is_told_where_the_intervals_are_apart(client: Client) -> None:
    create_figure(framework="django", measure="cpu-t02", value=400_000, low=390_000, high=410_000)
    create_figure(framework="flask", measure="cpu-t02", value=200_000, low=190_000, high=210_000)

    page = compare(client, "django-vs-flask")

    assert '<a href="/evidence/django/cpu-t02/default/">2.0 times</a> Flask’s processor time.' in page


def test_a_tie_is_no_difference(client: Client) -> None:
    create_figure(framework="django", measure="cpu-t02", value=400_000, low=150_000, high=410_000)
    create_figure(framework="flask", measure="cpu-t02", value=200_000, low=190_000, high=210_000)

    page = compare(client, "django-vs-flask")

    assert "processor time." not in page
    assert "What decides" not in page


def test_a_version_below_one_is_said(client: Client) -> None:
    create_fact(framework="django", value="0.9")
    create_framework(key="flask")

    assert 'It is <a href="/evidence/django/latest-version/">still below 1.0</a>.' in compare(client, "django-vs-flask")


def test_the_evidence_of_a_past_day_is_of_that_day(client: Client) -> None:
    with time_machine.travel("2026-11-17"):
        create_fact(framework="django", value="0.9")
        create_framework(key="flask")

    page = compare(client, "django-vs-flask", "?as-of=2026-11-18")

    assert '<a href="/evidence/django/latest-version/?as-of=2026-11-18">still below 1.0</a>' in page
    assert 'href="/compare/django-vs-flask/facts/?as-of=2026-11-18"' in page


def test_a_part_without_data_is_left_out_of_the_rail_and_names_the_way_on(client: Client) -> None:
    create_support(framework="django")
    create_framework(key="flask")

    page, missing = compare(client, "django-vs-flask"), client.get("/compare/django-vs-flask/speed/")

    assert "/compare/django-vs-flask/features/" in page
    assert "/compare/django-vs-flask/speed/" not in page
    assert missing.status_code == 404
    assert "Nothing is on record yet for the part “Speed” of Django and Flask." in missing.text
    assert 'href="/compare/django-vs-flask/features/"' in missing.text


def test_an_unknown_part_is_not_found_and_the_nearest_is_offered(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/django-vs-flask/feature/")

    assert response.status_code == 404
    assert 'href="/compare/django-vs-flask/features/"' in response.text


def test_an_anchor_of_the_former_page_is_a_link_to_the_part(client: Client) -> None:
    create_fact(framework="django")
    create_support(framework="django")
    create_figure(framework="django")
    create_remark(framework="django")
    create_rating(framework="flask")

    page = compare(client, "django-vs-flask")

    parts = {"features": "features", "measured": "speed", "facts": "facts", "guides": "guides"}
    for anchor, part in {**parts, "arguments": "for-and-against"}.items():
        assert f'<a id="{anchor}" href="/compare/django-vs-flask/{part}/">' in page
    assert 'id="sources" href="/compare/django-vs-flask/guides/#sources"' in page
    assert 'id="pick"' in page


def test_the_code_part_shows_a_task_in_every_framework(client: Client) -> None:
    for framework in ("django", "flask"):
        create_program(framework=framework, task="t01", lines=12)
        create_program(framework=framework, task="t02", lines=20)

    page = compare(client, "django-vs-flask", "code/?task=validated-order")

    assert "Django takes 20 lines and Flask 20, and both passed the same checks." in page
    assert 'href="?task=validated-order" aria-current="true"' in page


def test_an_unknown_task_is_refused_with_those_there_are(client: Client) -> None:
    create_program(framework="django")
    create_framework(key="flask")

    response = client.get("/compare/django-vs-flask/code/?task=t99")

    assert response.status_code == 400
    assert "allowed are json-answer" in response.text


def test_the_speed_part_draws_what_was_measured(client: Client) -> None:
    create_figure(framework="django", measure="cpu-t02", value=400_000, low=390_000, high=410_000)
    create_framework(key="flask")

    assert '400 <span class="unit">µs</span>' in compare(client, "django-vs-flask", "speed/")


def test_three_lead_to_every_two_of_them(client: Client) -> None:
    create_frameworks("django", "flask")
    create_framework(key="pyramid")

    page = compare(client, "django-vs-flask-vs-pyramid")

    assert '<a href="/compare/django-vs-pyramid/">Django or Pyramid</a>' in page


def test_text_of_rows_is_escaped(client: Client) -> None:
    create_support(framework="django", level="third-party", package="<script>")
    create_fact(framework="flask", value="<script>")

    for part in ("", "features/", "facts/"):
        page = compare(client, "django-vs-flask", part)
        assert "<script>" not in page.replace('<script src="', "").split("<main")[1]


def test_a_framework_can_be_left_out(client: Client) -> None:
    create_frameworks("django", "flask")
    create_framework(key="pyramid")

    assert 'href="/compare/django-vs-pyramid/"' in compare(client, "django-vs-flask-vs-pyramid")


def test_of_two_frameworks_one_is_left_with_the_picker(client: Client) -> None:
    create_frameworks("django", "flask")

    assert 'href="/compare/?with=flask"' in compare(client, "django-vs-flask")


def publish_some(size: int) -> None:
    """Publish so many rows of each sort that a comparison shows."""
    for number in range(size):
        for framework in ("django", "flask"):
            create_support(framework=framework, feature=f"feature-{number}", level="none-found")
        create_support(framework=f"other-{number}", feature=f"feature-{number}")
        create_rating(framework="flask", criterion=f"criterion-{number}")
        create_remark(framework="flask", name=f"for-{number}")
        create_program(framework="django", task=f"t0{number}")
        create_figure(framework="flask", variant=f"variant-{number}")
        create_window(framework="django", version=f"5.{number}")
    create_fact(framework="django")
    create_figure(framework="flask")


@pytest.mark.parametrize("size", [1, 5])
def test_query_count_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    publish_some(size)

    with django_assert_num_queries(READS):
        compare(client, "django-vs-flask")


@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize(("part", "reads"), READS_OF_PARTS.items())
def test_the_query_count_of_a_part_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, part: str, reads: int, size: int
) -> None:
    publish_some(size)

    with django_assert_num_queries(reads):
        compare(client, "django-vs-flask", f"{part}/")
