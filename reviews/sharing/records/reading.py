"""States of the catalogue that are held against each other; whoever asks first reads one for all who ask later."""

from collections.abc import Sequence

from curation.snapshots.protocol import Model, PastRows, RowsByType
from frameworks.models import AdoptionSeries, Feature, Framework, PythonVersion
from reviews.models import Criterion, Guide, Level, Recommendation
from reviews.sharing.records.since import CLAIMS, Claimed, Since, Wanted, since, state_of

NAMED: Sequence[Model] = (Framework, Feature, Criterion, Level, Guide, Recommendation)
"""What claims refer to."""
WEIGHED: Sequence[Model] = (AdoptionSeries, PythonVersion)
"""What the finder weighs besides claims."""


def read_rows(moment: PastRows) -> RowsByType:
    """Return all rows that comparisons and the finder rest on; one query."""
    return moment.together({model: {} for model in (*CLAIMS, *NAMED, *WEIGHED)})


def read_state(moment: PastRows) -> Claimed:
    return state_of(read_rows(moment))


def read_since(then: PastRows, now: PastRows, wanted: Wanted) -> Since:
    """Return what has become of some claims from one moment to another; a query for each where nobody has asked."""
    day = then.day if then.day != now.day else None
    return since(then.once(read_state), now.once(read_state), wanted, day=day)
