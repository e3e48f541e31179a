"""Where bars and words of a timeline stand, without a database."""

import datetime

import pytest
from django.template.loader import get_template

from frameworks.models import SupportWindow
from frameworks.releases.support_timeline import (
    GAP,
    ROOM_FOR_ENDS,
    WIDTH,
    SupportTimeline,
    TimeAxis,
    first_day,
    last_day,
    support_timeline,
    supported,
)

MACROS = get_template("components/timelines.html").template.module  # type: ignore[attr-defined]
TODAY = datetime.date(2026, 7, 1)
DATED = {"released": "2025-04-02", "full_support_until": "2025-12-03", "security_until": "2028-04"}


def make_window(version: str = "5.2", **fields: str) -> SupportWindow:
    return SupportWindow(framework_id="django", version=version, **fields)


def draw(*windows: SupportWindow, day: datetime.date = TODAY) -> SupportTimeline:
    timeline = support_timeline([(window.version, window) for window in windows], day)
    assert timeline
    return timeline


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2028", datetime.date(2028, 1, 1), datetime.date(2028, 12, 31)),
        ("2028-02", datetime.date(2028, 2, 1), datetime.date(2028, 2, 29)),
        ("2028-04-03", datetime.date(2028, 4, 3), datetime.date(2028, 4, 3)),
        ("", None, None),
    ],
)
def test_a_partial_date_begins_with_its_first_day_and_ends_with_its_last(
    text: str, first: datetime.date | None, last: datetime.date | None
) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


def test_an_axis_runs_from_the_beginning_of_a_year_to_the_end_of_one() -> None:
    axis = TimeAxis.over([datetime.date(2025, 4, 2), datetime.date(2026, 7, 1)], 100, 830)

    assert (axis.x(datetime.date(2025, 1, 1)), axis.x(datetime.date(2027, 1, 1))) == (100, 830)
    assert list(axis.years()) == [(2025, 100), (2026, 465)]


def test_full_support_is_followed_by_security_fixes_without_a_gap() -> None:
    (line,) = draw(make_window(**DATED)).lines
    full, security = line.spans

    assert (full.css, security.css) == ("fill-data", "fill-data2")
    assert full.x + full.width == pytest.approx(security.x, abs=0.11)


def test_bars_stand_at_their_dates() -> None:
    timeline = draw(make_window(**DATED))
    full, security = timeline.lines[0].spans

    assert full.x == pytest.approx(timeline.axis.x(datetime.date(2025, 4, 2)), abs=0.06)
    assert security.x + security.width == pytest.approx(timeline.axis.x(datetime.date(2028, 5, 1)), abs=0.11)


def test_one_end_for_both_is_one_bar() -> None:
    (line,) = draw(make_window(released="2024-12-31", full_support_until="2026-12", security_until="2026-12")).lines

    assert [span.css for span in line.spans] == ["fill-data"]


def test_without_a_published_end_the_bar_reaches_to_the_day_shown() -> None:
    timeline = draw(make_window(released="2024-09-05"))
    (span,) = timeline.lines[0].spans

    assert span.x + span.width == pytest.approx(timeline.plumb, abs=0.11)
    assert timeline.lines[0].words == "no end date published"


def test_without_any_date_there_is_no_bar() -> None:
    (line,) = draw(make_window()).lines

    assert (line.spans, line.words) == ([], "no dates published")


@pytest.mark.parametrize(
    ("day", "words"), [(datetime.date(2028, 4, 30), "ends 2028-04"), (datetime.date(2028, 5, 1), "ended 2028-04")]
)
def test_words_say_whether_the_end_has_come(day: datetime.date, words: str) -> None:
    assert draw(make_window(**DATED), day=day).lines[0].words == words


def test_words_that_the_line_of_the_day_would_cross_stand_behind_it() -> None:
    timeline = draw(make_window(**DATED), make_window("4.2", released="2024", security_until="2026-05"))
    ended = timeline.lines[0]

    assert ended.words == "ended 2026-05"
    assert ended.words_x == pytest.approx(timeline.plumb + GAP, abs=0.11)


def test_everything_stands_within_the_drawing() -> None:
    for line in draw(make_window(**DATED), make_window("4.2", released="2013", full_support_until="2032")).lines:
        assert all(span.x >= 0 and span.x + span.width <= WIDTH - ROOM_FOR_ENDS + 0.1 for span in line.spans)


def test_lines_stand_in_the_order_of_their_beginnings() -> None:
    later, earlier = make_window("10.0", released="2026-01"), make_window("9.0", released="2025-01")

    assert [line.name for line in draw(later, earlier).lines] == ["9.0", "10.0"]


def test_the_label_says_all_that_is_drawn() -> None:
    assert draw(make_window(**DATED), make_window("6.0")).label == (
        "5.2: released 2025-04-02, full support until 2025-12-03, security fixes until 2028-04. "
        "6.0: no release date stated, no end date published."
    )


def test_the_markup_has_the_label_the_years_and_no_style() -> None:
    markup = MACROS.support_timeline(draw(make_window(**DATED)))

    assert 'aria-label="5.2: released 2025-04-02' in markup
    assert ">2026</text>" in markup
    assert "style=" not in markup


def test_names_are_escaped() -> None:
    assert "&lt;b&gt;" in MACROS.support_timeline(draw(make_window("<b>", released="2025")))


def test_where_there_is_no_window_there_is_no_timeline() -> None:
    assert support_timeline([], TODAY) is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (DATED, True),
        ({"released": "2027-04"}, False),
        ({"released": "2023", "security_until": "2026-04-07"}, False),
        ({}, True),
    ],
)
def test_a_line_is_supported_between_its_dates(fields: dict[str, str], expected: bool) -> None:
    assert supported(make_window(**fields), TODAY) is expected
