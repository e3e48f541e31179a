"""Which kinds of claim a key may name. Keys of different kinds look alike, so they are tried one after the other."""

import re
from collections.abc import Mapping

from curation.rows import KEY_PART, CuratedRow
from frameworks.models import AdoptionMetric, AdoptionSeries, Fact, Release, Support, SupportWindow
from measurements.models import CellProof, Figure, Measure, Program
from reviews import models

NAMED_ALONE = (models.Conflict, models.UncomparedFramework)
"""The kinds of claim whose keys are one word."""
RELEASES = "releases"
TASK = re.compile(r"t\d\d")
KEY = re.compile(rf"{KEY_PART}(/{KEY_PART})*")


def kinds_of_claim(key: str, guides: Mapping[str, object]) -> tuple[type[CuratedRow], ...]:
    """Return the kinds of claim whose keys have this shape, the commonest first."""
    # Some databases refuse characters that a key never has.
    if not KEY.fullmatch(key):
        return ()
    parts = key.split("/")
    if len(parts) == 1:
        return NAMED_ALONE
    if len(parts) == 2 and parts[1] in AdoptionMetric.values and parts[0] not in guides:
        return (AdoptionSeries,)
    if len(parts) == 2:
        return (models.Recommendation, models.Statement) if parts[0] in guides else (Support, Fact, SupportWindow)
    if len(parts) == 3 and parts[1] == RELEASES:
        return (Release,)
    return kinds_of_three(parts[1]) if len(parts) == 3 else ()


def kinds_of_three(middle: str) -> tuple[type[CuratedRow], ...]:
    """Return the kinds of claim whose keys have three parts, by the one in the middle."""
    if TASK.fullmatch(middle):
        return (Program,)
    if middle in Measure.values:
        return (Figure,)
    return (models.Rating, models.Remark, models.Assessment, models.Answer, CellProof)


def key_of(kind: type[CuratedRow], key: str) -> str:
    """Return the key of a row from that of its claim: a release and a support window may share theirs."""
    return key.replace(f"/{RELEASES}/", "/") if kind is Release else key
