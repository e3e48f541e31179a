"""The comparison of frameworks."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from curation.changes.checks import Edit
from reviews.models import UseCase
from tests.factories import (
    create_fact,
    create_framework,
    create_frameworks,
    create_guide,
    create_point,
    create_rating,
    create_recommendation,
    create_remark,
    create_support,
    publish,
)

pytestmark = pytest.mark.django_db

READS = 11
"""One for each sort of row that a comparison shows. A past day takes one more."""


def compare(client: Client, slugs: str, query: str = "") -> str:
    response = client.get(reverse("comparison", kwargs={"slugs": slugs}) + query)
    assert response.status_code == 200
    return response.text


def test_it_names_the_frameworks_in_the_order_of_their_slugs(client: Client) -> None:
    create_frameworks("django", "flask")

    assert "<h1>Django and Flask compared</h1>" in compare(client, "django-vs-flask")


def test_another_order_is_redirected_for_good_with_its_query(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/flask-vs-django/?against=flask")

    assert (response.status_code, response["Location"]) == (301, "/compare/django-vs-flask/?against=flask")


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
        ("?sort=name", "allowed are only, against, basis, as-of"),
        ("?as-of=tomorrow", "YYYY-MM-DD"),
    ],
)
def test_a_query_it_cannot_take_is_refused_with_what_is_allowed(client: Client, query: str, problem: str) -> None:
    create_frameworks("django", "flask")

    response = client.get(f"/compare/django-vs-flask/{query}")

    assert response.status_code == 400
    assert problem in response.text


def test_choices_a_form_leaves_empty_are_no_choices(client: Client) -> None:
    create_frameworks("django", "flask")

    compare(client, "django-vs-flask", "?only=&against=")


def test_guides_stand_side_by_side_with_their_verdict(client: Client) -> None:
    create_rating(framework="django", guide="ps", level="high")
    create_rating(framework="django", guide="dv", level="low")
    create_rating(framework="flask", guide="ps", level="low")

    page = compare(client, "django-vs-flask")

    assert 'aria-label="Guide DV Low; Guide PS High. Median: Low to High"' in page
    assert '<a class="flag split" href="/frameworks/django/#scalability">Split</a>' in page
    assert "Thin: 1 of 2" in page


def test_guides_with_no_view_are_counted(client: Client) -> None:
    create_guide(key="dv")
    create_rating(framework="django", guide="ps")
    create_framework(key="flask")

    assert "No view: one guide<" in compare(client, "django-vs-flask")


def test_lede_counts_what_the_guides_say(client: Client) -> None:
    create_rating(framework="django", guide="ps", level="high")
    create_rating(framework="django", guide="dv", level="low")
    create_framework(key="flask")

    page = compare(client, "django-vs-flask")

    assert "they agree on 0, are one step apart on 0 and split on 1" in page
    assert "They differ most over Django’s scalability" in page


def test_a_cell_leads_to_its_evidence(client: Client) -> None:
    create_support(framework="django")
    create_framework(key="flask")

    page = compare(client, "django-vs-flask")

    assert 'href="/evidence/django/orm/"' in page
    assert '<span class="support unknown">Not checked</span>' in page


def test_a_source_that_most_of_a_column_rests_on_stands_in_its_head(client: Client) -> None:
    create_support(framework="django")
    create_framework(key="flask")

    assert '<small><a class="cite documentation"' in compare(client, "django-vs-flask")


def test_differences_only_counts_what_it_hides(client: Client) -> None:
    for framework in ("django", "flask"):
        create_support(framework=framework, feature="orm")
    create_support(framework="django", feature="admin")
    create_support(framework="flask", feature="admin", level="no")

    page = compare(client, "django-vs-flask", "?only=differences")

    assert "1 of 2 features" in page
    assert "1 equal row hidden" in page
    assert ">Orm<" not in page


def test_what_nobody_checked_is_not_hidden_as_equal(client: Client) -> None:
    create_support(framework="django")
    create_framework(key="flask")

    assert "1 of 1 features" in compare(client, "django-vs-flask", "?only=differences")


def test_the_framework_measured_against_gets_the_reference_line(client: Client) -> None:
    create_support(framework="django")
    create_framework(key="flask")

    assert 'data-fw="Django" class="datum"' in compare(client, "django-vs-flask", "?against=django")


def test_a_feature_that_one_alone_has_built_in_is_a_reason_to_pick_it(client: Client) -> None:
    cell = create_support(framework="django", level="builtin")
    create_support(framework="flask", level="none-found")

    page = compare(client, "django-vs-flask")

    assert f'Built in here alone: <a href="{cell.get_absolute_url()}">' in page


def test_a_fact_leads_to_its_evidence_and_a_missing_one_is_not_recorded(client: Client) -> None:
    fact = create_fact(framework="django", value="5.2.19")
    create_framework(key="flask")

    page = compare(client, "django-vs-flask")

    assert f'<a href="{fact.get_absolute_url()}">5.2.19</a>' in page
    assert "not recorded" in page


def test_remarks_on_one_point_are_merged_under_its_text(client: Client) -> None:
    create_point(key="growth", text="It grows well.")
    for guide in ("ps", "dv"):
        create_remark(framework="django", guide=guide, point="growth", text=f"{guide} says so.")
    create_framework(key="flask")

    page = compare(client, "django-vs-flask")

    assert "It grows well." in page
    assert "ps says so." not in page


def test_a_remark_that_no_other_guide_shares_keeps_its_words(client: Client) -> None:
    create_point(key="growth", text="It grows well.")
    create_remark(framework="django", point="growth", text="Only we say so.")
    create_framework(key="flask")

    assert "Only we say so." in compare(client, "django-vs-flask")


def test_a_situation_needs_two_guides_to_be_advice(client: Client) -> None:
    publish(Edit(UseCase, "small", {"name": "Small service"}), Edit(UseCase, "large", {"name": "Large platform"}))
    create_framework(key="flask")
    for guide in ("ps", "dv"):
        create_recommendation(guide=guide, use_case="small", picks={"django": "recommended"})
    create_recommendation(guide="ps", name="02", use_case="large", picks={"django": "recommended"})

    page = compare(client, "django-vs-flask")

    assert "Small service" in page
    assert "Large platform" not in page


def test_where_guides_call_it_less_suited_they_send_readers_elsewhere(client: Client) -> None:
    publish(Edit(UseCase, "small", {"name": "Small service"}))
    create_framework(key="flask")
    for guide in ("ps", "dv"):
        create_recommendation(guide=guide, use_case="small", picks={"django": "less-suited"})

    assert "Look elsewhere for: Small service" in compare(client, "django-vs-flask")


def test_text_of_rows_is_escaped(client: Client) -> None:
    create_support(framework="django", level="third-party", package="<script>")
    create_fact(framework="flask", value="<script>")

    assert "<script>" not in compare(client, "django-vs-flask").replace('<script src="', "").split("<main")[1]


def test_a_framework_can_be_left_out(client: Client) -> None:
    create_frameworks("django", "flask")
    create_framework(key="pyramid")

    assert 'href="/compare/django-vs-pyramid/"' in compare(client, "django-vs-flask-vs-pyramid")


def test_of_two_frameworks_one_is_left_with_the_picker(client: Client) -> None:
    create_frameworks("django", "flask")

    assert 'href="/compare/?with=flask"' in compare(client, "django-vs-flask")


@pytest.mark.parametrize("size", [1, 5])
def test_query_count_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    create_frameworks("django", "flask")
    for number in range(size):
        create_support(framework="django", feature=f"feature-{number}")
        create_rating(framework="flask", criterion=f"criterion-{number}")
        create_remark(framework="flask", name=f"for-{number}")

    with django_assert_num_queries(READS):
        compare(client, "django-vs-flask")
