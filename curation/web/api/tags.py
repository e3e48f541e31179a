"""The tags of the API's answers. They follow from data version, address and day: to check one takes no view."""

import datetime
import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings

from curation.dates import today
from curation.snapshots.protocol import Snapshot

Moment = tuple[tuple[int, datetime.datetime | None], datetime.date]
"""A version of the data, when it was published, and a day."""
State = Callable[[Snapshot], str]

states: dict[State, tuple[Moment, str]] = {}
"""The newest word of each state, once it was needed."""


def tag_of(version: int, address: str, state: str = "") -> str:
    """Return the tag of an answer, which differs by data version, address, schema and whatever else it depends on.

    It is weak, because it is the same for every encoding.
    """
    content = f"{settings.SPECTACULAR_SETTINGS['VERSION']} {address} {state}"
    return f'W/"{version}-{hashlib.sha256(content.encode()).hexdigest()[:20]}"'


def tags_on(moment: Moment, address: str) -> set[str]:
    """Return the tags that the answer at an address may have: that of the data alone, and one with each state."""
    words = {"", *(word for learnt, word in states.values() if learnt == moment)}
    return {tag_of(moment[0][0], address, word) for word in words}


def by_day(read: State) -> State:
    """Have a function that says what answers depend on beside the data work its word out once a version and day."""

    @wraps(read)
    def state(snapshot: Snapshot) -> str:
        if snapshot.day:
            return ""
        moment = (snapshot.version, snapshot.published), today()
        if read not in states or states[read][0] != moment:
            states[read] = moment, read(snapshot)
        return states[read][1]

    return state
