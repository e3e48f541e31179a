"""What the finder weighs, and how evidence becomes a score from 0 to 1.

``/method/`` prints these tables, so it says what the finder counts with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from frameworks.models import FactName, SupportLevel
from measurements.models import Measure
from reviews.finder.scoring.adoption import PARTS
from reviews.finder.scoring.board import Score
from reviews.finder.scoring.scales import EVERYTHING, NOTHING

THIRD_PARTY = Fraction(2, 5)

SUPPORT_SCORES: Mapping[str, Score] = MappingProxyType(
    {
        SupportLevel.BUILTIN: Score.exactly(EVERYTHING),
        SupportLevel.BUILTIN_EXTRA: Score.exactly(Fraction(9, 10)),
        SupportLevel.OFFICIAL_EXTENSION: Score.exactly(Fraction(4, 5)),
        SupportLevel.THIRD_PARTY: Score.exactly(THIRD_PARTY),
        # The search read the package and its documentation, where all that the project offers stands; what it can
        # overlook is a package of others.
        SupportLevel.NONE_FOUND: Score(NOTHING, THIRD_PARTY, "none found"),
        SupportLevel.NO: Score.exactly(NOTHING),
        SupportLevel.UNKNOWN: Score(NOTHING, EVERYTHING, "not checked"),
    }
)


@dataclass(frozen=True, slots=True)
class FactorSide:
    """What is good on a scale whose better end depends on the reader."""

    label: str
    end: Literal["low", "high", ""] = ""
    """The better end; empty where the levels that suit are named."""
    suits: tuple[str, ...] = ()
    """The levels that suit fully; the others do not suit at all."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing that can speak for a framework, and the evidence it is read from: one of the five kinds."""

    key: str
    name: str
    question: str
    features: tuple[str, ...] = ()
    """Features whose support is averaged."""
    criteria: tuple[str, ...] = ()
    """Criteria on which the position of the guides' median counts; several are averaged."""
    fact: str = ""
    """A fact that has a measure."""
    measures: tuple[str, ...] = ()
    """Costs that the lab measures; several are averaged."""
    adoption: tuple[str, ...] = ()
    """Parts of what is counted of its use; several are averaged."""
    sides: Mapping[str, FactorSide] = field(default_factory=dict)
    """What the reader may want, by key; empty where one end is the better one for everybody."""

    @property
    def basis(self) -> str:
        """Where its evidence comes from, in words."""
        if self.features:
            return "feature matrix"
        if self.measures:
            return "measurements"
        if self.adoption:
            return "adoption"
        return "guides" if self.criteria else "package facts"


FACTS = (
    Factor("admin", "Admin back office", "Is there a ready-made interface for staff?", features=("admin-ui",)),
    Factor(
        "database",
        "Database and migrations",
        "Do models and schema changes come with it?",
        features=("orm", "migrations"),
    ),
    Factor(
        "accounts",
        "Accounts and permissions",
        "Does it know who asks and what they may do?",
        features=("authentication", "permissions", "sessions"),
    ),
    Factor(
        "pages",
        "Pages and forms",
        "Does it render pages, forms and static files itself?",
        features=("templating", "forms", "static-files"),
    ),
    Factor(
        "api",
        "API schema and validation",
        "Does it check requests and describe the API from the code?",
        features=("request-validation", "openapi", "api-docs-ui"),
    ),
    Factor("websockets", "WebSockets", "Does it hold connections on which both sides speak?", features=("websockets",)),
    Factor(
        "connections",
        "Many open connections",
        "Can handlers wait without blocking, and push to the browser?",
        features=("async-handlers", "server-sent-events"),
    ),
    Factor(
        "async",
        "Async throughout",
        "Can handlers and the database be awaited?",
        features=("async-handlers", "async-database"),
    ),
    Factor("sync", "Runs without async", "Does it run under WSGI, without an event loop?", features=("wsgi",)),
    Factor(
        "security",
        "Protection in the box",
        "Does it guard forms, templates and headers?",
        features=("csrf", "auto-escaping", "security-headers"),
    ),
    Factor(
        "tools",
        "Tools to start with",
        "Do a command line, reloading, typed routes and a test client come with it?",
        features=("cli", "dev-reload", "routing-converters", "test-client"),
    ),
    Factor(
        "conventions",
        "Conventions laid down",
        "Does it say how commands, settings, models and forms are written?",
        features=("cli", "configuration", "orm", "forms"),
    ),
    Factor("lts", "Long-term support", "Are there versions with years of fixes?", features=("lts-policy",)),
    Factor("upkeep", "Recently released", "How old was the latest release when read?", fact=FactName.RELEASED),
    Factor("cadence", "Regular releases", "How long between final releases, in 24 months?", fact=FactName.CADENCE),
    Factor("pythons", "Current Pythons", "How many supported Pythons does it run on?", fact=FactName.SUPPORTED_PYTHONS),
    Factor("footprint", "Small install", "How much does one install bring?", fact=FactName.INSTALLED_SIZE),
    Factor(
        "cost",
        "Processor time per request",
        "How little does an answer cost the processor, as measured?",
        measures=(Measure.CPU_T01, Measure.CPU_T02, Measure.CPU_T03),
    ),
    Factor(
        "start",
        "Quick start, little memory",
        "How little does a process need until its first answer, as measured?",
        measures=(Measure.START_CPU, Measure.MEMORY_IDLE),
    ),
    Factor(
        "sockets",
        "Memory per connection",
        "How little memory does an idle WebSocket hold, as measured?",
        measures=(Measure.MEMORY_WEBSOCKET,),
    ),
    Factor(
        "adoption",
        "Built upon by many",
        "How many repositories depend on it, how many people make it, and does that grow?",
        adoption=PARTS,
    ),
)
OPINIONS = (
    Factor("learn", "Quick to learn", "How gentle is the start, as guides see it?", criteria=("learning-curve",)),
    Factor("speed", "Speed as guides tell it", "How fast is it said to be?", criteria=("performance",)),
    Factor(
        "ecosystem",
        "Ecosystem and hiring",
        "Are add-ons, help and people easy to find, as guides see it?",
        criteria=("ecosystem", "popularity"),
    ),
    Factor(
        "size",
        "Fits the size",
        "Do guides tie it to projects of your size?",
        criteria=("project-size",),
        sides=MappingProxyType(
            {
                "small": FactorSide("small", suits=("small", "small-to-medium", "small-to-large")),
                "medium": FactorSide("mid-sized", suits=("small-to-medium", "small-to-large")),
                "large": FactorSide("large", suits=("small-to-large", "large")),
            }
        ),
    ),
    Factor(
        "freedom",
        "Who decides the structure",
        "Does it leave layout and parts to you, or lay down conventions, as guides see it?",
        criteria=("flexibility",),
        sides=MappingProxyType(
            {"free": FactorSide("you decide", end="high"), "rules": FactorSide("it decides", end="low")}
        ),
    ),
)
FACTORS = (*FACTS, *OPINIONS)
"""Facts and proofs, which are recorded for all frameworks, before what guides think."""
FEWEST_VIEWS = Fraction(1, 2)
"""Of all frameworks, on how many guides must have a view so that what they think counts."""
BY_KEY: Mapping[str, Factor] = MappingProxyType({factor.key: factor for factor in FACTORS})


def judged(sides: Mapping[str, str]) -> Iterator[Factor]:
    """Yield the factors whose better end is the same for all, or was named."""
    return (factor for factor in FACTORS if not factor.sides or factor.key in sides)


NOT_WEIGHED: Mapping[str, str] = MappingProxyType(
    {
        "api-support": "Guides speak of few frameworks here; the feature matrix says part by part what is there.",
        "async-realtime": "Only positive statements exist, so it cannot tell frameworks apart; the feature matrix can.",
        "builtin-features": "The feature matrix says part by part what was checked.",
        "documentation": "Guides speak of few frameworks here.",
        "maintainability": "Guides speak of few frameworks here, and mostly under a condition.",
        "scalability": "It mixes growth of the load with growth of the code.",
        "security": "Guides speak of few frameworks here; the feature matrix lists single protections.",
        "setup-effort": "Its levels hold for single situations, which contradict each other.",
    }
)
"""The criteria with a scale in order that are no factors, each with the reason."""
