"""Dates as sources print them."""

import pytest
from django.core.exceptions import ValidationError

from curation.dates import validate_partial_date


@pytest.mark.parametrize("text", ["2026", "2026-02", "2026-02-28", "2028-02-29"])
def test_a_year_a_month_and_a_day_are_dates(text: str) -> None:
    validate_partial_date(text)


@pytest.mark.parametrize("text", ["2026-02-31", "2026-02-29", "2026-13", "0000", "٢٠٢٦", "2026-0٢", "2026\n"])
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    with pytest.raises(ValidationError):
        validate_partial_date(text)
