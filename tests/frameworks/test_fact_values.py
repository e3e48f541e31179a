"""Facts as values of their own type, behind the words that readers see."""

import datetime
from dataclasses import asdict
from typing import Any

import pytest
import yaml
from django.conf import settings

from frameworks.models import FactName
from frameworks.models.fact_values import READERS, FactValues, read_values


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        (FactName.WHEEL_SIZE, "8.4 MB", FactValues(size_bytes=8_400_000)),
        (FactName.INSTALLED_SIZE, "196 kB", FactValues(size_bytes=196_000)),
        (FactName.CADENCE, "20.5 days (median)", FactValues(interval_days=20.5)),
        (FactName.CADENCE, "1 day (median)", FactValues(interval_days=1.0)),
        (FactName.RELEASED, "2026-11-03", FactValues(date=datetime.date(2026, 11, 3))),
        (FactName.STABLE_SINCE, "Since 2010-05-17", FactValues(date=datetime.date(2010, 5, 17))),
        (FactName.STABLE_SINCE, "Not yet: below 1.0 since 2021-06-16", FactValues()),
        (FactName.RELEASES_24_MONTHS, "75", FactValues(number=75)),
        (FactName.SUPPORTED_PYTHONS, "4 of 5", FactValues(number=4, number_of=5)),
        (FactName.KNOWN_VULNERABILITIES, "None listed for 6.1.3", FactValues(number=0)),
        (FactName.KNOWN_VULNERABILITIES, "2 listed for 6.1.3", FactValues(number=2)),
        (FactName.DECLARED_PYTHONS, "3.12, 3.13", FactValues(versions=["3.12", "3.13"])),
        (
            FactName.PROJECT_LINKS,
            "Docs: https://example.com/; Source: code: https://example.com/a",
            FactValues(
                links=[
                    {"label": "Docs", "url": "https://example.com/"},
                    {"label": "Source: code", "url": "https://example.com/a"},
                ]
            ),
        ),
        (FactName.REQUIRES_PYTHON, "Not stated", FactValues()),
        (FactName.SUPPORT_POLICY, "None published", FactValues()),
        (FactName.REQUIRES_PYTHON, ">=3.10", FactValues(text=">=3.10")),
        (FactName.WHEEL_SIZE, "about a lot", FactValues(text="about a lot")),
        (FactName.RELEASED, "in spring", FactValues(text="in spring")),
    ],
)
def test_words_become_the_value_that_they_mean(name: str, words: str, value: FactValues) -> None:
    assert read_values(name, words) == value


def facts() -> list[tuple[str, str]]:
    files = (settings.CATALOGUE / "frameworks").glob("*.yaml")
    documents: list[dict[str, Any]] = [yaml.safe_load(file.read_text()) for file in files]
    return [(name, fact["value"]) for document in documents for name, fact in document.get("facts", {}).items()]


def test_every_fact_of_the_catalogue_reads_as_its_own_type() -> None:
    read = [(name, asdict(read_values(name, words))) for name, words in facts() if name in READERS]
    assert len(read) > 200
    assert [name for name, values in read if values["text"] is not None] == []
