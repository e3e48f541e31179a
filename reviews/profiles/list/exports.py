"""What the list of frameworks claims, as a table."""

from collections.abc import Mapping

from curation.web.exports.tables import Column, Context, PageData, Table, Value
from frameworks.adoption.charts import Development
from frameworks.claims.columns import FRAMEWORK
from frameworks.models import Feature
from frameworks.releases.plans import NO_PLAN, SupportPlan
from reviews.profiles.list.filters import FrameworkFilter
from reviews.site.home.overview import Glance

FACTS = {"latest_version": "latest_version", "released": "released", "requires_python": "python"}


def framework_list_data(context: Context) -> PageData:
    """Return the frameworks that pass the filters, in the order asked for."""
    filters: FrameworkFilter = context["filters"]
    glances: list[Glance] = context["glances"]
    plans: Mapping[str, SupportPlan] = context["plans"]
    adoption: Mapping[str, Development | None] = context["adoption"]
    columns = [
        FRAMEWORK,
        Column("kind"),
        *(column for name in FACTS.values() for column in (Column(name, "not recorded"), evidence_of(name))),
        Column("features"),
        *(
            [Column("asked_feature"), Column("asked_level"), evidence_of("asked_level")]
            if filters.feature_asked
            else []
        ),
        *(Column(f"median_{criterion.key.replace('-', '_')}", "no guide") for criterion in filters.criteria_asked),
        Column("adoption", "unknown"),
        Column("adoption_counts", "unknown"),
        Column("adoption_direction", "unknown"),
        Column("adoption_licence", "unknown"),
        evidence_of("adoption"),
        Column("supported_until", "no date stated"),
        evidence_of("supported_until"),
        Column("next_line"),
        evidence_of("next_line"),
        Column("what_it_is"),
        Column("guides_rating_it"),
        Column("page", of=("framework",)),
    ]
    table = Table("frameworks", "Frameworks", columns, (row_of(glance, filters, plans, adoption) for glance in glances))
    return PageData("Python web frameworks", [table])


def evidence_of(name: str) -> Column:
    return Column(f"{name}_evidence", "nothing is claimed", of=(name,))


def row_of(
    glance: Glance,
    filters: FrameworkFilter,
    plans: Mapping[str, SupportPlan],
    adoption: Mapping[str, Development | None],
) -> tuple[Value, ...]:
    framework = glance.framework
    return (
        framework.name,
        glance.kind,
        *(value for name in FACTS for value in fact_values(glance, name)),
        glance.share.words,
        *feature_values(glance, filters.feature_asked),
        *(mini.median_words if mini else "" for mini in glance.minis),
        *adoption_values(adoption.get(framework.key)),
        *plans.get(framework.key, NO_PLAN),
        framework.tagline,
        glance.guides,
        framework.get_absolute_url(),
    )


def fact_values(glance: Glance, name: str) -> tuple[str, str]:
    """Return a fact with the address of its evidence."""
    if name not in glance.facts:
        return "", ""
    fact, address = glance.facts[name]
    return fact.value, address


def adoption_values(figure: Development | None) -> tuple[Value, ...]:
    """Return a count, what it counts, its direction, its own licence, and the address of its evidence."""
    if figure is None:
        return ("",) * 5
    return figure.last[1], figure.metric.label, figure.direction, figure.series.licence, figure.address


def feature_values(glance: Glance, feature: Feature | None) -> tuple[str, ...]:
    """Return what the framework has of the feature the list is narrowed by."""
    cell = glance.cell
    if not feature or not cell:
        return ()
    return feature.name, f"{cell.text}, {cell.below}" if cell.below else cell.text, cell.href
