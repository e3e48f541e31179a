from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import create_feature, create_recommendation, create_support, create_use_case

pytestmark = pytest.mark.django_db

FEATURES = (
    *("admin-ui", "orm", "migrations", "templating", "forms", "static-files"),
    *("authentication", "permissions", "sessions", "csrf", "auto-escaping"),
)


def printed() -> str:
    out = StringIO()
    call_command("finder_agreement", stdout=out)
    return out.getvalue()


@pytest.fixture
def _two_frameworks() -> None:
    for feature in FEATURES:
        create_feature(key=feature, name=feature)
        create_support(framework="django", feature=feature, level="builtin")
        create_support(framework="flask", feature=feature, level="third-party", package="a-package")
    create_use_case(key="large-platform", name="Database product")
    create_use_case(key="known-skills", name="Known skills")


@pytest.mark.usefixtures("_two_frameworks")
def test_the_rate_at_which_guides_and_finder_agree_is_printed() -> None:
    create_recommendation(name="01", use_case="large-platform", picks={"django": "recommended"})
    create_recommendation(name="02", use_case="large-platform", picks={"flask": "recommended"})

    assert "first in 1 of 2, among the first three in 2" in printed()


@pytest.mark.usefixtures("_two_frameworks")
def test_a_miss_is_explained_by_the_factors_on_which_the_pick_stays_behind() -> None:
    create_recommendation(use_case="large-platform", situation="A shop", picks={"flask": "recommended"})

    assert "ps/01: A shop → flask; flask is behind django: Admin back office −" in printed()


@pytest.mark.usefixtures("_two_frameworks")
def test_a_framework_that_is_only_less_suited_is_no_pick() -> None:
    create_recommendation(use_case="large-platform", situation="A shop", picks={"flask": "less-suited"})

    assert "recommends none: ps/01, A shop" in printed()


@pytest.mark.usefixtures("_two_frameworks")
def test_advice_that_cannot_be_expressed_is_listed_with_the_reason() -> None:
    create_recommendation(use_case="known-skills", picks={"flask": "recommended"})

    assert "not expressed: known-skills (1). The finder does not ask which framework the team knows." in printed()


@pytest.mark.usefixtures("_two_frameworks")
def test_what_published_texts_recommend_is_put_to_the_finder_too() -> None:
    assert "A published text’s pick is first in " in printed()
