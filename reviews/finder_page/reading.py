"""The rows that a finder's answer needs, read from the record; nothing is read for a form without answers."""

from frameworks.models import Feature, Framework
from frameworks.record import Record
from reviews.answers import Answers
from reviews.drivers import BY_KEY
from reviews.finder_page.finding import Finding, Rows
from reviews.finder_reading import read_evidence


def read_finding(record: Record, answers: Answers) -> Finding | None:
    """Return what follows from some answers; None where none were given."""
    if not answers.given:
        return None
    required = sorted({feature for need in answers.settings.needs for feature in need.features})
    return Finding(
        answers,
        Rows(
            frameworks={row.key: row for row in record.rows(Framework)},
            evidence=read_evidence(record, BY_KEY, required),
            feature_names=dict(record.values(Feature, "key", "name", key__in=required)) if required else {},
        ),
    )
