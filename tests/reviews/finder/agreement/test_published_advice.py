"""Published texts put to the finder: who recommends what for which situation."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from reviews.finder.agreement.agreement import CHOICES
from reviews.finder.agreement.published_advice import INTERESTS, PublishedAdvice, published_advice, put_to_the_finder
from reviews.finder.page.finding import FinderRows
from reviews.finder.scoring.scores import FactorEvidence, FrameworkName, FrameworkScores
from tests.factories import create_framework

FRAMEWORKS = {path.stem for path in (Path(settings.CATALOGUE) / "frameworks").glob("*.yaml")}
ADVICE = pytest.mark.parametrize("advice", published_advice(), ids=lambda advice: advice.key)


def test_there_are_thirty_situations_with_keys_of_their_own() -> None:
    assert len({advice.key for advice in published_advice()}) == len(published_advice()) >= 30


@ADVICE
def test_a_text_has_an_author_an_address_and_a_situation_in_the_finders_terms(advice: PublishedAdvice) -> None:
    assert advice.author
    assert advice.title
    assert advice.address.startswith("https://")
    assert advice.interest in INTERESTS
    assert set(advice.answers) <= set(CHOICES)
    assert len(advice.given.chosen) == len(advice.answers) > 0


@ADVICE
def test_what_a_text_recommends_is_in_the_catalogue(advice: PublishedAdvice) -> None:
    assert advice.picks
    assert set(advice.picks) <= FRAMEWORKS


def test_every_text_is_put_to_the_finder_and_a_pick_that_is_not_ranked_is_a_miss() -> None:
    rows = FinderRows(FrameworkScores.of([FrameworkName("django", "Django", "django")], FactorEvidence({}, {}, {}, {})))
    trials = put_to_the_finder(rows)

    assert len(trials) == len(published_advice())
    assert not any(trial.outcome.first or trial.outcome.near for trial in trials)


@pytest.mark.django_db
def test_the_page_on_method_names_each_text_and_what_it_recommends(client: Client) -> None:
    create_framework(key="django")

    page = client.get("/method/").text
    data = client.get("/method.json").json()["tables"]["published_advice"]["rows"]

    assert "in first place in 0, and among the first three in 0" in page
    assert 'href="https://www.bitecode.dev/p/beginners-should-use-django-not-flask"' in page
    assert len(data) == len(published_advice())
