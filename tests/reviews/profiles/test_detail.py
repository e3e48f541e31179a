"""The page of each framework."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from curation.changes.checks import Edit
from curation.dates import today
from frameworks.models import Kind, ResourceFramework
from reviews.models import UseCase
from reviews.profiles.parts import FrameworkPart
from tests.factories import (
    create_criterion,
    create_fact,
    create_feature,
    create_figure,
    create_framework,
    create_guide,
    create_program,
    create_rating,
    create_recommendation,
    create_remark,
    create_resource,
    create_source,
    create_support,
    create_window,
    publish,
)
from tests.reading import text_at

pytestmark = pytest.mark.django_db

READS = 13
"""The most that any of a framework's pages may take; a past day takes as many."""


def detail(client: Client, part: str = "", query: str = "") -> str:
    return text_at(client, reverse("framework", args=["django"]) + part + query)


def test_page_shows_name_and_tagline(client: Client) -> None:
    create_framework(tagline="It comes with everything.")

    page = detail(client)

    assert "Django</h1>" in page
    assert "It comes with everything." in page


def test_an_unknown_framework_is_not_found(client: Client) -> None:
    create_framework()

    assert client.get("/frameworks/djngo/").status_code == 404


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_a_framework_that_is_not_published_has_no_page(client: Client, status: str) -> None:
    create_framework(status=status)

    assert client.get("/frameworks/django/").status_code != 200


def test_an_unknown_parameter_is_refused(client: Client) -> None:
    create_framework()

    response = client.get("/frameworks/django/?tab=facts")

    assert response.status_code == 400
    assert "allowed are basis, interest, as-of" in response.text


def test_verdict_names_what_guides_agree_and_split_on(client: Client) -> None:
    create_criterion(key="speed")
    for guide, level in (("ps", "high"), ("dv", "low")):
        create_rating(guide=guide, criterion="speed", level=level)
        create_rating(guide=guide, criterion="scalability")

    page = detail(client, "guides/")

    assert "2 of 2 guides rate it. They agree on scalability. They split on speed." in page


def test_a_framework_no_guide_rates_says_so(client: Client) -> None:
    create_guide()
    create_framework()

    assert "No guide on record rates it" in detail(client)


def test_each_rating_says_how_its_level_was_come_by(client: Client) -> None:
    create_rating(guide="ps", basis="graded", second_checked=True)
    create_rating(guide="dv", applies_to="large teams")

    page = detail(client, "guides/")

    assert "High, graded by the guide<" in page
    assert "High; for large teams" in page


def test_a_rating_leads_to_its_evidence(client: Client) -> None:
    create_rating(summary="It grows with care.")

    page = detail(client, "guides/")

    assert "It grows with care." in page
    assert 'href="/evidence/django/scalability/ps/"' in page


def test_what_has_no_scale_stands_in_words(client: Client) -> None:
    create_criterion(key="best-for", levels=(), scale="text", better="context", low_end="", high_end="")
    create_rating(criterion="best-for", level=None, summary="Content sites.")

    page = detail(client, "guides/")

    assert "In the guides’ words" in page
    assert "Content sites." in page


def test_features_stand_by_group_and_lead_to_their_evidence(client: Client) -> None:
    create_support(level="third-party", package="SQLModel")
    create_feature(key="forms")

    page = detail(client, "features/")

    assert '<a href="/evidence/django/orm/">Orm</a>' in page
    assert "SQLModel" in page
    assert "Not checked" in page


def test_facts_stand_with_their_notes(client: Client) -> None:
    create_fact(value="5.2.19", note="Long-term release")

    page = detail(client, "facts/")

    assert "5.2.19" in page
    assert "Long-term release" in page


def test_a_support_window_without_an_end_says_that_none_is_published(client: Client) -> None:
    create_window()

    assert "no date published" in detail(client, "facts/")


def test_remarks_stand_under_their_guide_and_silence_is_no_praise(client: Client) -> None:
    create_remark(text="It brings an admin.", locator="section 4")

    page = detail(client, "for-and-against/")

    assert "It brings an admin." in page
    assert "No drawback on record" in page


def test_guides_with_nothing_for_or_against_share_a_line(client: Client) -> None:
    create_remark(guide="ps")
    for key in ("dv", "hg"):
        create_guide(key=key)

    assert "Nothing for or against it is on record from Guide DV and Guide HG." in detail(client, "for-and-against/")


def test_a_guide_without_a_printed_date_is_cited_with_its_last_change(client: Client) -> None:
    create_source(key="hitchhiker", kind="guide", published="")
    create_guide(key="hg", source="hitchhiker", last_changed="2020-10-20")
    create_rating(guide="hg")

    page = detail(client, "guides/")

    assert "Guide HG, last changed 2020-10-20" in page


def test_situations_name_the_role(client: Client) -> None:
    create_recommendation(situation="A tiny service", picks={"django": "less-suited"})

    page = detail(client, "guides/")

    assert "A tiny service" in page
    assert "Less suited" in page


def test_use_cases_are_counted_by_guide(client: Client) -> None:
    publish(Edit(UseCase, "site", {"name": "Content site"}))
    for guide in ("ps", "dv"):
        create_recommendation(guide=guide, use_case="site", picks={"django": "recommended"})

    assert re.search(r"Content site</span><span><a [^>]+>two guides</a>", detail(client))


def test_resources_that_cover_it_are_listed(client: Client) -> None:
    create_framework()
    create_resource(key="udemy")
    covers = {"resource": "udemy", "framework": "django", "source": "guide-ps"}
    publish(Edit(ResourceFramework, "udemy/django", covers))

    assert 'href="/learn/udemy/"' in detail(client, "learn/")


def test_alternatives_are_what_guides_name_beside_it_then_its_kind(client: Client) -> None:
    publish(Edit(Kind, "micro", {"name": "Microframework", "description": "Small."}))
    create_framework(key="django")
    create_framework(key="pyramid")
    create_framework(key="flask", kind="micro")
    create_recommendation(picks={"django": "recommended", "flask": "alternative"})

    page = detail(client).split('id="alternatives"')[1]

    assert "Named beside it in 1 recommendation." in page
    assert page.index("/compare/django-vs-flask/") < page.index("/compare/django-vs-pyramid/")


def test_a_draft_guide_is_neither_counted_nor_quoted(client: Client) -> None:
    create_guide(key="xx", status="draft")
    create_rating(guide="ps")
    create_rating(guide="xx", summary="A secret.")

    page = detail(client, "guides/")

    assert "1 of 1 guide" in page
    assert "A secret." not in page


@pytest.mark.parametrize("part", ["", *(f"{part}/" for part in FrameworkPart)])
@pytest.mark.parametrize("size", [1, 5])
def test_page_query_count_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, size: int, part: str
) -> None:
    create_all(size)

    with django_assert_max_num_queries(READS):
        detail(client, part)
    with django_assert_max_num_queries(READS):
        detail(client, part, query=f"?as-of={today()}")


def create_all(size: int) -> None:
    """Publish a framework that has something of every part."""
    create_framework()
    for number in range(size):
        create_support(feature=f"feature-{number}")
        create_rating(criterion=f"criterion-{number}")
        create_remark(name=f"for-{number}")
        create_recommendation(name=f"{number}", picks={"django": "recommended"})
    create_fact()
    create_figure()
    create_program()
    create_resource(key="udemy")
    publish(Edit(ResourceFramework, "udemy/django", {"resource": "udemy", "framework": "django", "source": "guide-ps"}))


def test_every_part_is_in_the_rail_of_the_overview(client: Client) -> None:
    create_all(1)

    page = detail(client)

    assert all(f'<li><a href="/frameworks/django/{part}/">{part.label}' in page for part in FrameworkPart)


def test_a_part_without_anything_is_not_in_the_rail(client: Client) -> None:
    create_support()

    page = detail(client)

    assert 'href="/frameworks/django/features/"' in page
    assert "/frameworks/django/speed/" not in page


@pytest.mark.parametrize("part", FrameworkPart)
def test_a_part_without_anything_names_the_way_on(client: Client, part: FrameworkPart) -> None:
    create_framework()

    response = client.get(f"/frameworks/django/{part}/")

    assert response.status_code == 404
    assert f"Nothing is on record yet for the part “{part.label}” of Django." in response.text
    assert 'href="/frameworks/django/">Overview' in response.text


def test_an_unknown_part_names_the_nearest(client: Client) -> None:
    create_framework()

    response = client.get("/frameworks/django/featurs/")

    assert response.status_code == 404
    assert 'href="/frameworks/django/features/"' in response.text


def test_a_part_of_an_unknown_framework_is_not_found(client: Client) -> None:
    create_framework()

    assert client.get("/frameworks/djngo/features/").status_code == 404


@pytest.mark.parametrize("anchor", ["features", "facts", "ratings", "words", "situations", "arguments", "learn"])
def test_the_sections_of_the_former_page_have_a_link_at_their_ids(client: Client, anchor: str) -> None:
    create_all(1)

    assert f'<a id="{anchor}" href="/frameworks/django/' in detail(client)


def test_the_choice_of_gradings_leads_to_the_guides(client: Client) -> None:
    create_rating()

    response = client.get("/frameworks/django/?basis=graded")

    assert (response.status_code, response["Location"]) == (301, "/frameworks/django/guides/?basis=graded")


def test_the_code_part_leads_to_each_task_with_its_checks(client: Client) -> None:
    create_program()

    page = detail(client, "code/")

    assert 'href="/code/json-answer/?framework=django"' in page
    assert "3 of 3" in page


def test_the_table_of_ratings_says_who_set_a_level_and_not_the_level_again(client: Client) -> None:
    create_rating(framework="flask", guide="ps", level="high", applies_to="large teams")
    create_rating(framework="flask", guide="dv", level="low", basis="graded", second_checked=True)

    rows = client.get("/frameworks/flask.json").json()["tables"]["ratings"]["rows"]

    assert sorted((row["level"], row["basis"]) for row in rows) == [
        ("High", "coded by us; for large teams; not second-checked"),
        ("Low", "graded by the guide"),
    ]
