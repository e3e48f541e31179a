"""What the finder asks, and the weights that each answer presets.

The highest weight that an answer gives a factor counts; what no answer names is ignored. The numbers were set before
any ranking was looked at, and hold for every framework: ``manage.py finder_agreement`` prints how often they agree
with guides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

from reviews.finder.scoring.factors import FACTORS


class Weight(IntEnum):
    """How much a factor counts; the labels are those of the form."""

    IGNORE = 0
    MINOR = 1
    IMPORTANT = 2
    DECISIVE = 3

    @property
    def label(self) -> str:
        return self.name.capitalize()


IGNORE, MINOR, IMPORTANT, DECISIVE = Weight


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer, and what it presets."""

    key: str
    label: str
    weights: Mapping[str, Weight] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    """What the reader wants of factors whose better end depends on that."""
    features: tuple[str, ...] = ()
    """The features that must be there; only frameworks confirmed to have all of them are ranked."""
    third_party: bool = False
    """Whether packages of others count as coming with a framework."""


@dataclass(frozen=True, slots=True)
class FinderQuestion:
    """One question of the form."""

    key: str
    label: str
    choices: tuple[Choice, ...]
    several: bool = False
    """Whether more than one answer may be given."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What some answers amount to."""

    weights: Mapping[str, int]
    """What every factor counts, in the order of the factors."""
    sides: Mapping[str, str]
    needs: tuple[Choice, ...]
    third_party: bool = False
    """Whether packages of others count for the needs."""


def weights(**given: Weight) -> Mapping[str, Weight]:
    return MappingProxyType(given)


def sides(**given: str) -> Mapping[str, str]:
    return MappingProxyType(given)


BUILD = FinderQuestion(
    "build",
    "What are you building?",
    (
        Choice(
            "site",
            "Site with back office",
            weights(
                admin=DECISIVE,
                database=DECISIVE,
                pages=DECISIVE,
                accounts=IMPORTANT,
                security=IMPORTANT,
                learn=MINOR,
                ecosystem=MINOR,
                lts=MINOR,
                upkeep=MINOR,
            ),
        ),
        Choice(
            "api",
            "JSON API",
            weights(
                api=DECISIVE,
                speed=IMPORTANT,
                database=MINOR,
                accounts=MINOR,
                connections=MINOR,
                learn=MINOR,
                ecosystem=MINOR,
                lts=MINOR,
                upkeep=MINOR,
            ),
        ),
        Choice(
            "service",
            "Small service",
            weights(learn=DECISIVE, size=IMPORTANT, api=MINOR, speed=MINOR, ecosystem=MINOR, upkeep=MINOR),
            sides(size="small"),
        ),
        Choice(
            "realtime",
            "Real-time connections",
            weights(connections=DECISIVE, speed=IMPORTANT, api=MINOR, learn=MINOR, ecosystem=MINOR, upkeep=MINOR),
        ),
    ),
)

NEED = FinderQuestion(
    "need",
    "What must come with it?",
    (
        Choice("admin", "Admin back office", weights(admin=DECISIVE), features=("admin-ui",)),
        Choice("database", "Database and migrations", weights(database=DECISIVE), features=("orm", "migrations")),
        Choice(
            "accounts",
            "Accounts and permissions",
            weights(accounts=DECISIVE),
            features=("authentication", "permissions"),
        ),
        Choice("openapi", "Validation and OpenAPI", weights(api=DECISIVE), features=("request-validation", "openapi")),
        Choice("websockets", "WebSockets", weights(connections=DECISIVE), features=("websockets",)),
        Choice("wsgi", "Plain WSGI, without async", features=("wsgi",)),
        Choice("lts", "Long-term support", weights(lts=DECISIVE), features=("lts-policy",)),
    ),
    several=True,
)

TEAM = FinderQuestion(
    "team",
    "What does the team know?",
    (
        Choice("new", "New to web frameworks", weights(learn=DECISIVE, ecosystem=IMPORTANT)),
        Choice("sync", "Frameworks, but not async", weights(learn=IMPORTANT)),
        Choice("async", "At home with async", weights(learn=MINOR)),
    ),
)

GROWTH = FinderQuestion(
    "growth",
    "How big will it grow?",
    (
        Choice("small", "It stays small", weights(size=IMPORTANT), sides(size="small")),
        Choice("medium", "Mid-sized", weights(size=IMPORTANT, ecosystem=MINOR), sides(size="medium")),
        Choice(
            "large",
            "Large, for years",
            weights(size=IMPORTANT, ecosystem=IMPORTANT, lts=IMPORTANT, security=IMPORTANT, upkeep=IMPORTANT),
            sides(size="large"),
        ),
    ),
)

STRUCTURE = FinderQuestion(
    "structure",
    "Who should decide the structure?",
    (
        Choice("rules", "The framework, with clear conventions", weights(freedom=IMPORTANT), sides(freedom="rules")),
        Choice("free", "We choose the parts", weights(freedom=IMPORTANT), sides(freedom="free")),
        Choice("either", "No preference"),
    ),
)

RUN = FinderQuestion(
    "run",
    "What matters once it runs?",
    (
        Choice("steady", "Regular releases", weights(upkeep=IMPORTANT, cadence=IMPORTANT)),
        Choice("current", "Current Python versions", weights(pythons=IMPORTANT)),
        Choice("small", "A small install", weights(footprint=IMPORTANT)),
    ),
    several=True,
)

# Demands alone: each names one feature, which a framework then must have, and weighs nothing.
ALSO = FinderQuestion(
    "also",
    "What else must come with it?",
    (
        Choice("async-database", "Async database access", features=("async-database",)),
        Choice("jobs", "Durable background jobs", features=("durable-jobs",)),
        Choice("tenants", "Multi-tenancy", features=("multi-tenancy",)),
        Choice("graphql", "GraphQL", features=("graphql",)),
        Choice("clients", "Typed clients", features=("typed-clients",)),
        Choice("mcp", "Tools for language models", features=("mcp-server",)),
        Choice("partial", "Partial pages, as for HTMX", features=("partial-pages",)),
        Choice("serverless", "Serverless deployment", features=("serverless",)),
        Choice("jwt", "JSON web tokens", features=("jwt",)),
        Choice("sso", "Single sign-on", features=("single-sign-on",)),
        Choice("factor", "Second factor or passkeys", features=("second-factor",)),
        Choice("threads", "Free-threaded Python", features=("free-threading",)),
        Choice("tracing", "OpenTelemetry", features=("opentelemetry",)),
        Choice("logs", "Structured logs", features=("structured-logs",)),
        Choice("health", "Health checks", features=("health-checks",)),
    ),
    several=True,
)

PACKAGES = FinderQuestion(
    "third-party",
    "Do packages of others count as coming with it?",
    (Choice("yes", "Third-party packages count too", third_party=True),),
    several=True,
)

QUESTIONS = (BUILD, NEED, TEAM, GROWTH, STRUCTURE, RUN, ALSO, PACKAGES)


def settle(chosen: Iterable[Choice], changed: Mapping[str, int] = MappingProxyType({})) -> Settings:
    """Return what some answers, in the order of the questions, and the weights changed by hand amount to.

    Of two answers that want different things of one factor the later one counts. A factor whose better end nobody has
    named weighs nothing, whatever weight was set.
    """
    answers = list(chosen)
    preferred = {factor: side for answer in answers for factor, side in answer.sides.items()}
    preset = {
        factor.key: max((answer.weights.get(factor.key, IGNORE) for answer in answers), default=IGNORE)
        for factor in FACTORS
    }
    settled = {key: int(changed.get(key, weight)) for key, weight in preset.items()}
    undecided = [factor.key for factor in FACTORS if factor.sides and factor.key not in preferred]
    settled.update(dict.fromkeys(undecided, 0))
    needs = tuple(answer for answer in answers if answer.features)
    return Settings(settled, preferred, needs, third_party=any(answer.third_party for answer in answers))
