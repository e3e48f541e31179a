"""The steps from a name to a review, as far as a draft has come with each."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from curation.models import Change, ChangeItem, State
from frameworks.models import Feature, SupportLevel

ADDED = {"framework": "Add a framework", "guide": "Add a guide", "learningresource": "Add a learning resource"}
"""What is added step by step, by the type of its row."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a draft: what it holds so far, and whether that is all."""

    name: str
    title: str
    address: str
    said: str = ""
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps of a draft that adds something."""

    draft: Change
    added: ChangeItem
    """What is added."""
    name: str
    steps: Sequence[Step]
    done: int = 0
    total: int = 0

    @property
    def title(self) -> str:
        return f"{ADDED[self.added.row_type]}: {self.name}"

    def after(self, name: str) -> str:
        """Return the address of the step that follows one."""
        names = [step.name for step in self.steps]
        place = names.index(name) + 1 if name in names else 0
        return self.steps[min(place, len(names) - 1)].address

    @property
    def next(self) -> Step:
        """The first step that is not done."""
        return next((step for step in self.steps if not step.is_done), self.steps[-1])


def steps_of(draft: Change) -> Steps | None:
    """Return the steps of a draft; None where it adds nothing that has steps."""
    return steps_from(draft, list(draft.items.all()), Feature.objects.count())


def steps_from(draft: Change, items: Sequence[ChangeItem], features: int) -> Steps | None:
    new = [item for item in items if item.row_type in ADDED and not item.base_version and item.document]
    if not new:
        return None
    added = min(new, key=lambda item: item.pk)
    return BUILDERS[added.row_type](draft, added, items, features)


def documents(items: Sequence[ChangeItem], kind: str) -> list[dict[str, Any]]:
    return [item.document for item in items if item.row_type == kind and item.document]


def framework_steps(draft: Change, added: ChangeItem, items: Sequence[ChangeItem], features: int) -> Steps:
    key, document = added.key, added.document or {}
    cells = [cell for cell in documents(items, "support") if cell.get("level") not in (None, "", SupportLevel.UNKNOWN)]
    package, filled = str(document.get("package") or "no package"), f"{len(cells)} of {features} cells"
    column = Step("column", "Its column", sheet("column", key), filled, len(cells) >= features)
    windows = len(documents(items, "supportwindow"))
    return Steps(
        draft,
        added,
        str(document.get("name") or key),
        [
            Step("start", "Name and package", at("framework", draft), package, True),
            *reading_steps(draft, key, items),
            column,
            Step("windows", "Support windows", sheet("windows", key), f"{windows or 'none'} so far", windows > 0),
            look(draft),
        ],
        done=len(cells),
        total=features,
    )


def reading_steps(draft: Change, key: str, items: Sequence[ChangeItem]) -> list[Step]:
    """Return the steps in which a program reads the package index, and people the rest."""
    facts = documents(items, "fact")
    read = [fact for fact in facts if fact.get("source") == f"{key}-index"]
    own, releases = len(facts) - len(read), documents(items, "release")
    of_index = f"{len(read)} facts, {counted(releases, 'release')}" if read else "nothing so far"
    sources = [source for source in documents(items, "source") if source.get("kind") != "index"]
    return [
        Step("index", "What a program reads", at("index", draft), of_index, bool(read)),
        Step("sources", "What you read it from", at("sources", draft), counted(sources, "source"), bool(sources)),
        Step("facts", "What you read yourself", sheet("facts", key), f"{own} facts", own > 0),
    ]


def guide_steps(draft: Change, added: ChangeItem, items: Sequence[ChangeItem], features: int) -> Steps:
    places, remarks = documents(items, "rating"), documents(items, "remark")
    ratings = [place for place in places if is_placed(place)]
    covered, criteria = ({place.get(name) for place in places} for name in ("framework", "criterion"))
    covers = f"{counted(covered, 'framework')}, {counted(criteria, 'criterion', 'criteria')}"
    of = f"{len(ratings)} of " if len(ratings) < len(places) else ""
    said = f"{of}{counted(places, 'place')}, {counted(remarks, 'remark')}"
    return Steps(
        draft,
        added,
        str((added.document or {}).get("voice") or added.key),
        [
            Step("start", "The guide", at("guide", draft), str((added.document or {}).get("code") or ""), True),
            Step("covers", "What it covers", at("covers", draft), covers, bool(places)),
            Step("places", "What it says", at("places", draft), said, bool(ratings or remarks)),
            look(draft),
        ],
        done=len(ratings),
        total=len(places),
    )


def is_placed(place: Mapping[str, Any]) -> bool:
    """Tell whether a place says where the guide stands, and is not only to be read."""
    return any(place.get(name) for name in ("level", "label", "summary", "locator"))


def counted(rows: Collection[Any], noun: str, plural: str = "") -> str:
    return f"{len(rows) or 'no'} {noun if len(rows) == 1 else plural or f'{noun}s'}"


def resource_steps(draft: Change, added: ChangeItem, items: Sequence[ChangeItem], features: int) -> Steps:
    taught = documents(items, "resourceframework")
    name = str((added.document or {}).get("name") or added.key)
    start = Step("start", "The resource", at("resource", draft), counted(taught, "framework"), True)
    return Steps(draft, added, name, [start, look(draft)])


BUILDERS: dict[str, Callable[[Change, ChangeItem, Sequence[ChangeItem], int], Steps]] = {
    "framework": framework_steps,
    "guide": guide_steps,
    "learningresource": resource_steps,
}


def at(step: str, draft: Change) -> str:
    return reverse(f"desk:add-{step}", args=[draft.pk])


def sheet(name: str, key: str) -> str:
    return reverse(f"desk:{name}", args=[key])


def look(draft: Change) -> Step:
    return Step("look", "Look and submit", draft.get_absolute_url(), "the real pages, then a reviewer")


def begun(author: int | None) -> list[Steps]:
    """Return what an editor has begun to add and not submitted, the latest first."""
    drafts = Change.objects.filter(author=author, state=State.DRAFT, items__row_type__in=ADDED).distinct()
    features, latest = Feature.objects.count(), drafts.order_by("-pk").prefetch_related("items")
    return [steps for draft in latest if (steps := steps_from(draft, list(draft.items.all()), features))]
