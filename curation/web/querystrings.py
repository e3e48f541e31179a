"""The query strings that pages take, and the answer to those they do not."""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

from curation.dates import read_day, today
from curation.snapshots.protocol import SnapshotRequest
from curation.texts import unseen
from curation.web.addresses import page_root

View = Callable[..., HttpResponse]

AS_OF = "as-of"
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one parameter, and the values that would be right, where they can be listed."""

    parameter: str
    message: str
    allowed: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.parameter}: {self.message}"


class InvalidQuery(BadRequest):
    """A query string that an address cannot take; ``problems`` has what is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(str(problem) for problem in problems))
        self.problems = problems


def accepts(
    *names: str, repeated: tuple[str, ...] = (), longest: Mapping[str, int] = MappingProxyType({})
) -> Callable[[View], View]:
    """Refuse query parameters other than these, repetitions of all but those named, and values no page could mean.

    ``as-of`` among the names makes the view read the snapshot of that day. ``longest`` says how long the values of some
    parameters may be that may be longer than others.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if AS_OF in names:
                read_past(request)
            check_query(request, names, repeated=repeated, longest=longest)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def read_past(request: Any) -> None:
    """Let a request that names a day, to a page or the API, read the snapshot of that day; refuse any other text."""
    if AS_OF in request.GET:
        day = read_day(request.GET[AS_OF])
        if day is None:
            raise InvalidQuery(Problem(AS_OF, f"give a day up to today, {today()}, as YYYY-MM-DD."))
        request.snapshot = request.snapshot.at_day(day)


def check_query(
    request: HttpRequest,
    names: tuple[str, ...],
    *,
    repeated: tuple[str, ...] = (),
    longest: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Raise ``InvalidQuery`` for a parameter that is not among the names, repeated, too long or unreadable."""
    for name, values in request.GET.lists():
        if name not in names:
            raise InvalidQuery(Problem(name[:60], not_allowed(name, names)))
        if len(values) > 1 and name not in repeated:
            raise InvalidQuery(Problem(name, "give it once."))
        for value in values:
            check_value(name, value, longest.get(name, LONGEST_VALUE))


def not_allowed(name: str, names: tuple[str, ...]) -> str:
    """Say that a parameter does not exist here, and which do."""
    if not names:
        return "this address takes no parameters."
    close = get_close_matches(name, names, n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    return f"there is no such parameter here; allowed are {', '.join(names)}.{hint}"


def check_value(name: str, value: str, longest: int = LONGEST_VALUE) -> None:
    if len(value) > longest:
        raise InvalidQuery(Problem(name, f"the value has {len(value)} characters; allowed are {longest}."))
    if problem := unseen(value.replace("\r\n", "\n")):
        raise InvalidQuery(Problem(name, problem))
    if "\ufffd" in value:
        raise InvalidQuery(Problem(name, "the value has characters that are no readable UTF-8 text."))


def choice(name: str, value: str, allowed: list[str]) -> str:
    """Return the value if it is one of those allowed; raise ``InvalidQuery`` that lists them otherwise."""
    if value not in allowed:
        raise InvalidQuery(Problem(name, f"there is no “{value}”; allowed are {', '.join(allowed)}.", tuple(allowed)))
    return value


def without(query: QueryDict, name: str, value: str = "", *, belonging: Iterable[str] = ()) -> str:
    """Return the query string without a parameter and what belongs to it, or without one of its values."""
    rest = query.copy()
    kept = [other for other in rest.pop(name, []) if value and other != value]
    rest.setlist(name, kept)
    for other in () if kept else belonging:
        rest.pop(other, None)
    encoded = rest.urlencode()
    return f"?{encoded}" if encoded else "."


def as_of(request: SnapshotRequest) -> dict[str, object]:
    """Return what a page says about the past day it is shown as of, and how it links to evidence of that day."""
    day = request.snapshot.day
    return {
        "day": day,
        "today_url": without(request.GET, AS_OF),
        "evidence_root": page_root("evidence", "key"),
        "as_of_query": f"?{AS_OF}={day}" if day else "",
    }
