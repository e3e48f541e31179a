"""Rows for tests, published with their revisions; parents that a row needs come with it."""

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


def create(model: type[Curated], key: str, **document: Any) -> Curated:
    """Publish one row and return it as the database has it."""
    _change, (row,) = publish_rows(Edit(model, key, document))
    return cast(Curated, row)


def ensure(model: type[CuratedRow], key: str, **document: Any) -> str:
    """Publish a row unless there is one of that key, and return the key."""
    if not model.objects.filter(pk=key).exists():
        create(model, key, **document)
    return key


def create_user(*, username: str = "", group: str = "", **fields: Any) -> User:
    user = User.objects.create_user(username or f"user{next(numbers)}", password="correct horse", **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def create_package(*, key: str = "streamlit", **fields: Any) -> Package:
    source = ensure(Source, f"{key}-index", kind="index", name="Package index", package=key, read_on=CHECKED_ON)
    defaults = {"version": "1.2.3", "last_release": "2026-10-01", "source": source, "read_on": CHECKED_ON}
    return create(Package, key, **{**defaults, **fields})


def create_uncompared(*, key: str = "streamlit", **fields: Any) -> UncomparedFramework:
    about = {"name": key.title(), "what": "Apps for data.", "reason": "Another sort.", "instead": "The nearest."}
    named = {"framework": ensure_framework("django"), "source": ensure_source(), "read_on": CHECKED_ON}
    return create(UncomparedFramework, key, **{**about, **named, **fields})


def create_source(*, key: str = "docs", **fields: Any) -> Source:
    defaults = {"kind": "documentation", "name": f"Documentation {key}", "url": "https://example.com/"}
    return create(Source, key, **{**defaults, "read_on": CHECKED_ON, **fields})


def ensure_source(key: str = "docs") -> str:
    return key if Source.objects.filter(pk=key).exists() else create_source(key=key).pk


def create_framework(*, key: str = "django", **fields: Any) -> Framework:
    kind = fields.pop("kind", "") or ensure(Kind, "full-stack", name="Full-stack", description="All in one.")
    defaults = {"name": key.replace("-", " ").title(), "slug": key, "tagline": "A framework."}
    return create(Framework, key, **{**defaults, "kind": kind, **fields})


def create_frameworks(*keys: str) -> None:
    for key in keys:
        create_framework(key=key)


def ensure_framework(key: str) -> str:
    return key if Framework.objects.filter(pk=key).exists() else create_framework(key=key).pk


def create_feature(*, key: str = "orm", **fields: Any) -> Feature:
    defaults = {"name": key.replace("-", " ").title(), "slug": key, "group": "data", "definition": "What it is."}
    required = {"proof": "What must be seen.", "weight_reason": "Because."}
    return create(Feature, key, **{**defaults, **required, **fields})


def ensure_feature(key: str) -> str:
    return key if Feature.objects.filter(pk=key).exists() else create_feature(key=key).pk


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
    ensure_framework(framework)
    ensure_feature(feature)
    ensure_source()
    document = support_document(framework=framework, feature=feature, **fields)
    return create(Support, f"{framework}/{feature}", **document)


def create_fact(*, framework: str = "django", name: str = "latest-version", **fields: Any) -> Fact:
    ensure_framework(framework)
    ensure_source()
    defaults = {"value": "5.2.19", "source": "docs", "read_on": CHECKED_ON}
    return create(Fact, f"{framework}/{name}", **{"framework": framework, "name": name, **defaults, **fields})


def create_release(*, framework: str = "django", version: str = "5.2", **fields: Any) -> Release:
    ensure_framework(framework)
    ensure(Source, f"{framework}-index", kind="index", name="Package index", package=framework, read_on=CHECKED_ON)
    defaults = {"released_on": "2025-04-02", "wheels": "pure", "source": f"{framework}-index"}
    return create(
        Release, f"{framework}/{version}", **{"framework": framework, "version": version, **defaults, **fields}
    )


def create_python_version(*, key: str = "3.14", **fields: Any) -> PythonVersion:
    defaults = {"released": "2025-10-07", "security_until": "2030-10-01", "read_on": CHECKED_ON}
    return create(PythonVersion, key, **{**defaults, "source": ensure_source(), **fields})


def create_window(*, framework: str = "django", version: str = "5.2", **fields: Any) -> SupportWindow:
    document = {"framework": ensure_framework(framework), "version": version, "source": ensure_source()}
    return create(SupportWindow, f"{framework}/{version}", **document, **{"read_on": CHECKED_ON, **fields})


def create_adoption(*, framework: str = "django", metric: str = "stars", **fields: Any) -> AdoptionSeries:
    about = {"framework": ensure_framework(framework), "metric": metric, "source": ensure_source()}
    defaults = {"points": {"2023-06-29": 100, "2026-06-25": 150}, "licence": "CC BY-SA 4.0", "read_on": CHECKED_ON}
    return create(AdoptionSeries, f"{framework}/{metric}", **{**about, **defaults, **fields})


def create_guide(*, key: str = "ps", **fields: Any) -> Guide:
    ensure(Source, f"guide-{key}", kind="guide", name=f"Guide {key}", published="2025-11-13", read_on=CHECKED_ON)
    defaults = {"code": key.upper(), "voice": f"Guide {key.upper()}", "source": f"guide-{key}", "dated": "In its head."}
    return create(Guide, key, **{**defaults, **fields})


def ensure_guide(key: str) -> str:
    return key if Guide.objects.filter(pk=key).exists() else create_guide(key=key).pk


def create_criterion(
    *, key: str = "scalability", levels: tuple[str, ...] = ("low", "medium", "high"), **fields: Any
) -> Criterion:
    """Publish a criterion with its levels, lowest first; they are ranked unless the scale has no order."""
    ordered = fields.get("scale", "ordered") == "ordered"
    defaults = {"name": key.replace("-", " ").capitalize(), "group": "running", "scale": "ordered"}
    ends = {"better": "higher", "low_end": "strains", "high_end": "holds"} if ordered else {}
    criterion = Edit(Criterion, key, {**defaults, **ends, **fields})
    publish(criterion, *(level_edit(key, name, rank if ordered else None) for rank, name in enumerate(levels, 1)))
    return Criterion.objects.get(pk=key)


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
    ensure_framework(framework)
    ensure_guide(guide)
    if not Criterion.objects.filter(pk=criterion).exists():
        create_criterion(key=criterion)
    claim = {"framework": framework, "criterion": criterion, "guide": guide, "stated": "explicit"}
    on_scale = {"level": f"{criterion}/{level}"} if level else {}
    words = {"summary": "It grows well.", "locator": "section 1"}
    return create(Rating, f"{framework}/{criterion}/{guide}", **{**claim, **on_scale, **words, **fields})


def create_remark(*, framework: str = "django", guide: str = "ps", name: str = "for-1", **fields: Any) -> Remark:
    """Publish a remark on a framework, or on a learning resource where ``resource`` is given."""
    ensure_guide(guide)
    subject = (
        {"resource": fields.pop("resource")} if "resource" in fields else {"framework": ensure_framework(framework)}
    )
    defaults = {"polarity": "for", "text": f"Remark {name}.", "locator": "section 1"}
    document = {**subject, "guide": guide, "name": name, **defaults, **fields}
    return create(Remark, f"{next(iter(subject.values()))}/{name}/{guide}", **document)


def create_point(*, key: str = "growth", **fields: Any) -> Point:
    return create(Point, key, **{"text": "It grows.", "polarity": "for", **fields})


def create_resource(*, key: str = "udemy", **fields: Any) -> LearningResource:
    ensure_guide("ps")
    defaults = {"name": key.title(), "slug": key, "kind": "course-marketplace", "tagline": "Courses.", "access": "paid"}
    return create(LearningResource, key, **{**defaults, "source": "guide-ps", **fields})


def create_assessment(
    *, resource: str = "udemy", criterion: str = "breadth", guide: str = "ps", **fields: Any
) -> Assessment:
    if not LearningResource.objects.filter(pk=resource).exists():
        create_resource(key=resource)
    ensure(Criterion, criterion, name=criterion.capitalize(), subject="resource", scale="text")
    claim = {"resource": resource, "criterion": criterion, "guide": ensure_guide(guide)}
    words = {"label": "High", "summary": "Thousands of courses.", "locator": "section 8"}
    return create(Assessment, f"{resource}/{criterion}/{guide}", **{**claim, **words, **fields})


def create_recommendation(
    *, guide: str = "ps", name: str = "01", picks: dict[str, str] | None = None, **fields: Any
) -> Recommendation:
    """Publish a recommendation with its picks, which map a framework to its role."""
    document = {"guide": ensure_guide(guide), "name": name, "situation": "A small service", "stated": "explicit"}
    row = create(Recommendation, f"{guide}/{name}", **{**document, "locator": "section 1", **fields})
    for framework, role in (picks or {}).items():
        pick = {"recommendation": row.pk, "framework": ensure_framework(framework), "role": role}
        create(Pick, f"{row.pk}/{framework}", **pick)
    return row


def create_use_case(*, key: str = "small-service", **fields: Any) -> UseCase:
    return create(UseCase, key, **{"name": "A small service", **fields})


def create_conflict(
    *, key: str = "size", extent: str = "between", sides: dict[str, str] | None = None, **fields: Any
) -> Conflict:
    """Publish a conflict with its sides, which map a guide to what it says."""
    row = create(Conflict, key, **{"title": key.capitalize(), "extent": extent, **fields})
    for guide, text in (sides or {}).items():
        create(Side, f"{key}/{guide}", conflict=key, name=guide, guide=ensure_guide(guide), text=text)
    return row


def create_statement(*, guide: str = "ps", name: str = "01", framework: str | None = None, **fields: Any) -> Statement:
    """Publish a statement; ``proofs`` and ``passages`` list what each names, such as ``{"support": "django/orm"}``."""
    proofs, passages = fields.pop("proofs", []), fields.pop("passages", [])
    claim = {"guide": ensure_guide(guide), "name": name, "text": "It has an ORM.", "locator": "section 1"}
    about = {"framework": ensure_framework(framework)} if framework else {}
    row = create(
        Statement, f"{guide}/{name}", **{**claim, **about, "verdict": "holds", "checked_on": CHECKED_ON, **fields}
    )
    for number, proof in enumerate(proofs, 1):
        create(Proof, f"{row.pk}/p{number}", statement=row.pk, name=f"p{number}", **proof)
    for number, passage in enumerate(passages, 1):
        create(Passage, f"{row.pk}/at-{number}", statement=row.pk, name=f"at-{number}", **passage)
    return row


def create_question(*, topic: str = "benefits", name: str = "saves", **fields: Any) -> Question:
    if not Topic.objects.filter(pk=topic).exists():
        create_topic(key=topic)
    text = fields.pop("text", "What does it save?")
    return create(Question, f"{topic}/{name}", topic=topic, name=name, text=text, **fields)


def create_answer(*, question: str = "benefits/saves", guide: str = "ps", **fields: Any) -> Answer:
    """Publish what a guide answers, and the question unless it is there."""
    topic, _, name = question.partition("/")
    if not Question.objects.filter(pk=question).exists():
        create_question(topic=topic, name=name)
    claim = {"question": question, "name": guide, "guide": ensure_guide(guide), "text": "Time.", "locator": "intro"}
    return create(Answer, f"{question}/{guide}", **{**claim, **fields})


def create_topic(*, key: str = "benefits", **fields: Any) -> Topic:
    return create(Topic, key, **{"title": key.capitalize(), "slug": key, **fields})


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
    slug = TASKS.get(key, key)
    defaults = {
        "name": slug.replace("-", " ").capitalize(),
        "slug": slug,
        "summary": "A small thing.",
        "asks": ["This."],
    }
    return create(Task, key, **{**defaults, **fields})


def ensure_run(key: str = CHECKED_ON) -> str:
    about = {"day": key[:10], "seconds": 60, "command": "python -m lab run", "commit": "a" * 40, "python": "3.13.0"}
    seen = {"seed": 7, "machine": MACHINE, "servers": {"granian": "2.8.9"}}
    return ensure(LabRun, key, **about, **seen, results_sha256="0" * 64)


def create_program(*, framework: str = "django", task: str = "t01", variant: str = "default", **fields: Any) -> Program:
    files = [{"path": f"{task}.py", "text": "app = 1\n"}]
    seen = {"version": "6.1", "files": files, "sha256": "0" * 64, "lines": 1, "passed": 3, "checks": 3}
    ensure_framework(framework)
    if not Task.objects.filter(pk=task).exists():
        create_task(key=task)
    about = {"framework": framework, "task": task, "variant": variant, "run": ensure_run()}
    return create(Program, f"{framework}/{task}/{variant}", **{**about, **seen, **fields})


def create_cell_proof(
    *, framework: str = "django", feature: str = "orm", name: str = "rows-are-kept", **fields: Any
) -> CellProof:
    about = {"framework": ensure_framework(framework), "feature": ensure_feature(feature), "name": name}
    seen = {"level": "builtin", "verdict": "proved", "text": "assert True\n", "sha256": "0" * 64}
    document = {**about, **seen, "proved_on": CHECKED_ON, "run": ensure_run(), **fields}
    return create(CellProof, f"{framework}/{feature}/{name}", **document)


def create_figure(
    *, framework: str = "django", measure: str = "cpu-t01", variant: str = "default", **fields: Any
) -> Figure:
    ensure_framework(framework)
    about = {"framework": framework, "measure": measure, "variant": variant, "version": "6.1", "run": ensure_run()}
    value = fields.get("value", 275_000)
    seen = {"value": value, "low": value, "high": value}
    return create(Figure, f"{framework}/{measure}/{variant}", **{**about, **seen, **fields})
