from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from reviews.finder.questions import Choice
from reviews.finder.requirements import WORDS, Has, Support, clash, screen

ADMIN = Choice("admin", "Admin", features=("admin-ui",))
MODELS = Choice("models", "Models", features=("orm", "migrations"))
SOCKETS = Choice("sockets", "WebSockets", features=("websockets",))
NEEDS = (ADMIN, MODELS, SOCKETS)

LEVELS = st.sampled_from(("builtin", "third-party", "none-found", "unknown", "no"))
FEATURES = ("admin-ui", "orm", "migrations", "websockets")
SUPPORT = st.dictionaries(st.sampled_from("abcd"), st.fixed_dictionaries(dict.fromkeys(FEATURES, LEVELS)), min_size=1)


def test_a_documented_no_excludes_and_says_which_feature_is_missing() -> None:
    screening = screen(["flask"], {"flask": {"orm": "third-party", "migrations": "no"}}, [MODELS])

    assert screening.kept == ()
    assert screening.excluded["flask"][0].features == ("migrations",)


def test_a_search_that_found_nothing_excludes_nobody_and_is_named() -> None:
    screening = screen(["falcon"], {"falcon": {"admin-ui": "none-found"}}, [ADMIN])

    assert screening.kept == ("falcon",)
    assert screening.not_known["falcon"][0].words == "not known to have"


def test_what_nobody_recorded_excludes_nobody_and_is_named() -> None:
    assert list(screen(["new"], {}, [ADMIN]).not_known) == ["new"]


def test_a_requirement_of_two_features_is_met_as_the_weaker_one_is() -> None:
    screening = screen(["flask"], {"flask": {"orm": "builtin", "migrations": "third-party"}}, [MODELS])

    assert screening.checks["flask"][0].has == Has.THIRD_PARTY


def test_an_excluded_framework_is_not_named_among_those_not_known_to_have_something() -> None:
    screening = screen(["quart"], {"quart": {"admin-ui": "no"}}, [ADMIN, SOCKETS])

    assert screening.not_known == {}


def test_without_requirements_everybody_is_kept() -> None:
    assert screen(["a", "b"], {}, []).kept == ("a", "b")


def test_two_requirements_that_leave_nothing_between_them_are_named() -> None:
    support = {"a": {"admin-ui": "no"}, "b": {"websockets": "no"}}

    assert clash(screen(["a", "b"], support, NEEDS)) == (ADMIN, SOCKETS)


def test_a_requirement_that_leaves_nothing_by_itself_is_named_alone() -> None:
    support = {"a": {"admin-ui": "no", "websockets": "no"}, "b": {"websockets": "no"}}

    assert clash(screen(["a", "b"], support, NEEDS)) == (SOCKETS,)


def test_requirements_that_leave_something_do_not_clash() -> None:
    assert clash(screen(["a"], {}, NEEDS)) == ()


def test_every_way_of_meeting_a_requirement_has_words() -> None:
    assert set(WORDS) == set(Has)


@given(SUPPORT)
def test_no_fewer_requirements_than_those_named_leave_nothing(support: Support) -> None:
    named = clash(screen(support, support, NEEDS))
    fewer = [some for size in range(len(named)) for some in combinations(NEEDS, size)]

    assert bool(named) == (not screen(support, support, NEEDS).kept)
    assert not screen(support, support, named).kept or not named
    assert all(screen(support, support, some).kept for some in fewer)
