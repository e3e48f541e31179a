"""What the rules that a statement names find together."""

from collections.abc import Callable, Mapping, Sequence
from inspect import getdoc
from types import MappingProxyType

from packaging.version import InvalidVersion

from frameworks.package_index.derived import one_line
from reviews.guides.fact_checks.rules import formulas
from reviews.guides.fact_checks.rules.known import RuleFinding, RuleInput
from reviews.guides.fact_checks.rules.lines import RULES, parts, usage
from reviews.models import WORST_FIRST, Verdict

FORMULAS: Mapping[str, Callable[..., RuleFinding]] = MappingProxyType(
    {
        "supports-python": formulas.supports_python,
        "latest-version": formulas.latest_version,
        "version-at-least": formulas.version_at_least,
        "requires": formulas.requires,
        "requires-at-most": formulas.requires_at_most,
        "long-term-support": formulas.long_term_support,
        "released-every": formulas.released_every,
        "open-source-licence": formulas.open_source_licence,
        "built-in": formulas.built_in,
        "not-built-in": formulas.not_built_in,
        "add-on": formulas.add_on,
        "costs-less-than": formulas.costs_less_than,
    }
)


def judge(text: str, known: RuleInput) -> RuleFinding:
    """Return what the rules in a line find: all must hold, so the worst verdict counts."""
    findings = [found_by(name, operands, known) for name, operands in parts(text)]
    worst = min((finding.verdict for finding in findings), key=WORST_FIRST.index)
    return RuleFinding(worst, " ".join(finding.text for finding in findings))


def found_by(name: str, operands: Sequence[str], known: RuleInput) -> RuleFinding:
    """Return what one rule finds; what an editor wrote for a version may be none."""
    try:
        return FORMULAS[name](known, *operands)
    except InvalidVersion as error:
        return RuleFinding(Verdict.UNCHECKABLE, f"What is on record cannot be compared. {error}.")


def formula_texts() -> list[tuple[str, str]]:
    """Return every rule, with what it takes, and its formula."""
    return [(usage(name), one_line(getdoc(FORMULAS[name]) or "")) for name in RULES]
