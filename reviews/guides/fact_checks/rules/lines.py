"""The rules by name, and the lines in which statements name them."""

import re
from collections.abc import Callable, Mapping, Sequence
from inspect import getdoc
from types import MappingProxyType
from typing import NamedTuple

from django.core.exceptions import ValidationError

from frameworks.package_index.derived import one_line
from reviews.guides.fact_checks.rules import formulas
from reviews.guides.fact_checks.rules.known import RuleFinding, RuleInput, Verdict

WORST_FIRST = (Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.UNCHECKABLE, Verdict.HOLDS)


class Rule(NamedTuple):
    """A rule with its operands: what one is in words and as a pattern, and how many there may be."""

    judge: Callable[..., RuleFinding]
    takes: str = ""
    pattern: str = ""
    most: int = 0

    def accepts(self, operands: Sequence[str]) -> bool:
        if not self.most:
            return not operands
        return 0 < len(operands) <= self.most and all(re.fullmatch(self.pattern, operand) for operand in operands)


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "supports-python": Rule(formulas.supports_python, "a Python version, such as 3.12", r"\d\.\d{1,2}", 1),
        "latest-version": Rule(formulas.latest_version, "a version, such as 5.2", r"\d+(\.\d+){0,3}", 1),
        "version-at-least": Rule(formulas.version_at_least, "a version, such as 5.2", r"\d+(\.\d+){0,3}", 1),
        "requires": Rule(
            formulas.requires, "packages, such as jinja2 werkzeug", r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?", 9
        ),
        "requires-at-most": Rule(formulas.requires_at_most, "a number, such as 0", r"\d{1,3}", 1),
        "long-term-support": Rule(formulas.long_term_support),
        "released-every": Rule(formulas.released_every, "days, such as 31", r"\d{1,4}", 1),
        "open-source-licence": Rule(formulas.open_source_licence),
        "built-in": Rule(formulas.built_in),
        "not-built-in": Rule(formulas.not_built_in),
        "add-on": Rule(formulas.add_on),
    }
)


def usage(name: str) -> str:
    takes = RULES[name].takes
    return f"{name} ({takes})" if takes else name


def rules_help() -> str:
    return f"Blank where only a person can judge. Otherwise one of {', '.join(map(usage, RULES))}; “;” parts several."


def parts(text: str) -> list[tuple[str, list[str]]]:
    """Return the rules that a line names, each with its operands."""
    return [(words[0], words[1:]) for part in text.split(";") if (words := part.split() or [""])]


def check_rules(text: str) -> None:
    """Raise ``ValidationError`` for a line that names no rule, or gives a rule operands that it does not take."""
    for name, operands in parts(text):
        if name not in RULES:
            allowed = ", ".join(map(usage, RULES))
            raise ValidationError(f"“{name}” is no rule; allowed are {allowed}. A semicolon parts several.")
        if not RULES[name].accepts(operands):
            raise ValidationError(
                f"The rule {name} takes {RULES[name].takes or 'nothing'}; here is “{' '.join(operands)}”."
            )


def judge(text: str, known: RuleInput) -> RuleFinding:
    """Return what the rules in a line find: all must hold, so the worst verdict counts."""
    findings = [RULES[name].judge(known, *operands) for name, operands in parts(text)]
    worst = min((finding.verdict for finding in findings), key=WORST_FIRST.index)
    return RuleFinding(worst, " ".join(finding.text for finding in findings))


def formula_texts() -> list[tuple[str, str]]:
    """Return every rule, with what it takes, and its formula."""
    return [(usage(name), one_line(getdoc(rule.judge) or "")) for name, rule in RULES.items()]
