"""The timeline of one framework's releases."""

import datetime

from frameworks.releases.timeline import LABEL, ReleaseLine, ReleaseTimeline, release_timeline

TODAY = datetime.date(2026, 11, 21)


def line(version: str, day: str, *, prerelease: bool = False, yanked: bool = False) -> ReleaseLine:
    return ReleaseLine(version, datetime.date.fromisoformat(day), prerelease, yanked)


def drawn(*releases: ReleaseLine) -> ReleaseTimeline:
    timeline = release_timeline(releases, TODAY)
    assert timeline
    return timeline


def test_there_is_no_line_without_a_final_release() -> None:
    assert release_timeline([], TODAY) is None
    assert release_timeline([line("1.0rc1", "2026-01-01", prerelease=True)], TODAY) is None


def test_the_line_runs_from_the_first_release_to_the_day_shown() -> None:
    timeline = drawn(line("1.0", "2016-11-21"), line("1.1", "2021-11-21"))

    assert timeline.final.startswith("M14 0v-9M450")
    assert timeline.today.x == 886


def test_pre_releases_are_shorter_ticks() -> None:
    timeline = drawn(line("1.0", "2016-11-21"), line("1.1rc1", "2021-11-21", prerelease=True))

    assert timeline.early.endswith("v-5")


def test_releases_of_one_day_are_one_tick() -> None:
    assert drawn(line("1.0", "2020-01-01"), line("1.0.1", "2020-01-01")).final.count("M") == 1


def test_the_first_of_each_line_is_notable() -> None:
    timeline = drawn(line("1.0.0", "2016-11-21"), line("1.0.1", "2017-01-01"), line("1.1.0", "2021-11-21"))

    assert [mark.label for mark in timeline.notable] == ["1.0", "1.1"]


def test_with_many_lines_only_major_versions_are_notable() -> None:
    minors = [line(f"1.{n}", f"20{n:02}-01-01") for n in range(2, 20)]

    timeline = drawn(*minors, line("2.0", "2022-01-01"))

    assert [mark.label for mark in timeline.notable] == ["1.2", "2.0"]


def test_a_version_that_is_more_than_numbers_belongs_to_its_line() -> None:
    timeline = drawn(line("1.0", "2016-11-21"), line("1.0.post1", "2017-01-01"), line("1.1post2", "2021-11-21"))

    assert [mark.label for mark in timeline.notable] == ["1.0", "1.1post2"]


def test_labels_never_touch_and_the_newest_keeps_its_own() -> None:
    timeline = drawn(line("1.0", "2016-11-21"), line("1.1", "2026-10-01"), line("1.2", "2026-11-01"))

    assert [mark.label for mark in timeline.notable] == ["1.0", "", "1.2"]
    places = [mark.x for mark in timeline.notable if mark.label]
    assert min(after - before for before, after in zip(places, places[1:], strict=False)) >= LABEL


def test_it_says_how_long_ago_the_last_final_release_was() -> None:
    timeline = drawn(line("1.0", "2026-11-01"), line("1.1", "2026-11-11", yanked=True))

    assert (timeline.last.version, timeline.days_since, timeline.withdrawn) == ("1.0", 20, 1)
