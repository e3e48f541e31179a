"""Rows for tests, published with their revisions; parents that a row needs come with it."""

from collections.abc import Iterable
from itertools import count
from typing import Any, TypeVar, cast

from django.contrib.auth.models import Group, User

from curation.changes.checks import Edit
from curation.rows import CuratedRow
from frameworks.models import (
    AdoptionSeries,
    Fact,
    Feature,
    Framework,
    Kind,
    LearningResource,
    Package,
    PythonVersion,
    Release,
    Source,
    Support,
    SupportWindow,
)
from measurements.models import CellProof, Figure, LabRun, Program, Task
from reviews.models import (
    Answer,
    Assessment,
    Conflict,
    Criterion,
    Guide,
    Level,
    Passage,
    Pick,
    Point,
    Proof,
    Question,
    Rating,
    Recommendation,
    Remark,
    Side,
    Statement,
    Topic,
    UncomparedFramework,
    UseCase,
)
from tests.publishing import publish as publish
from tests.publishing import publish_rows

Curated = TypeVar("Curated", bound=CuratedRow)

CHECKED_ON = "2026-11-01"
numbers = count(1)


def create(model: type[Curated], key: str, above: Iterable[Edit] = (), /, **document: Any) -> Curated:
    """Publish one row, and what is lacking of those ``above`` it; return it as the database has it."""
    _change, (row,) = publish_rows(Edit(model, key, document), ancestors=above)
    return cast(Curated, row)


def ensure(model: type[CuratedRow], key: str, **document: Any) -> str:
    """Publish a row unless there is one of that key, and return the key."""
    return ensure_all(Edit(model, key, document))


def ensure_all(*edits: Edit) -> str:
    """Publish a row and what is lacking of those above it, which come first, unless it is there; return its key."""
    *above, row = edits
    if not row.model.objects.filter(pk=row.key).exists():
        publish_rows(row, ancestors=above)
    return row.key


def create_user(*, username: str = "", group: str = "", **fields: Any) -> User:
    user = User.objects.create_user(username or f"user{next(numbers)}", password="correct horse", **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def create_package(*, key: str = "streamlit", **fields: Any) -> Package:
    defaults = {"version": "1.2.3", "last_release": "2026-10-01", "source": f"{key}-index", "read_on": CHECKED_ON}
    return create(Package, key, [an_index(key)], **{**defaults, **fields})


def an_index(package: str) -> Edit:
    """Return what publishes the page of a package in the package index as a source."""
    about = {"kind": "index", "name": "Package index", "package": package, "read_on": CHECKED_ON}
    return Edit(Source, f"{package}-index", about)


def create_uncompared(*, key: str = "streamlit", **fields: Any) -> UncomparedFramework:
    about = {"name": key.title(), "what": "Apps for data.", "reason": "Another sort.", "instead": "The nearest."}
    named = {"framework": "django", "source": "docs", "read_on": CHECKED_ON}
    return create(UncomparedFramework, key, [*a_framework("django"), a_source()], **{**about, **named, **fields})


def create_source(*, key: str = "docs", **fields: Any) -> Source:
    return create(Source, key, **{**(a_source(key).document or {}), **fields})


def a_source(key: str = "docs") -> Edit:
    about = {"kind": "documentation", "name": f"Documentation {key}", "url": "https://example.com/"}
    return Edit(Source, key, {**about, "read_on": CHECKED_ON})


def ensure_source(key: str = "docs") -> str:
    return ensure_all(a_source(key))


def create_framework(*, key: str = "django", **fields: Any) -> Framework:
    kind, framework = a_framework(key)
    return create(Framework, key, [] if "kind" in fields else [kind], **{**(framework.document or {}), **fields})


def a_framework(key: str) -> list[Edit]:
    """Return what publishes a framework, its kind first."""
    kind = {"name": "Full-stack", "description": "All in one."}
    name = {"name": key.replace("-", " ").title(), "slug": key, "tagline": "A framework."}
    return [Edit(Kind, "full-stack", kind), Edit(Framework, key, {**name, "kind": "full-stack"})]


def create_frameworks(*keys: str) -> None:
    for key in keys:
        create_framework(key=key)


def ensure_framework(key: str) -> str:
    return ensure_all(*a_framework(key))


def create_feature(*, key: str = "orm", **fields: Any) -> Feature:
    return create(Feature, key, **{**(a_feature(key).document or {}), **fields})


def a_feature(key: str) -> Edit:
    name = {"name": key.replace("-", " ").title(), "slug": key, "group": "data", "definition": "What it is."}
    return Edit(Feature, key, {**name, "proof": "What must be seen.", "weight_reason": "Because."})


def ensure_feature(key: str) -> str:
    return ensure_all(a_feature(key))


def support_document(*, framework: str = "django", feature: str = "orm", **fields: Any) -> dict[str, Any]:
    """Return the document of a cell whose source is there; ``level`` and the rest can be given."""
    level = "builtin-extra" if fields.get("package") else "builtin"
    claim = {"framework": framework, "feature": feature, "level": level, "source": "docs", "checked_on": CHECKED_ON}
    if fields.get("level") == "none-found":
        claim["searched"] = "The documentation, for a word."
    if fields.get("level") == "no":
        claim["locator"] = "https://example.com/no/"
    return {name: value for name, value in {**claim, **fields}.items() if value is not None}


def create_support(*, framework: str = "django", feature: str = "orm", **fields: Any) -> Support:
    document = support_document(framework=framework, feature=feature, **fields)
    above = [*a_framework(framework), a_feature(feature), a_source()]
    return create(Support, f"{framework}/{feature}", above, **document)


def create_fact(*, framework: str = "django", name: str = "latest-version", **fields: Any) -> Fact:
    document = {"framework": framework, "name": name, "value": "5.2.19", "source": "docs", "read_on": CHECKED_ON}
    return create(Fact, f"{framework}/{name}", [*a_framework(framework), a_source()], **{**document, **fields})


def create_release(*, framework: str = "django", version: str = "5.2", **fields: Any) -> Release:
    above, index = a_framework(framework), an_index(framework)
    document = {"framework": framework, "version": version, "released_on": "2025-04-02", "wheels": "pure"}
    return create(Release, f"{framework}/{version}", [*above, index], **{**document, "source": index.key, **fields})


def create_python_version(*, key: str = "3.14", **fields: Any) -> PythonVersion:
    defaults = {"released": "2025-10-07", "security_until": "2030-10-01", "read_on": CHECKED_ON}
    return create(PythonVersion, key, [a_source()], **{**defaults, "source": "docs", **fields})


def create_window(*, framework: str = "django", version: str = "5.2", **fields: Any) -> SupportWindow:
    document = {"framework": framework, "version": version, "source": "docs", "read_on": CHECKED_ON}
    above = [*a_framework(framework), a_source()]
    return create(SupportWindow, f"{framework}/{version}", above, **{**document, **fields})


def create_adoption(*, framework: str = "django", metric: str = "stars", **fields: Any) -> AdoptionSeries:
    about = {"framework": framework, "metric": metric, "source": "docs"}
    defaults = {"points": {"2023-06-29": 100, "2026-06-25": 150}, "licence": "CC BY-SA 4.0", "read_on": CHECKED_ON}
    above = [*a_framework(framework), a_source()]
    return create(AdoptionSeries, f"{framework}/{metric}", above, **{**about, **defaults, **fields})


def create_guide(*, key: str = "ps", **fields: Any) -> Guide:
    source, guide = a_guide(key)
    return create(Guide, key, [source], **{**(guide.document or {}), **fields})


def a_guide(key: str) -> list[Edit]:
    """Return what publishes a guide, its source first."""
    source = {"kind": "guide", "name": f"Guide {key}", "published": "2025-11-13", "read_on": CHECKED_ON}
    guide = {"code": key.upper(), "voice": f"Guide {key.upper()}", "source": f"guide-{key}", "dated": "In its head."}
    return [Edit(Source, f"guide-{key}", source), Edit(Guide, key, guide)]


def ensure_guide(key: str) -> str:
    return ensure_all(*a_guide(key))


def create_criterion(
    *, key: str = "scalability", levels: tuple[str, ...] = ("low", "medium", "high"), **fields: Any
) -> Criterion:
    """Publish a criterion with its levels, lowest first; they are ranked unless the scale has no order."""
    _change, (criterion, *_levels) = publish_rows(*a_criterion(key, levels, **fields))
    return cast(Criterion, criterion)


def a_criterion(key: str, levels: tuple[str, ...] = ("low", "medium", "high"), **fields: Any) -> list[Edit]:
    """Return what publishes a criterion and its levels."""
    ordered = fields.get("scale", "ordered") == "ordered"
    defaults = {"name": key.replace("-", " ").capitalize(), "group": "running", "scale": "ordered"}
    ends = {"better": "higher", "low_end": "strains", "high_end": "holds"} if ordered else {}
    criterion = Edit(Criterion, key, {**defaults, **ends, **fields})
    return [criterion, *(level_edit(key, name, rank if ordered else None) for rank, name in enumerate(levels, 1))]


def level_edit(criterion: str, name: str, rank: int | None) -> Edit:
    document = {"criterion": criterion, "name": name, "label": name.capitalize(), "rank": rank}
    return Edit(Level, f"{criterion}/{name}", {field: value for field, value in document.items() if value is not None})


def create_rating(
    *,
    framework: str = "django",
    criterion: str = "scalability",
    guide: str = "ps",
    level: str | None = "high",
    **fields: Any,
) -> Rating:
    """Publish a rating; ``level`` is the name of a level on the criterion's scale, None where the guide names none."""
    claim = {"framework": framework, "criterion": criterion, "guide": guide, "stated": "explicit"}
    on_scale = {"level": f"{criterion}/{level}"} if level else {}
    words = {"summary": "It grows well.", "locator": "section 1"}
    scale = [] if Criterion.objects.filter(pk=criterion).exists() else a_criterion(criterion)
    above = [*a_framework(framework), *a_guide(guide), *scale]
    return create(Rating, f"{framework}/{criterion}/{guide}", above, **{**claim, **on_scale, **words, **fields})


def create_remark(*, framework: str = "django", guide: str = "ps", name: str = "for-1", **fields: Any) -> Remark:
    """Publish a remark on a framework, or on a learning resource where ``resource`` is given."""
    above = a_guide(guide) if "resource" in fields else [*a_guide(guide), *a_framework(framework)]
    subject = {"resource": fields.pop("resource")} if "resource" in fields else {"framework": framework}
    defaults = {"polarity": "for", "text": f"Remark {name}.", "locator": "section 1"}
    document = {**subject, "guide": guide, "name": name, **defaults, **fields}
    return create(Remark, f"{next(iter(subject.values()))}/{name}/{guide}", above, **document)


def create_point(*, key: str = "growth", **fields: Any) -> Point:
    return create(Point, key, **{"text": "It grows.", "polarity": "for", **fields})


def create_resource(*, key: str = "udemy", **fields: Any) -> LearningResource:
    *guide, resource = a_resource(key)
    return create(LearningResource, key, guide, **{**(resource.document or {}), **fields})


def a_resource(key: str) -> list[Edit]:
    """Return what publishes a learning resource, the guide that is its source first."""
    about = {"name": key.title(), "slug": key, "kind": "course-marketplace", "tagline": "Courses.", "access": "paid"}
    return [*a_guide("ps"), Edit(LearningResource, key, {**about, "source": "guide-ps"})]


def create_assessment(
    *, resource: str = "udemy", criterion: str = "breadth", guide: str = "ps", **fields: Any
) -> Assessment:
    scale = Edit(Criterion, criterion, {"name": criterion.capitalize(), "subject": "resource", "scale": "text"})
    claim = {"resource": resource, "criterion": criterion, "guide": guide}
    words = {"label": "High", "summary": "Thousands of courses.", "locator": "section 8"}
    above = [*a_resource(resource), scale, *a_guide(guide)]
    return create(Assessment, f"{resource}/{criterion}/{guide}", above, **{**claim, **words, **fields})


def create_recommendation(
    *, guide: str = "ps", name: str = "01", picks: dict[str, str] | None = None, **fields: Any
) -> Recommendation:
    """Publish a recommendation with its picks, which map a framework to its role."""
    document = {"guide": guide, "name": name, "situation": "A small service", "stated": "explicit"}
    row = create(Recommendation, f"{guide}/{name}", a_guide(guide), **{**document, "locator": "section 1", **fields})
    for framework, role in (picks or {}).items():
        pick = {"recommendation": row.pk, "framework": framework, "role": role}
        create(Pick, f"{row.pk}/{framework}", a_framework(framework), **pick)
    return row


def create_use_case(*, key: str = "small-service", **fields: Any) -> UseCase:
    return create(UseCase, key, **{"name": "A small service", **fields})


def create_conflict(
    *, key: str = "size", extent: str = "between", sides: dict[str, str] | None = None, **fields: Any
) -> Conflict:
    """Publish a conflict with its sides, which map a guide to what it says."""
    row = create(Conflict, key, **{"title": key.capitalize(), "extent": extent, **fields})
    for guide, text in (sides or {}).items():
        create(Side, f"{key}/{guide}", a_guide(guide), conflict=key, name=guide, guide=guide, text=text)
    return row


def create_statement(*, guide: str = "ps", name: str = "01", framework: str | None = None, **fields: Any) -> Statement:
    """Publish a statement; ``proofs`` and ``passages`` list what each names, such as ``{"support": "django/orm"}``."""
    proofs, passages = fields.pop("proofs", []), fields.pop("passages", [])
    claim = {"guide": guide, "name": name, "text": "It has an ORM.", "locator": "section 1", "verdict": "holds"}
    about = {"framework": framework} if framework else {}
    above = [*a_guide(guide), *(a_framework(framework) if framework else [])]
    row = create(Statement, f"{guide}/{name}", above, **{**claim, **about, "checked_on": CHECKED_ON, **fields})
    for number, proof in enumerate(proofs, 1):
        create(Proof, f"{row.pk}/p{number}", statement=row.pk, name=f"p{number}", **proof)
    for number, passage in enumerate(passages, 1):
        create(Passage, f"{row.pk}/at-{number}", statement=row.pk, name=f"at-{number}", **passage)
    return row


def create_question(*, topic: str = "benefits", name: str = "saves", **fields: Any) -> Question:
    parent, question = a_question(topic, name)
    return create(Question, question.key, [parent], **{**(question.document or {}), **fields})


def a_question(topic: str, name: str) -> list[Edit]:
    """Return what publishes a question, its topic first."""
    about = {"topic": topic, "name": name, "text": "What does it save?"}
    return [a_topic(topic), Edit(Question, f"{topic}/{name}", about)]


def create_answer(*, question: str = "benefits/saves", guide: str = "ps", **fields: Any) -> Answer:
    """Publish what a guide answers, and the question unless it is there."""
    topic, _, name = question.partition("/")
    claim = {"question": question, "name": guide, "guide": guide, "text": "Time.", "locator": "intro"}
    return create(Answer, f"{question}/{guide}", [*a_question(topic, name), *a_guide(guide)], **{**claim, **fields})


def create_topic(*, key: str = "benefits", **fields: Any) -> Topic:
    return create(Topic, key, **{**(a_topic(key).document or {}), **fields})


def a_topic(key: str) -> Edit:
    return Edit(Topic, key, {"title": key.capitalize(), "slug": key})


MACHINE = {
    "cpu": "A processor",
    "cores": 2,
    "kernel": "6.1",
    "shared": True,
    "load_before": 1,
    "load_after": 1,
    "steal_pct": 0,
}
TASKS = {"t01": "json-answer", "t02": "validated-order", "t03": "page-with-a-list", "t05": "database"}


def create_task(*, key: str = "t01", **fields: Any) -> Task:
    return create(Task, key, **{**(a_task(key).document or {}), **fields})


def a_task(key: str) -> Edit:
    slug = TASKS.get(key, key)
    about = {"name": slug.replace("-", " ").capitalize(), "slug": slug, "summary": "A small thing.", "asks": ["This."]}
    return Edit(Task, key, about)


def a_run(key: str = CHECKED_ON) -> Edit:
    about = {"day": key[:10], "seconds": 60, "command": "python -m lab run", "commit": "a" * 40, "python": "3.13.0"}
    seen = {"seed": 7, "machine": MACHINE, "servers": {"granian": "2.8.9"}}
    return Edit(LabRun, key, {**about, **seen, "results_sha256": "0" * 64})


def ensure_run(key: str = CHECKED_ON) -> str:
    return ensure_all(a_run(key))


def create_program(*, framework: str = "django", task: str = "t01", variant: str = "default", **fields: Any) -> Program:
    files = [{"path": f"{task}.py", "text": "app = 1\n"}]
    seen = {"version": "6.1", "files": files, "sha256": "0" * 64, "lines": 1, "passed": 3, "checks": 3}
    about = {"framework": framework, "task": task, "variant": variant, "run": CHECKED_ON}
    above = [*a_framework(framework), a_task(task), a_run()]
    return create(Program, f"{framework}/{task}/{variant}", above, **{**about, **seen, **fields})


def create_cell_proof(
    *, framework: str = "django", feature: str = "orm", name: str = "rows-are-kept", **fields: Any
) -> CellProof:
    about = {"framework": framework, "feature": feature, "name": name, "proved_on": CHECKED_ON, "run": CHECKED_ON}
    seen = {"level": "builtin", "verdict": "proved", "text": "assert True\n", "sha256": "0" * 64}
    above = [*a_framework(framework), a_feature(feature), a_run()]
    return create(CellProof, f"{framework}/{feature}/{name}", above, **{**about, **seen, **fields})


def create_figure(
    *, framework: str = "django", measure: str = "cpu-t01", variant: str = "default", **fields: Any
) -> Figure:
    about = {"framework": framework, "measure": measure, "variant": variant, "version": "6.1", "run": CHECKED_ON}
    value = fields.get("value", 275_000)
    seen = {"value": value, "low": value, "high": value}
    above = [*a_framework(framework), a_run()]
    return create(Figure, f"{framework}/{measure}/{variant}", above, **{**about, **seen, **fields})
