"""The dates to plan by."""

import datetime

from frameworks.models import SupportWindow
from frameworks.releases.plans import NO_PLAN, SupportPlan, plans

TODAY = datetime.date(2026, 11, 30)


def window(version: str, released: str, until: str = "", *, long_term: bool = False) -> SupportWindow:
    about = {"framework_id": "django", "version": version, "released": released, "long_term": long_term}
    return SupportWindow(key=f"django/{version}", security_until=until, **about)


def plan_of(*windows: SupportWindow) -> SupportPlan:
    return plans(windows, TODAY)["django"]


def test_supported_until_is_the_last_end_of_the_lines_that_are_out() -> None:
    lines = (window("6.1", "2026-08-05", "2027-12"), window("5.2", "2025-04-02", "2028-04", long_term=True))

    assert plan_of(*lines, window("6.2", "2027-04", "2030-04")).until == "5.2 LTS: 2028-04"


def test_a_line_that_has_ended_gives_no_date() -> None:
    assert plan_of(window("5.0", "2023-12-04", "2025-04")) == NO_PLAN


def test_where_no_line_has_an_end_the_newest_is_named_without_one() -> None:
    assert plan_of(window("0.9", "2026-04-20"), window("0.10", "2026-10-08")).until == "0.10: no date stated"


def test_a_date_that_follows_from_a_rule_is_marked() -> None:
    line = window("25.12", "2025-12-31", "2027-12")
    line.note = "End computed from the 24-month rule"

    assert plan_of(line).until == "25.12: 2027-12 (computed)"


def test_next_is_the_nearest_planned_line() -> None:
    assert plan_of(window("2028", "2028-01"), window("6.2", "2027-04")).next == "6.2: 2027-04"
