"""Which frameworks the situations of the catalogue give; renew the table where data is meant to turn one."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

from reviews.finder.scoring.reading import scores_in
from reviews.finder.situations.outcome import outcome_of
from reviews.models import CommonSituation
from tests.reviews.finder.catalogue import catalogue_rows

FILES = Path(settings.CATALOGUE) / "situations"
PICKS: dict[str, tuple[str, str, str]] = {
    "api-beside-django": ("django-rest-framework", "django", "close"),
    "back-office": ("django", "django-rest-framework", "close"),
    "content-site": ("django", "django-rest-framework", "clear"),
    "first-framework": ("django", "django-rest-framework", "close"),
    "gateway": ("aiohttp", "blacksheep", "clear"),
    "json-api": ("fastapi", "django-rest-framework", "likely"),
    "prototype": ("flask", "django-rest-framework", "close"),
    "real-time": ("aiohttp", "litestar", "close"),
    "regulated": ("django", "masonite", "clear"),
    "serving-a-model": ("fastapi", "django-rest-framework", "likely"),
    "single-file": ("bottle or falcon", "django", "close"),
    "small-service": ("flask", "fastapi", "close"),
}


def situation(key: str) -> CommonSituation:
    answers = yaml.safe_load((FILES / f"{key}.yaml").read_text())["answers"]
    return CommonSituation(key=key, answers=answers)


def test_every_situation_of_the_catalogue_is_in_the_table() -> None:
    assert {path.stem for path in FILES.glob("*.yaml")} == PICKS.keys()


def test_every_feature_and_resource_that_a_situation_names_is_in_the_catalogue() -> None:
    named = {
        f"{section}/{key}"
        for path in FILES.glob("*.yaml")
        for section, field in (("features", "stack"), ("resources", "resources"))
        for key in yaml.safe_load(path.read_text()).get(field, ())
    }

    assert [name for name in sorted(named) if not (FILES.parent / f"{name}.yaml").exists()] == []
    assert named


@pytest.mark.parametrize("key", PICKS)
def test_a_situation_gives_its_pick_its_runner_up_and_its_word(key: str) -> None:
    outcome = outcome_of(scores_in(catalogue_rows()), situation(key))

    assert (" or ".join(outcome.picks), outcome.runner_up, outcome.word) == PICKS[key]
