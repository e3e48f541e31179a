from pathlib import Path

from django.conf import settings

from reviews.finder.agreement.agreement import (
    ALONE,
    CHOICES,
    EXPRESSED,
    NOT_EXPRESSED,
    Agreement,
    GuideAdvice,
    agreement,
    situations,
)
from reviews.finder.page.finding import FinderRows
from reviews.finder.questions.answers import Answers
from reviews.finder.scoring.factors import BY_KEY
from reviews.finder.scoring.scores import FactorEvidence, FrameworkName, FrameworkScores

FEATURES = ("admin-ui", "orm", "migrations", "templating", "forms", "static-files", "csrf", "auto-escaping")
SUPPORT = {
    "django": dict.fromkeys((*FEATURES, "authentication", "permissions", "sessions"), "builtin"),
    "flask": dict.fromkeys((*FEATURES, "authentication", "permissions", "sessions"), "third-party"),
    "sanic": {},
}
NAMES = [FrameworkName(key, key.title(), key) for key in SUPPORT]
ROWS = FinderRows(FrameworkScores.of(NAMES, FactorEvidence({}, SUPPORT, {}, {})))


def advise(*picks: str, use_case: str = "large-platform", key: str = "ps/1") -> GuideAdvice:
    return GuideAdvice(key, "ps", "A shop", use_case, picks)


def tried(*advice: GuideAdvice) -> Agreement:
    return agreement(advice, ROWS)


def test_every_use_case_is_expressed_or_has_a_reason_why_not() -> None:
    files = {path.stem for path in (Path(settings.CATALOGUE) / "use-cases").glob("*.yaml")}

    assert EXPRESSED.keys() | NOT_EXPRESSED.keys() == files
    assert not EXPRESSED.keys() & NOT_EXPRESSED.keys()


def test_expressions_name_answers_and_factors_of_the_finder() -> None:
    assert all(
        set(expression.answers) <= set(CHOICES) and set(expression.weights) <= set(BY_KEY)
        for expression in EXPRESSED.values()
    )


def test_a_pick_in_first_place_is_counted_as_first_and_among_the_first_three() -> None:
    outcome = tried(advise("django"))

    assert (outcome.tried, outcome.first, outcome.near) == (1, 1, 1)


def test_another_state_of_what_is_weighed_gives_another_outcome() -> None:
    worse = {"django": {}, "flask": SUPPORT["django"]}
    turned = FinderRows(FrameworkScores.of(NAMES[:2], FactorEvidence({}, worse, {}, {})))

    assert (agreement([advise("django")], ROWS).first, agreement([advise("django")], turned).first) == (1, 0)


def test_the_best_of_several_picks_counts() -> None:
    assert tried(advise("flask", "django")).first == 1


def test_a_miss_says_who_leads_and_on_which_factors_the_pick_stays_behind() -> None:
    outcome, times = tried(advise("flask"), advise("flask", key="ps/2")).groups[0].misses[0]

    assert (outcome.leaders, outcome.best, outcome.rank, times) == (("django",), "flask", 2, 2)
    assert [shortfall.factor for shortfall in outcome.shortfalls] == ["admin", "database", "pages"]


def test_a_pick_of_which_too_little_is_known_is_not_ranked() -> None:
    trial = tried(advise("sanic")).groups[0].trials[0]

    assert (trial.outcome.rank, trial.outcome.first, trial.outcome.near) == (0, False, False)


def test_advice_that_recommends_nothing_is_listed_and_not_counted() -> None:
    outcome = tried(advise())

    assert ([advice.key for advice in outcome.without_pick], outcome.tried) == (["ps/1"], 0)


def test_advice_the_finder_cannot_express_is_counted_with_the_reason() -> None:
    outcome = tried(advise("flask", use_case="known-skills"), advise("flask", use_case=""))

    assert outcome.not_expressed == [("known-skills", NOT_EXPRESSED["known-skills"], 1), ("", ALONE, 1)]


def test_answers_describe_the_sorts_of_project_that_they_express() -> None:
    given = Answers((CHOICES["build=site"], CHOICES["need=admin"], CHOICES["team=new"]))

    assert situations(given) == ["admin-and-content", "learning"]
