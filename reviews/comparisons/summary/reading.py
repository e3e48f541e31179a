"""The rows that a comparison in short is made from, read from the snapshot: nine queries."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from curation.dates import today
from curation.snapshots.protocol import Snapshot
from frameworks.claims.side_by_side import FactLine, SupportLine
from frameworks.models import Fact, Framework, PythonVersion, Support, SupportLevel, SupportWindow
from measurements.models import CellProof, Figure, Program
from measurements.models.program import DEFAULT
from measurements.proven import COLUMNS, proven
from measurements.speed.beside import MeasuredLine
from reviews.comparisons.parts.parts import SIDES, Holdings, count_holdings
from reviews.comparisons.summary.neither import Other
from reviews.comparisons.summary.situations import GuideRecommendations
from reviews.comparisons.summary.summary import LEARNING, ComparisonSummary, SummaryRows, summarise
from reviews.finder.ranking.activity import FACTS as ACTIVITY
from reviews.finder.ranking.activity import inactivity
from reviews.finder.scoring.scales import Dated
from reviews.guides.opinions.arguments import Situations
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.guides.opinions.lines import LevelLine, read_picks, read_ratings
from reviews.guides.opinions.reading import CLAIMS, opinions_on, read_features, sources_of
from reviews.models import Guide, Level, Rating, Remark, Role, UseCase

PYTHONS = ("key", "released", "security_until")
Rows = Mapping[type[Any], list[tuple[Any, ...]]]


def read_summary(snapshot: Snapshot, frameworks: Sequence[Framework]) -> tuple[ComparisonSummary, Holdings]:
    """Return the summary of some frameworks, and how much there is of the other parts."""
    rows = read_rows(snapshot, frameworks)
    missing = [feature.key for feature in rows.missing]
    others = snapshot.several(
        {
            Framework: (("key", "name", "slug"), {}),
            Support: (
                ("framework_id", "feature_id"),
                {"level": SupportLevel.BUILTIN.value, "feature__in": missing},
            ),
            Fact: (("framework_id", "name", "value", "read_on"), {"name__in": list(ACTIVITY)}),
            PythonVersion: (PYTHONS, {}),
        }
    )
    return summarise(rows, others[Support], active_others(others, frameworks)), rows.holdings


def active_others(rows: Rows, frameworks: Iterable[Framework]) -> dict[str, Other]:
    """Return the frameworks that are not compared; nothing inactive is ever named as the answer."""
    pythons = [PythonVersion(**dict(zip(PYTHONS, row, strict=True))) for row in rows[PythonVersion]]
    facts: dict[str, dict[str, Dated]] = {}
    for framework, name, value, read_on in rows[Fact]:
        facts.setdefault(framework, {})[name] = Dated(value, read_on)
    compared = {row.key for row in frameworks}
    return {
        key: Other(key, name, slug)
        for key, name, slug in rows[Framework]
        if key not in compared and not inactivity(facts.get(key, {}), pythons)
    }


def read_rows(snapshot: Snapshot, frameworks: Sequence[Framework]) -> SummaryRows:
    keys = [framework.key for framework in frameworks]
    guides = {guide.key: guide for guide in snapshot.rows(Guide, joined=["source"])}
    claims, cited = snapshot.values_with("source", CLAIMS, framework__in=keys)
    windows = snapshot.rows(SupportWindow, joined=["source"], framework__in=keys)
    sources = sources_of(guides.values(), windows) | cited
    levels, criteria = snapshot.values_with("criterion", {Level: LevelLine._fields}, criterion__in=[LEARNING])
    ratings = read_ratings(snapshot, framework__in=keys, criterion__in=[LEARNING])
    seen = read_seen(snapshot, keys)
    voices = GuidesByCode(guides, sources, snapshot.day)
    support, facts = list(map(SupportLine._make, claims[Support])), list(map(FactLine._make, claims[Fact]))
    return SummaryRows(
        frameworks=frameworks,
        features=read_features(snapshot),
        support=support,
        facts=facts,
        sources=sources,
        windows=windows,
        figures=list(map(MeasuredLine._make, seen[Figure])),
        proven=proven(
            seen[CellProof], [(line.framework_id, line.feature_id, line.level) for line in support], snapshot.day
        ),
        opinions=opinions_on(frameworks, criteria, levels[Level], ratings, voices),
        recommended=GuideRecommendations(
            Situations(read_picks(snapshot, role=Role.RECOMMENDED.value)), voices, dict(seen[UseCase])
        ),
        holdings=count_holdings(
            {
                **seen,
                Support: [(line.feature_id, line.level) for line in support],
                Fact: [(line.name,) for line in facts],
                SupportWindow: [(row.key,) for row in windows],
            }
        ),
        day=snapshot.day or today(),
        as_of=snapshot.day,
    )


def read_seen(snapshot: Snapshot, keys: Sequence[str]) -> Rows:
    """Return what the lab saw of some frameworks, and how much guides say of them; one query."""
    where = {"framework__in": keys}
    return snapshot.several(
        {
            Figure: (MeasuredLine._fields, {**where, "variant": DEFAULT}),
            CellProof: (COLUMNS, where),
            UseCase: (("name", "phrase"), {}),
            Program: (("task_id", "sha256"), {**where, "variant": DEFAULT}),
            Rating: (("guide_id", "criterion_id"), where),
            Remark: (("key",), {**where, "polarity__in": SIDES}),
        }
    )
