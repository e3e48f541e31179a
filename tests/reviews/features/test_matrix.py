import datetime
import json
import re

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    create_feature,
    create_framework,
    create_rating,
    create_source,
    create_support,
    ensure_source,
)

pytestmark = pytest.mark.django_db
FEATURES = "/features/"


def page(client: Client, address: str = FEATURES) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.text


def refusal(client: Client, query: str) -> str:
    response = client.get(f"{FEATURES}?{query}")
    assert response.status_code == 400
    return response.text


def columns(text: str) -> list[str]:
    return re.findall(r'<th scope="col"><a href="/frameworks/([^/]+)/">', text)


def features(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/features/([^/]+)/">', text)


def test_a_cell_leads_to_its_evidence_as_a_whole(client: Client) -> None:
    create_support(framework="django", feature="orm", level="builtin")

    assert '<td><a class="support builtin" href="/evidence/django/orm/">Built in</a></td>' in page(client)


def test_a_package_stands_for_the_level_which_is_still_heard(client: Client) -> None:
    create_support(level="third-party", package="SQLModel")

    assert 'SQLModel<span class="visually-hidden"> third-party</span></a>' in page(client)


def test_a_package_name_is_escaped(client: Client) -> None:
    create_support(level="third-party", package="<b>odd</b>")

    assert "&lt;b&gt;odd&lt;/b&gt;" in page(client)


def test_a_cell_nobody_checked_says_so_and_leads_nowhere(client: Client) -> None:
    create_support(level="unknown", source=None)

    assert '<span class="support unknown">Not checked</span>' in page(client)


def test_a_cell_without_a_row_is_not_checked(client: Client) -> None:
    create_framework(key="flask")
    create_support(framework="django")

    assert "1 cell is not checked" in page(client)


def test_none_found_is_not_no(client: Client) -> None:
    create_support(level="none-found")

    assert '<a class="support none-found" href="/evidence/django/orm/">None found</a>' in page(client)


def test_a_reading_past_its_limit_is_marked_stale(client: Client) -> None:
    create_support(checked_on="2024-03-05")

    assert '<span class="stale-mark">read 2024-03</span>' in page(client)


def test_an_installed_package_never_gets_stale(client: Client) -> None:
    create_source(key="wheel", kind="package", package="Django")
    create_support(source="wheel", checked_on="2020-03-05")

    assert "stale-mark" not in page(client)


def test_the_matrix_opens_on_ten_frameworks_most_rated_first(client: Client) -> None:
    create_feature()
    for number in range(11):
        create_framework(key=f"a{number:02}")
    create_rating(framework="zope", guide="ps")

    assert columns(page(client)) == ["zope", *(f"a{number:02}" for number in range(9))]


def test_the_matrix_shows_all_frameworks_on_request(client: Client) -> None:
    for number in range(12):
        create_support(framework=f"a{number:02}")

    assert len(columns(page(client, f"{FEATURES}?frameworks=all"))) == 12


def test_the_columns_can_be_chosen(client: Client) -> None:
    create_feature()
    for key in ("django", "flask", "tornado"):
        create_framework(key=key)

    assert columns(page(client, f"{FEATURES}?framework=flask&framework=tornado")) == ["flask", "tornado"]


def test_a_draft_framework_is_no_column(client: Client) -> None:
    create_framework(key="secret", status="draft")

    assert "secret" not in page(client, f"{FEATURES}?frameworks=all").casefold()


def test_a_group_narrows_the_rows(client: Client) -> None:
    create_feature(key="orm", group="data")
    create_feature(key="csrf", group="security")

    assert features(page(client, f"{FEATURES}?group=security")) == ["csrf"]


def test_a_name_narrows_the_rows_in_any_case(client: Client) -> None:
    create_feature(key="orm")
    create_feature(key="admin")

    assert features(page(client, f"{FEATURES}?q=ADM")) == ["admin"]


def test_at_least_an_extension_keeps_what_is_built_in(client: Client) -> None:
    create_support(feature="orm", level="builtin")
    create_support(feature="admin", level="official-extension", package="extra")
    create_support(feature="forms", level="third-party", package="other")

    assert features(page(client, f"{FEATURES}?level=official-extension")) == ["admin", "orm"]


def test_only_rows_that_differ(client: Client) -> None:
    for framework, admin in (("django", "builtin"), ("flask", "none-found")):
        create_support(framework=framework, feature="orm", level="builtin")
        create_support(framework=framework, feature="admin", level=admin)

    assert features(page(client, f"{FEATURES}?differ=1")) == ["admin"]


def test_a_cell_that_is_not_checked_differs_from_nothing(client: Client) -> None:
    create_framework(key="flask")
    create_support(framework="django", feature="orm")

    assert features(page(client, f"{FEATURES}?differ=1")) == []


def test_empty_fields_of_the_form_mean_no_choice(client: Client) -> None:
    create_feature(key="orm")

    assert features(page(client, f"{FEATURES}?q=&group=&level=&frameworks=")) == ["orm"]


def test_nothing_found_says_what_dropping_a_filter_gives(client: Client) -> None:
    create_feature(key="orm", group="data")

    text = page(client, f"{FEATURES}?group=api&q=orm")
    assert "No feature passes these filters" in text
    assert "Group: 1 match" in text
    assert "Name or word: 0 match" in text


def test_the_last_row_counts_what_is_built_in(client: Client) -> None:
    create_support(feature="orm", level="builtin")
    create_support(feature="admin", level="none-found")

    assert '<td><b>1</b> <span class="faint">of 2</span></td>' in page(client)


def test_the_caption_names_the_days_of_reading(client: Client) -> None:
    create_support(feature="orm", checked_on="2026-11-18")
    create_support(feature="admin", checked_on="2026-11-20")

    assert "Read from 2026-11-18 to 2026-11-20." in page(client)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("colour=red", "colour: there is no such parameter here"),
        ("group=nope", "group: there is no “nope”; allowed are core, data"),
        ("level=no", "allowed are builtin, builtin-extra, official-extension, third-party"),
        ("differ=yes", "differ: there is no “yes”; allowed are 1"),
        ("frameworks=some", "allowed are all"),
        ("framework=nope", "framework: there is no “nope”; allowed are django"),
        ("frameworks=all&framework=django", "not both"),
        ("level=builtin&level=third-party", "level: give it once"),
        ("q=%00", "U+0000 at place 1 cannot be seen"),
        (f"q={'a' * 10_000}", "the value has 10000 characters"),
        ("as-of=yesterday", "as-of: give a day"),
    ],
)
def test_a_query_the_matrix_cannot_answer_is_refused_in_words(client: Client, query: str, message: str) -> None:
    create_framework(key="django")

    assert message in refusal(client, query)


def test_the_matrix_cannot_be_posted_to(client: Client) -> None:
    assert client.post(FEATURES).status_code == 405


def test_the_matrix_as_of_a_day_shows_what_was_public_then(client: Client) -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC), tick=False):
        create_framework(key="django")
        create_feature(key="orm")
        ensure_source()
        create_support(level="none-found", checked_on="2026-10-31")
    with time_machine.travel(datetime.datetime(2026, 11, 10, tzinfo=datetime.UTC), tick=False):
        create_support(level="builtin", checked_on="2026-11-09")
        text = page(client, f"{FEATURES}?as-of=2026-11-05")

    assert '<a class="support none-found" href="/evidence/django/orm/?as-of=2026-11-05">' in text
    assert "Shown as it stood on" in text


@pytest.mark.parametrize("size", [1, 5])
def test_the_matrix_takes_as_many_queries_however_large(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_support(framework=f"f{number}", feature=f"x{number}", checked_on="2024-01-01")

    with django_assert_num_queries(
        7
    ):  # the version, frameworks, how many guides rate them, cells, their sources, proofs, features
        client.get(FEATURES)


def test_the_matrix_describes_itself_to_search_engines(client: Client) -> None:
    create_support(checked_on="2026-11-20")

    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(client))[0])
    assert (data["@type"], data["dateModified"]) == ("Dataset", "2026-11-20")


def test_a_long_package_name_breaks_where_a_reader_would_break_it(client: Client) -> None:
    create_support(level="third-party", package="pyramid_jinja2, fastapi[standard]")

    assert "pyramid_<wbr>jinja2, fastapi<wbr>[standard]" in page(client)


def test_a_choice_in_force_can_be_removed_by_its_name(client: Client) -> None:
    create_framework(key="django-ninja", name="Django Ninja")

    text = page(client, f"{FEATURES}?framework=django-ninja&q=orm")
    assert 'href="?q=orm"><span class="visually-hidden">Remove </span>Framework: Django Ninja</a>' in text
