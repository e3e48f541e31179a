from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.models import SupportLevel
from reviews.finder.questions.choices import Choice
from reviews.finder.ranking.requirements import WORDS, Fulfilment, Support, clash, screen

ADMIN = Choice("admin", "Admin", features=("admin-ui",))
MODELS = Choice("models", "Models", features=("orm", "migrations"))
SOCKETS = Choice("sockets", "WebSockets", features=("websockets",))
NEEDS = (ADMIN, MODELS, SOCKETS)

LEVELS = st.sampled_from(("builtin", "third-party", "none-found", "unknown", "no"))
FEATURES = ("admin-ui", "orm", "migrations", "websockets")
SUPPORT = st.dictionaries(st.sampled_from("abcd"), st.fixed_dictionaries(dict.fromkeys(FEATURES, LEVELS)), min_size=1)


def test_a_documented_no_rules_out_and_says_which_feature_is_missing() -> None:
    screening = screen(["flask"], {"flask": {"orm": "builtin", "migrations": "no"}}, [MODELS])

    assert screening.kept == ()
    assert screening.ruled_out["flask"][0].features == ("migrations",)


@pytest.mark.parametrize(("level", "words"), [("none-found", "searched for, none found"), ("unknown", "not checked")])
def test_what_nobody_confirmed_is_not_kept_and_is_named(level: str, words: str) -> None:
    screening = screen(["falcon"], {"falcon": {"admin-ui": level}}, [ADMIN])

    assert screening.kept == ()
    assert screening.unconfirmed["falcon"][0].words == words


def test_what_nobody_recorded_is_unconfirmed() -> None:
    assert list(screen(["new"], {}, [ADMIN]).unconfirmed) == ["new"]


@pytest.mark.parametrize("level", ["builtin", "builtin-extra", "official-extension"])
def test_what_comes_from_the_project_itself_is_confirmed(level: str) -> None:
    assert screen(["flask"], {"flask": {"admin-ui": level}}, [ADMIN]).kept == ("flask",)


def test_a_package_of_others_rules_out_unless_the_reader_lets_it_count() -> None:
    support = {"flask": {"orm": "builtin", "migrations": "third-party"}}

    assert screen(["flask"], support, [MODELS]).ruled_out["flask"][0].level == "third-party"
    assert screen(["flask"], support, [MODELS], third_party=True).kept == ("flask",)


@pytest.mark.parametrize(("third_party", "standing"), [(False, "ruled-out"), (True, "unconfirmed")])
def test_a_requirement_of_two_features_is_met_as_the_weaker_one_is(third_party: bool, standing: str) -> None:
    support = {"flask": {"orm": "none-found", "migrations": "third-party"}}
    screening = screen(["flask"], support, [MODELS], third_party=third_party)

    assert screening.checks["flask"][0].standing == standing


def test_a_framework_that_is_ruled_out_is_not_named_as_unconfirmed_too() -> None:
    screening = screen(["quart"], {"quart": {"admin-ui": "no"}}, [ADMIN, SOCKETS])

    assert screening.unconfirmed == {}


def test_without_requirements_everybody_is_kept() -> None:
    assert screen(["a", "b"], {}, []).kept == ("a", "b")


def test_two_requirements_that_leave_nothing_between_them_are_named() -> None:
    support = {
        "a": {"admin-ui": "none-found", "orm": "builtin", "migrations": "builtin", "websockets": "builtin"},
        "b": {"admin-ui": "builtin", "orm": "builtin", "migrations": "builtin", "websockets": "third-party"},
    }

    assert clash(screen(["a", "b"], support, NEEDS)) == (ADMIN, SOCKETS)


def test_a_requirement_that_leaves_nothing_by_itself_is_named_alone() -> None:
    support = {"a": {"admin-ui": "no", "websockets": "no"}, "b": {"admin-ui": "builtin", "websockets": "no"}}

    assert clash(screen(["a", "b"], support, [ADMIN, SOCKETS])) == (SOCKETS,)


def test_requirements_that_leave_something_do_not_clash() -> None:
    assert clash(screen(["a"], {"a": {"admin-ui": "builtin"}}, [ADMIN])) == ()


def test_every_level_of_support_has_words_and_a_standing() -> None:
    assert set(WORDS) == set(SupportLevel)


@given(SUPPORT, st.booleans())
def test_nothing_kept_violates_a_requirement(support: Support, third_party: bool) -> None:
    screening = screen(support, support, NEEDS, third_party=third_party)
    meets = {"builtin", "third-party"} if third_party else {"builtin"}

    for name in screening.kept:
        assert {support[name][feature] for need in NEEDS for feature in need.features} <= meets
    for name in screening.unconfirmed:
        assert all(check.standing != Fulfilment.RULED_OUT for check in screening.checks[name])
    assert {*screening.kept, *screening.ruled_out, *screening.unconfirmed} == set(support)


@given(SUPPORT)
def test_no_fewer_requirements_than_those_named_leave_nothing(support: Support) -> None:
    named = clash(screen(support, support, NEEDS))
    fewer = [some for size in range(len(named)) for some in combinations(NEEDS, size)]

    assert bool(named) == (not screen(support, support, NEEDS).kept)
    assert not screen(support, support, named).kept or not named
    assert all(screen(support, support, some).kept for some in fewer)
