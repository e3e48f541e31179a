"""What statements held against facts can be asked for, on their page and in the API."""

import re

import django_filters

from curation.web.filters.base import StrictFilterSet
from curation.web.filters.fields import (
    FlagFilter,
    OrderFilter,
    RowsFilter,
    SearchFilter,
    SharedFilter,
    Test,
    WordFilter,
)
from frameworks.models import Framework
from reviews.guides.fact_checks.rules.lines import RULES
from reviews.models import WORST_FIRST, Guide, Statement

JUDGES = {"any": "Any rule", "none": "No rule: by a person"}
PATTERNS = {"any": r"\S", "none": r"^$"} | {name: rf"(^|;)\s*{name}(\s|;|$)" for name in RULES}
"""Patterns of the line in which a statement names its rules."""


class RuleFilter(SharedFilter, django_filters.MultipleChoiceFilter):
    """Statements that a rule judges, any or a certain one, or that only a person can judge."""

    def __init__(self) -> None:
        choices = [*JUDGES.items(), *((name, name) for name in RULES)]
        text = "The rules that judge it: any, none (a person does), or by name."
        super().__init__(field_name="rule", choices=choices, label="Judged by", help_text=text, distinct=False)

    def test(self, value: list[str]) -> Test:
        looks_like = re.compile(pattern(value)).search
        return lambda row: looks_like(row.rule) is not None


def pattern(words: list[str]) -> str:
    return "|".join(PATTERNS[word] for word in words)


class StatementFilter(StrictFilterSet):
    """What the statements held against facts can be asked for."""

    q = SearchFilter("text", "explanation")
    verdict = WordFilter(choices=[(verdict.value, verdict.label) for verdict in WORST_FIRST])
    guide = RowsFilter(Guide)
    framework = RowsFilter(Framework, by="slug")
    rule = RuleFilter()
    thin = FlagFilter(label="Thin evidence", help_text="Whether the evidence is weak.")
    ordering = OrderFilter("key", "verdict", "checked_on")

    class Meta:
        model = Statement
        fields: list[str] = []
