"""What the list of frameworks claims, as a table."""

from curation.web.exports.tables import Column, Context, PageData, Table, Value
from frameworks.exports import FRAMEWORK
from frameworks.models import Feature
from reviews.home.overview import Glance
from reviews.profiles.filters import FrameworkFilter

FACTS = {"latest_version": "latest_version", "released": "released", "requires_python": "python"}


def framework_list_data(context: Context) -> PageData:
    """Return the frameworks that pass the filters, in the order asked for."""
    asked: FrameworkFilter = context["filters"]
    glances: list[Glance] = context["glances"]
    columns = [
        FRAMEWORK,
        Column("kind"),
        *(column for name in FACTS.values() for column in (Column(name, "not recorded"), evidence_of(name))),
        Column("features"),
        *([Column("asked_feature"), Column("asked_level"), evidence_of("asked_level")] if asked.feature_asked else []),
        *(Column(f"median_{criterion.key.replace('-', '_')}", "no guide") for criterion in asked.criteria_asked),
        Column("what_it_is"),
        Column("guides_rating_it"),
        Column("page", of=("framework",)),
    ]
    table = Table("frameworks", "Frameworks", columns, (row_of(one, asked) for one in glances))
    return PageData("Python web frameworks", [table])


def evidence_of(name: str) -> Column:
    return Column(f"{name}_evidence", "nothing is claimed", of=(name,))


def row_of(glance: Glance, asked: FrameworkFilter) -> tuple[Value, ...]:
    framework = glance.framework
    return (
        framework.name,
        glance.kind,
        *(value for name in FACTS for value in fact(glance, name)),
        glance.share.words,
        *asked_cells(glance, asked.feature_asked),
        *(mini.median_words if mini else "" for mini in glance.minis),
        framework.tagline,
        glance.guides,
        framework.get_absolute_url(),
    )


def fact(glance: Glance, name: str) -> tuple[str, str]:
    """Return a fact with the address of its evidence."""
    found = glance.facts.get(name)
    return (found[0].value, found[1]) if found else ("", "")


def asked_cells(glance: Glance, feature: Feature | None) -> tuple[str, ...]:
    """Return what the framework has of the feature the list is narrowed by."""
    cell = glance.asked
    if not feature or not cell:
        return ()
    return feature.name, f"{cell.text}, {cell.below}" if cell.below else cell.text, cell.href
