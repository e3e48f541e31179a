"""The geometry and the markup of strips, without a database."""

import pytest
from django.template.loader import get_template
from hypothesis import given
from hypothesis import strategies as st

from reviews.guides.opinions.consensus import Consensus
from reviews.guides.opinions.dot_plots import Axis, axis_for, dot_plot, grid, mini_dot_plot
from tests.reviews.guides.opinions.test_consensus import GUIDES, NAMES, judge, make_scale

CODES = {guide: guide.upper() for guide in GUIDES}
MACROS = get_template("components/dot_plots.html").template.module  # type: ignore[attr-defined]
FIVE = ("lowest", "low", "medium", "high", "highest")


def axis_of(*consensus: Consensus, width: int = 268) -> Axis:
    return axis_for("growth", make_scale(names=FIVE), consensus, width)


def drawn(levels: dict[str, str | None], *, width: int = 268) -> list[tuple[str, str, str]]:
    scale = make_scale(names=FIVE)
    consensus = judge(levels, scale=scale)
    return [
        (disc.guide, disc.x, disc.y)
        for disc in dot_plot(axis_for("x", scale, [consensus], width), scale, consensus, CODES).discs
    ]


def test_levels_stand_at_equal_distances() -> None:
    assert [axis_of().x(place) for place in range(5)] == [22, 78, 134, 190, 246]


def test_one_disc_stands_above_its_level() -> None:
    assert drawn({"ps": "medium"}) == [("ps", "134", "14")]


def test_two_discs_of_one_level_stand_side_by_side() -> None:
    assert drawn({"ps": "medium", "dv": "medium"}) == [("ps", "124", "14"), ("dv", "144", "14")]


def test_further_pairs_are_stacked() -> None:
    assert drawn(dict.fromkeys(("ps", "dv", "pv", "dp"), "low")) == [
        ("ps", "68", "34"),
        ("dv", "88", "34"),
        ("pv", "68", "14"),
        ("dp", "88", "14"),
    ]


def test_discs_stand_in_one_column_where_levels_are_close() -> None:
    assert {x for _guide, x, _y in drawn({"ps": "medium", "dv": "medium"}, width=160)} == {"80"}


def test_strips_of_a_row_share_the_tallest_height() -> None:
    scale = make_scale(names=FIVE)
    low, tall = judge({"ps": "low"}, scale=scale), judge(dict.fromkeys(GUIDES[:3], "high"), scale=scale)

    assert (axis_of(low).height, axis_of(low, tall).height) == (54, 74)


def test_end_words_that_would_meet_stand_on_two_lines() -> None:
    axis = Axis("a", 160, 4, "only the core", "almost everything")

    assert axis.right_baseline > axis.left_baseline
    assert axis.height == 67


def test_plumb_line_hangs_between_the_lower_and_the_upper_median() -> None:
    scale = make_scale(names=FIVE)
    consensus = judge({"ps": "low", "dv": "high"}, scale=scale)

    assert dot_plot(axis_of(consensus), scale, consensus, CODES).median == "134"


def test_label_names_both_medians() -> None:
    scale = make_scale(names=FIVE)
    consensus = judge({"ps": "low", "dv": "high"}, scale=scale)

    assert dot_plot(axis_of(consensus), scale, consensus, CODES).label == "PS Low; DV High. Median: Low to High"


def test_markup_is_an_image_with_a_name_and_no_style() -> None:
    scale = make_scale(names=FIVE)
    consensus = judge({"ps": "low"}, scale=scale)
    markup = MACROS.dot_plot(dot_plot(axis_of(consensus), scale, consensus, CODES))

    assert 'role="img" aria-label="PS Low"' in markup
    assert "style" not in markup


def test_label_is_escaped() -> None:
    scale = make_scale(names=("<b>",))
    consensus = judge({"ps": "<b>"}, scale=scale)

    assert "<b>" not in MACROS.dot_plot(dot_plot(axis_for("x", scale, [consensus], 268), scale, consensus, CODES))


def test_definitions_hold_each_axis_and_both_discs_of_a_guide() -> None:
    markup = MACROS.dot_plot_definitions([axis_of()], {"ps": "PS"})

    assert all(f'id="{name}"' in markup for name in ("axis-growth", "plumb-1", "coded-ps", "graded-ps"))


def test_mini_dot_plot_has_a_dot_for_each_guide() -> None:
    scale = make_scale()
    markup = MACROS.mini_dot_plot(mini_dot_plot(scale, judge({"ps": "low", "dv": "high"}), CODES))

    assert markup.count("<circle") == 2


@pytest.mark.parametrize("guides", [1, 4, 5])
def test_mini_dot_plot_is_as_tall_as_its_dots(guides: int) -> None:
    plot = mini_dot_plot(make_scale(), judge(dict.fromkeys(GUIDES[:guides], "low")), CODES)
    radius = 3.6

    assert plot.top <= min(float(y) for _x, y in plot.dots) - radius


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (2, 1), (3, 2), (5, 3)])
def test_grid_fills_rows_from_the_axis_upwards(count: int, rows: int) -> None:
    assert {row for _across, row in grid(count, 2)} == set(range(rows))


@given(
    st.dictionaries(st.sampled_from(GUIDES), st.sampled_from(NAMES), min_size=1), st.sampled_from([160, 196, 268, 300])
)
def test_no_two_discs_overlap_by_more_than_their_outline(levels: dict[str, str | None], width: int) -> None:
    scale = make_scale()
    consensus = judge(levels, scale=scale)
    discs = dot_plot(axis_for("x", scale, [consensus], width), scale, consensus, CODES).discs
    spots = [(float(disc.x), float(disc.y)) for disc in discs]
    gaps = [abs(complex(*spot) - complex(*other)) for i, spot in enumerate(spots) for other in spots[:i]]

    assert min(gaps, default=20) > 17
