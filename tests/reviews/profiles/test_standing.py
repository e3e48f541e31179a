"""What a framework is strong at and what it lacks."""

import re

import pytest
from django.test import Client

from curation.changes.checks import Edit
from frameworks.models import Kind
from tests.factories import create_cell_proof, create_figure, create_framework, create_support, publish
from tests.reading import text_at

pytestmark = pytest.mark.django_db

KIN = ["django", "flask", "pyramid", "tornado", "bottle", "falcon"]


def section(client: Client, anchor: str) -> str:
    page = text_at(client, "/frameworks/django/")
    return page.split(f'<h2 id="{anchor}">')[1].split("</section>")[0]


def support(**levels: str) -> None:
    """Publish how frameworks support one feature."""
    for framework, level in levels.items():
        create_support(framework=framework, feature="orm", level=level)


def test_what_few_have_built_in_is_strong(client: Client) -> None:
    support(django="builtin", flask="none-found", pyramid="none-found")

    assert "1 of 3 have it built in." in section(client, "strong")


def test_what_many_have_built_in_is_not_strong(client: Client) -> None:
    support(django="builtin", flask="builtin", pyramid="none-found")

    assert "have it built in" not in section_or_nothing(client)


def section_or_nothing(client: Client) -> str:
    page = text_at(client, "/frameworks/django/")
    return page.split('<h2 id="strong">')[1].split("</section>")[0] if '<h2 id="strong">' in page else ""


def test_a_framework_that_nobody_checked_is_not_counted(client: Client) -> None:
    support(django="builtin", flask="none-found", pyramid="none-found")
    create_support(framework="tornado", feature="orm", level="unknown", source=None)

    assert "1 of 3 have it built in." in section(client, "strong")


def test_what_most_of_its_kind_have_built_in_is_a_gap(client: Client) -> None:
    support(django="none-found", flask="builtin", pyramid="builtin", tornado="none-found")

    assert "None found; 2 of 3 others of its kind have it built in." in section(client, "gaps")


def test_frameworks_of_another_kind_do_not_make_a_gap(client: Client) -> None:
    publish(Edit(Kind, "micro", {"name": "Microframework", "description": "Small."}))
    create_framework(key="flask", kind="micro")
    support(django="none-found", flask="builtin")

    assert 'id="gaps"' not in text_at(client, "/frameworks/django/")


def test_what_is_built_in_with_an_extra_is_no_gap(client: Client) -> None:
    support(flask="builtin", pyramid="builtin")
    create_support(framework="django", feature="orm", level="builtin-extra", package="itsdangerous")

    assert 'id="gaps"' not in text_at(client, "/frameworks/django/")


def test_what_was_not_checked_is_no_gap(client: Client) -> None:
    support(flask="builtin", pyramid="builtin")
    create_support(framework="django", feature="orm", level="unknown", source=None)

    assert 'id="gaps"' not in text_at(client, "/frameworks/django/")


def test_a_place_in_the_first_quarter_is_strong(client: Client) -> None:
    for place, framework in enumerate(KIN):
        create_figure(framework=framework, measure="cpu-t02", value=100_000 * (place + 1))

    assert "place 1 of 6." in section(client, "strong")


def test_a_place_in_the_last_third_is_a_gap(client: Client) -> None:
    for place, framework in enumerate(KIN):
        create_figure(framework=framework, measure="cpu-t02", value=100_000 * (9 - place))

    assert "place 6 of 6." in section(client, "gaps")


def test_a_place_that_noise_leaves_open_is_no_gap(client: Client) -> None:
    for place, framework in enumerate(KIN):
        value = 100_000 * (9 - place)
        create_figure(framework=framework, measure="cpu-t02", value=value, low=100_000, high=900_000)

    assert 'id="gaps"' not in text_at(client, "/frameworks/django/")


def test_at_most_five_are_named_each_with_one_citation(client: Client) -> None:
    for number in range(7):
        for framework in KIN:
            level = "builtin" if framework == "django" else "none-found"
            create_support(framework=framework, feature=f"feature-{number}", level=level)

    named = section(client, "strong")

    assert (named.count("<li>"), len(re.findall('class="cite', named))) == (5, 5)


def test_a_proved_cell_is_cited_as_proved(client: Client) -> None:
    support(django="builtin", flask="none-found", pyramid="none-found")
    create_cell_proof(framework="django", feature="orm")

    assert "proven by a program" in section(client, "strong")
