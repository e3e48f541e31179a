"""Shares of what is sourced, fresh, disputed and unknown; each says of how many."""

import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from curation.dates import today
from frameworks.models import Framework
from reviews.site.quality.quality import PartOfWhole, Quality
from tests.factories import (
    create_criterion,
    create_fact,
    create_feature,
    create_framework,
    create_rating,
    create_source,
    create_support,
)

pytestmark = pytest.mark.django_db


def ago(days: int) -> str:
    return (today() - datetime.timedelta(days=days)).isoformat()


def of(client: Client, framework: str = "django", **query: str) -> Quality:
    found: list[tuple[Framework, Quality]] = client.get("/quality/", query).context_data["frameworks"]
    return next(quality for row, quality in found if row.key == framework)


def test_claims_are_cells_that_say_something_and_facts(client: Client) -> None:
    create_support()
    create_support(feature="forms", level="unknown", source=None)
    create_fact()

    assert of(client).sourced == PartOfWhole(2, 2)


def test_a_claim_read_too_long_ago_is_outside_its_limit(client: Client) -> None:
    create_support(checked_on=ago(366))
    create_fact(read_on=ago(1))

    assert of(client).within_limit == PartOfWhole(1, 2)


def test_what_a_program_keeps_is_as_fresh_as_its_last_reading(client: Client) -> None:
    create_source(key="entry", kind="index", package="django", read_on=ago(1))
    create_fact(source="entry", read_on=ago(300))

    assert of(client).within_limit == PartOfWhole(1, 1)


def test_what_is_fixed_once_installed_stays_within_its_limit(client: Client) -> None:
    create_source(key="wheel", kind="package", package="django")
    create_fact(source="wheel", read_on=ago(4000))

    assert of(client).within_limit == PartOfWhole(1, 1)


def test_a_feature_without_a_cell_is_unknown_like_one_not_checked(client: Client) -> None:
    create_support()
    create_support(feature="forms", level="unknown", source=None)
    create_feature(key="jobs")

    assert of(client).unknown == PartOfWhole(2, 3)


def test_splits_are_counted_among_criteria_that_two_guides_place(client: Client) -> None:
    for key in ("speed", "size", "cost"):
        create_criterion(key=key)
    for guide, speed, size in (("ps", "low", "high"), ("dv", "high", "high")):
        create_rating(criterion="speed", guide=guide, level=speed)
        create_rating(criterion="size", guide=guide, level=size)
    create_rating(criterion="cost", guide="ps", level="low")

    assert of(client).disputed == PartOfWhole(1, 2)


def test_second_checks_are_counted_among_cells_that_claim(client: Client) -> None:
    create_support(second_checked=True)
    create_support(feature="forms")
    create_support(feature="jobs", level="unknown", source=None)

    assert of(client).second_checked == PartOfWhole(1, 2)


def test_a_framework_without_claims_has_shares_of_none(client: Client) -> None:
    create_framework(key="bottle")

    assert of(client, "bottle").sourced.percent is None
    assert "of none" in client.get("/quality/").content.decode()


def test_only_all_is_a_hundred_per_cent() -> None:
    assert [PartOfWhole(999, 1000).percent, PartOfWhole(1000, 1000).percent, PartOfWhole(0, 7).percent] == [99, 100, 0]


def test_the_total_is_the_sum_of_the_frameworks(client: Client) -> None:
    create_support(framework="django")
    create_support(framework="flask")

    total = client.get("/quality/").context_data["total"]

    assert (total.sourced, total.unknown) == (PartOfWhole(2, 2), PartOfWhole(0, 2))


def test_splits_lead_to_where_they_are_listed(client: Client) -> None:
    for guide, level in (("ps", "low"), ("dv", "high")):
        create_rating(guide=guide, level=level)
    address = "/disagreements/?kind=split&framework=django"

    assert address.replace("&", "&amp;") in client.get("/quality/").content.decode()
    assert client.get(address).status_code == 200


def test_without_frameworks_the_page_says_so(client: Client) -> None:
    assert "No framework is published yet." in client.get("/quality/").content.decode()


def test_an_unknown_parameter_is_refused(client: Client) -> None:
    assert client.get("/quality/?framework=django").status_code == 400


@pytest.mark.parametrize("suffix", ["csv", "json", "md"])
def test_the_page_has_its_alternates(client: Client, suffix: str) -> None:
    create_support()

    response = client.get(f"/quality.{suffix}")

    assert (response.status_code, "Django" in response.content.decode()) == (200, True)


@pytest.mark.parametrize("count", [1, 9])
def test_the_page_takes_ten_queries_however_much_it_counts(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        fill(f"framework-{number}")

    with django_assert_num_queries(11):
        client.get("/quality/")


def fill(framework: str) -> None:
    rows: list[Any] = [create_support(framework=framework), create_fact(framework=framework)]
    rows += [create_rating(framework=framework, guide=guide) for guide in ("ps", "dv")]
