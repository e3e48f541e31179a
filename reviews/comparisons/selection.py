"""Which frameworks a comparison has: two to five different ones, in the order of their slugs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.http import QueryDict
from django.utils.text import get_text_list

from curation.snapshots.protocol import Snapshot
from curation.web.querystrings import InvalidQuery, Problem, choice
from curation.web.suggestions import nearest
from frameworks.models import Framework
from reviews.addresses import comparison_address, picker_address

FEWEST, MOST = 2, 5


class Refusal(ValueError):
    """A choice that cannot be compared; the message says why."""


def choose(slugs: Sequence[str]) -> list[str]:
    """Return slugs in the order of a comparison's address; raise ``Refusal`` for too few, too many or one twice."""
    if twice := sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        raise Refusal(f"Chosen twice: {', '.join(twice)}. A framework cannot be compared with itself.")
    if not FEWEST <= len(slugs) <= MOST:
        raise Refusal(f"Chosen: {', '.join(slugs) or 'none'}. That is {len(slugs)}; allowed are {FEWEST} to {MOST}.")
    return sorted(slugs)


class UnknownFrameworks(LookupError):
    """Slugs that no framework has; the message names them."""

    def __init__(self, slugs: Sequence[str], known: Iterable[str]) -> None:
        super().__init__(f"There is no framework {' or '.join(f'“{slug[:60]}”' for slug in slugs)}.")
        self.known = tuple(known)
        self.likely = {slug: nearest(slug, self.known) for slug in slugs}
        """The names most like each of them, the likeliest first."""


def read_frameworks(snapshot: Snapshot, slugs: Sequence[str]) -> list[Framework]:
    """Return the frameworks of some slugs in their order; raise ``UnknownFrameworks`` where one has none."""
    by_slug = {framework.slug: framework for framework in snapshot.rows(Framework, slug__in=slugs)}
    if missing := [slug for slug in slugs if slug not in by_slug]:
        raise UnknownFrameworks(missing, [framework.slug for framework in snapshot.rows(Framework)])
    return [by_slug[slug] for slug in slugs]


def read_options(query: QueryDict, slugs: Sequence[str]) -> tuple[bool, str]:
    """Return whether only differences are asked for, and the slug of the framework to measure against."""
    only, against = query.get("only", ""), query.get("against", "")
    if only:
        choice("only", only, ["differences"])
    if against and against not in slugs:
        raise InvalidQuery(Problem("against", f"“{against}” is not compared here; allowed are {', '.join(slugs)}."))
    return bool(only), against


@dataclass(frozen=True, slots=True)
class FrameworkOption:
    """One framework that can be chosen."""

    framework: Framework
    chosen: bool
    without: str
    """The address without it: the comparison of the others, or the picker where they are too few."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The frameworks to choose from, those chosen, and what is wrong with the choice."""

    frameworks: Sequence[Framework]
    slugs: Sequence[str] = ()
    refusal: Refusal | None = None

    @property
    def options(self) -> Iterator[FrameworkOption]:
        return (
            FrameworkOption(framework, framework.slug in self.slugs, self.without(framework.slug))
            for framework in self.frameworks
        )

    @property
    def add(self) -> str:
        """The address of the picker with these chosen already."""
        return picker_address(self.slugs)

    @property
    def full(self) -> bool:
        return len(self.slugs) >= MOST

    @property
    def address(self) -> str:
        return comparison_address(self.slugs)

    @property
    def title(self) -> str:
        """The names in a sentence."""
        return get_text_list([framework.name for framework in self.frameworks], "and")

    @property
    def question(self) -> str:
        return f"{get_text_list([framework.name for framework in self.frameworks], 'or')}?"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every two of three or more, with the address of their comparison."""
        if len(self.frameworks) < 3:
            return []
        return [
            (f"{first.name} or {second.name}", comparison_address([first.slug, second.slug]))
            for first, second in combinations(self.frameworks, 2)
        ]

    def without(self, slug: str) -> str:
        rest = [other for other in self.slugs if other != slug]
        if len(rest) < FEWEST:
            return picker_address(rest)
        return comparison_address(rest)
