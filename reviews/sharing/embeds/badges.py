"""Badges: one fact about a framework as a small picture, for the README of a project."""

from dataclasses import dataclass
from enum import StrEnum

from reviews.sharing.embeds.cards import NOT_RECORDED, FrameworkCard

LETTER, PADDING = 6.6, 8
"""About how wide a letter is, and the room beside a text."""


class BadgeKind(StrEnum):
    """What a badge can say; the values are the ends of their addresses."""

    SUPPORTED_UNTIL = "supported-until"
    LATEST = "latest"
    PROVEN = "proven-features"


@dataclass(frozen=True, slots=True)
class Badge:
    """Two texts side by side."""

    label: str
    words: str

    @property
    def label_width(self) -> int:
        return width(self.label)

    @property
    def words_width(self) -> int:
        return width(self.words)

    @property
    def width(self) -> int:
        return self.label_width + self.words_width


def width(text: str) -> int:
    return round(len(text) * LETTER) + 2 * PADDING


def badge(card: FrameworkCard, kind: BadgeKind) -> Badge:
    """Return a badge; what is not on record says so."""
    name = card.framework.name
    if kind == BadgeKind.SUPPORTED_UNTIL:
        line, _, end = card.plan.until.partition(": ")
        return Badge(f"{name} supported until", f"{end} ({line})" if line else NOT_RECORDED)
    if kind == BadgeKind.LATEST:
        return Badge(f"{name} latest", card.version.words)
    return Badge(f"{name} features proven", card.proven.words)
