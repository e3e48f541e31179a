"""What the finder answers on the whole catalogue: addresses that were wrong, and what must hold for every answer."""

from itertools import combinations

import pytest

from frameworks.models import Support
from reviews.finder.questions.choices import Choice
from reviews.finder.questions.questions import QUESTIONS
from tests.reviews.finder.catalogue import asked, catalogue_rows, order

WSGI = "build=service&need=wsgi"
BANK = "build=site&need=accounts&need=lts&need=admin&growth=large&structure=rules&team=sync"
CONFIRMED = {"builtin", "builtin-extra", "official-extension"}
NEEDS = [(question.key, choice) for question in QUESTIONS for choice in question.choices if choice.features]


def level(framework: str, feature: str) -> str:
    cell = catalogue_rows()[Support].get(f"{framework}/{feature}")
    return cell.level if isinstance(cell, Support) else "unknown"


def test_what_does_not_run_under_wsgi_does_not_lead_where_wsgi_is_a_must() -> None:
    assert order(WSGI)
    assert "fastapi" not in order(WSGI)
    assert "fastapi" in asked(WSGI).screening.unconfirmed


def test_nothing_inactive_is_recommended_to_a_bank() -> None:
    finding = asked(BANK)

    assert order(BANK)
    assert not finding.inactive.keys() & set(order(BANK))


def test_a_framework_without_a_release_for_two_years_is_inactive() -> None:
    (reason,) = asked(WSGI).inactive["cherrypy"]

    assert reason == ("released", "Last release 2024-06-14, more than two years before 2026-11-21")


def test_a_beginner_with_a_back_office_is_led_to_one_that_is_built_in() -> None:
    assert level(order("build=site&team=new&growth=small")[0], "admin-ui") == "builtin"


def test_real_time_is_not_decided_by_long_term_support() -> None:
    first, second = order("build=realtime&need=websockets&team=async&growth=large")[:2]

    assert {level(first, "websockets"), level(second, "websockets")} == {"builtin"}
    assert {level(first, "async-handlers"), level(second, "async-handlers")} == {"builtin"}


@pytest.mark.parametrize("build", ["site", "api", "service", "realtime"])
@pytest.mark.parametrize(("key", "need"), NEEDS, ids=lambda value: getattr(value, "key", value))
def test_whatever_is_ranked_has_what_must_come_with_it(build: str, key: str, need: Choice) -> None:
    levels = {
        level(framework, feature) for framework in order(f"build={build}&{key}={need.key}") for feature in need.features
    }

    assert levels <= CONFIRMED


@pytest.mark.parametrize(("key", "need"), NEEDS, ids=lambda value: getattr(value, "key", value))
def test_packages_of_others_count_where_the_reader_says_so(key: str, need: Choice) -> None:
    query = f"build=api&{key}={need.key}"
    counted = f"{query}&third-party=yes"
    levels = {level(framework, feature) for framework in order(counted) for feature in need.features}

    assert set(order(query)) <= set(order(counted))
    assert levels <= {*CONFIRMED, "third-party"}


@pytest.mark.parametrize(
    "pair", list(combinations(NEEDS[:7], 2)), ids=lambda pair: "-".join(need.key for _, need in pair)
)
def test_every_framework_is_ranked_or_in_exactly_one_group(pair: list[tuple[str, Choice]]) -> None:
    finding = asked("build=site&" + "&".join(f"{key}={need.key}" for key, need in pair))
    ranked = [place.framework for place in (*finding.ranking.places, *finding.ranking.apart)]
    groups = [ranked, finding.screening.unconfirmed, finding.screening.ruled_out, finding.inactive]

    assert sorted(key for group in groups for key in group) == sorted(finding.rows.frameworks)
