"""Where guides stand and whether they agree: rules and properties, without a database."""

from random import Random
from statistics import median_high, median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.guides.opinions.consensus import Consensus, ConsensusVerdict, Scale, consensus
from reviews.models import Basis, Better, Criterion, Level, Rating, ScaleKind

GUIDES = ("ps", "dv", "pv", "dp", "xy")
NAMES = ("low", "medium", "high", "very-high")


def make_scale(*, better: str = Better.HIGHER, kind: str = ScaleKind.ORDERED, names: tuple[str, ...] = NAMES) -> Scale:
    criterion = Criterion(key="growth", scale=kind, better=better, low_end="strains", high_end="holds")
    levels = [Level(key=f"growth/{name}", label=name.capitalize(), rank=rank) for rank, name in enumerate(names, 1)]
    return Scale.of(criterion, levels)


def make_rating(guide: str, level: str | None, *, scope: str = "", basis: str = Basis.CODED) -> Rating:
    key = f"growth/{level}" if level else None
    return Rating(key=f"flask/growth/{guide}", guide_id=guide, level_id=key, applies_to=scope, basis=basis)


def judge(levels: dict[str, str | None], *, scale: Scale | None = None) -> Consensus:
    return consensus(scale or make_scale(), [make_rating(guide, level) for guide, level in levels.items()], GUIDES)


@pytest.mark.parametrize(
    ("levels", "verdict"),
    [
        ({}, ConsensusVerdict.NONE),
        ({"ps": "high"}, ConsensusVerdict.THIN),
        ({"ps": "high", "dv": "high"}, ConsensusVerdict.AGREE),
        ({"ps": "high", "dv": "medium"}, ConsensusVerdict.STEP),
        ({"ps": "high", "dv": "low"}, ConsensusVerdict.SPLIT),
        ({"ps": "high", "dv": "medium", "pv": "low"}, ConsensusVerdict.SPLIT),
    ],
)
def test_verdict_counts_the_steps_between_guides(levels: dict[str, str | None], verdict: ConsensusVerdict) -> None:
    assert judge(levels).verdict == verdict


def test_guides_that_speak_of_different_situations_do_not_split() -> None:
    ratings = [make_rating("ps", "very-high", scope="small services"), make_rating("dv", "low")]

    assert consensus(make_scale(), ratings, GUIDES).verdict == ConsensusVerdict.SCOPE


def test_guides_split_where_two_of_them_speak_of_the_same_situation() -> None:
    ratings = [make_rating("ps", "high"), make_rating("dv", "low"), make_rating("pv", "low", scope="large teams")]

    assert consensus(make_scale(), ratings, GUIDES).verdict == ConsensusVerdict.SPLIT


def test_the_same_level_in_different_situations_is_agreement() -> None:
    ratings = [make_rating("ps", "high", scope="load"), make_rating("dv", "high", scope="code")]

    assert consensus(make_scale(), ratings, GUIDES).verdict == ConsensusVerdict.AGREE


def test_different_values_of_an_unordered_criterion_are_a_split() -> None:
    scale = make_scale(kind=ScaleKind.UNORDERED, better=Better.CONTEXT)

    assert judge({"ps": "low", "dv": "medium"}, scale=scale).verdict == ConsensusVerdict.SPLIT


def test_an_unordered_criterion_has_no_median() -> None:
    scale = make_scale(kind=ScaleKind.UNORDERED, better=Better.CONTEXT)

    assert judge({"ps": "low", "dv": "low"}, scale=scale).median == ()


def test_median_of_an_even_number_names_the_lower_and_the_upper_level() -> None:
    assert judge({"ps": "low", "dv": "high"}).median == ("growth/low", "growth/high")


def test_median_of_an_odd_number_is_the_middle_level() -> None:
    assert judge({"ps": "low", "dv": "very-high", "pv": "medium"}).median == ("growth/medium",)


def test_a_guide_without_a_rating_is_silent() -> None:
    assert judge({"ps": "low"}).silent == ("dv", "pv", "dp", "xy")


def test_a_guide_that_names_no_level_is_neither_placed_nor_silent() -> None:
    together = judge({"ps": None, "dv": "low"})

    assert (together.unplaced, [position.guide for position in together.positions]) == (("ps",), ["dv"])
    assert "ps" not in together.silent


def test_guides_that_name_no_level_have_not_said_nothing() -> None:
    assert judge({"ps": None}).words == "No level named"
    assert judge({}).words == "No guide says"


def test_thin_says_how_many_guides_there_are() -> None:
    assert judge({"ps": "low"}).words == "Thin: 1 of 5"


def test_a_level_the_guide_graded_itself_is_told_apart() -> None:
    ratings = [make_rating("ps", "high", basis=Basis.GRADED), make_rating("dv", "high")]

    assert [position.graded for position in consensus(make_scale(), ratings, GUIDES).positions] == [True, False]


def test_where_only_gradings_count_a_coded_level_is_hidden_and_its_guide_is_not_called_silent() -> None:
    ratings = [make_rating("ps", "high", basis=Basis.GRADED), make_rating("dv", "low")]
    together = consensus(make_scale(), ratings, GUIDES, graded_only=True)

    assert ([position.guide for position in together.positions], together.hidden) == (["ps"], ("dv",))
    assert (together.verdict, together.words) == (ConsensusVerdict.THIN, "Thin: 1 of 5")
    assert "dv" not in together.silent


def test_a_guide_left_out_is_hidden_whether_it_names_a_level_or_not() -> None:
    ratings = [make_rating("ps", "high"), make_rating("dv", "low"), make_rating("pv", None)]
    together = consensus(make_scale(), ratings, GUIDES, left_out={"dv", "pv"})

    assert ([position.guide for position in together.positions], together.hidden) == (["ps"], ("dv", "pv"))
    assert together.unplaced == ()


def test_no_median_is_drawn_across_situations() -> None:
    ratings = [make_rating("ps", "high", scope="load"), make_rating("dv", "low")]

    assert consensus(make_scale(), ratings, GUIDES).median == ()


def test_the_median_is_that_of_the_situation_of_which_most_guides_speak() -> None:
    ratings = [make_rating("ps", "high", scope="load"), make_rating("dv", "low"), make_rating("pv", "low")]

    assert consensus(make_scale(), ratings, GUIDES).median == ("growth/low",)


def test_what_is_the_same_in_every_situation_is_the_median() -> None:
    ratings = [make_rating("ps", "high", scope="load"), make_rating("dv", "high")]

    assert consensus(make_scale(), ratings, GUIDES).median == ("growth/high",)


def test_a_rating_without_a_level_has_nothing_to_hide() -> None:
    together = consensus(make_scale(), [make_rating("ps", None)], GUIDES, graded_only=True)

    assert (together.unplaced, together.hidden) == (("ps",), ())


def test_better_end_is_at_the_right() -> None:
    scale = make_scale()

    assert (list(scale.labels.values())[-1], scale.right) == ("Very-high", "holds")


def test_scale_is_mirrored_where_lower_is_better() -> None:
    scale = make_scale(better=Better.LOWER)

    assert (list(scale.labels.values())[-1], scale.left, scale.right) == ("Low", "holds", "strains")


positions = st.dictionaries(st.sampled_from(GUIDES), st.sampled_from(NAMES))


@given(positions, st.randoms(use_true_random=False))
def test_order_of_the_ratings_never_matters(levels: dict[str, str | None], chance: Random) -> None:
    shuffled = list(levels.items())
    chance.shuffle(shuffled)

    assert judge(dict(shuffled)) == judge(levels)


@given(positions, st.permutations(GUIDES))
def test_order_of_the_guides_changes_no_verdict_median_or_spread(
    levels: dict[str, str | None], guides: list[str]
) -> None:
    ratings = [make_rating(guide, level) for guide, level in levels.items()]
    expected, actual = judge(levels), consensus(make_scale(), ratings, guides)

    assert (actual.verdict, actual.median, actual.spread) == (expected.verdict, expected.median, expected.spread)


@given(positions)
def test_every_guide_is_named_once(levels: dict[str, str | None]) -> None:
    together = judge(levels)

    assert sorted(
        [position.guide for position in together.positions] + list(together.silent + together.unplaced)
    ) == sorted(GUIDES)


@given(positions.filter(bool))
def test_median_lies_between_the_extremes(levels: dict[str, str | None]) -> None:
    scale = make_scale()
    places = [scale.places[f"growth/{level}"] for level in levels.values()]

    assert all(min(places) <= scale.places[level] <= max(places) for level in judge(levels).median)


@given(positions)
def test_mirroring_a_scale_changes_neither_verdict_nor_spread(levels: dict[str, str | None]) -> None:
    plain, mirrored = judge(levels), judge(levels, scale=make_scale(better=Better.LOWER))

    assert (plain.verdict, plain.spread, set(plain.median)) == (mirrored.verdict, mirrored.spread, set(mirrored.median))


@given(
    st.dictionaries(st.sampled_from(GUIDES), st.tuples(st.sampled_from(NAMES), st.sampled_from(["", "load", "code"])))
)
def test_a_split_never_rests_on_different_situations(ratings_by_guide: dict[str, tuple[str, str]]) -> None:
    ratings = [make_rating(guide, level, scope=scope) for guide, (level, scope) in ratings_by_guide.items()]
    together = consensus(make_scale(), ratings, GUIDES)
    alone = [
        judge({guide: level for guide, (level, situation) in ratings_by_guide.items() if situation == scope})
        for scope in ("", "load", "code")
    ]

    if together.verdict == ConsensusVerdict.SPLIT:
        assert ConsensusVerdict.SPLIT in [consensus.verdict for consensus in alone]


@given(positions.filter(bool))
def test_median_is_that_of_the_standard_library(levels: dict[str, str | None]) -> None:
    scale = make_scale()
    places = [scale.places[f"growth/{level}"] for level in levels.values()]
    places_of_median = [scale.places[level] for level in judge(levels).median]

    assert (places_of_median[0], places_of_median[-1]) == (median_low(places), median_high(places))


@given(positions)
def test_two_medians_are_named_only_for_an_even_number_of_guides(levels: dict[str, str | None]) -> None:
    assert len(judge(levels).median) < 2 or len(levels) % 2 == 0


@given(positions.filter(bool), st.sampled_from(GUIDES))
def test_a_guide_that_joins_another_changes_neither_spread_nor_split(
    levels: dict[str, str | None], newcomer: str
) -> None:
    joined: dict[str, str | None] = {newcomer: next(iter(levels.values())), **levels}

    assert judge(joined).spread == judge(levels).spread


@given(positions)
def test_a_verdict_follows_from_the_levels_named(levels: dict[str, str | None]) -> None:
    different, verdict = len(set(levels.values())), judge(levels).verdict

    assert (verdict == ConsensusVerdict.AGREE) == (len(levels) > 1 and different == 1)
    assert (verdict in {ConsensusVerdict.STEP, ConsensusVerdict.SPLIT}) == (different > 1)


@given(positions, st.sets(st.sampled_from(GUIDES)))
def test_counting_gradings_alone_is_as_if_the_coded_levels_were_not_there(
    levels: dict[str, str | None], graded: set[str]
) -> None:
    ratings = [
        make_rating(guide, level, basis=Basis.GRADED if guide in graded else Basis.CODED)
        for guide, level in levels.items()
    ]
    together = consensus(make_scale(), ratings, GUIDES, graded_only=True)
    alone = consensus(make_scale(), [rating for rating in ratings if rating.guide_id in graded], GUIDES)

    assert (together.verdict, together.positions, together.median) == (alone.verdict, alone.positions, alone.median)
    assert sorted((*together.silent, *together.hidden)) == sorted(alone.silent)


@given(st.permutations(NAMES), positions)
def test_names_of_unordered_values_do_not_matter(names: list[str], levels: dict[str, str | None]) -> None:
    scale = make_scale(kind=ScaleKind.UNORDERED, better=Better.CONTEXT)
    renamed: dict[str, str | None] = {guide: names[NAMES.index(str(level))] for guide, level in levels.items()}

    assert judge(renamed, scale=scale).verdict == judge(levels, scale=scale).verdict
