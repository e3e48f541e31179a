"""What can be searched of frameworks, features, facts, packages, releases and resources."""

from collections import defaultdict
from collections.abc import Iterator

from curation.search.documents import DocumentKind, SearchDocument, documents_of, paragraphs
from curation.snapshots.protocol import Snapshot
from frameworks import models

FRAMEWORK = DocumentKind("framework", "Framework", "Frameworks", place=10, named=True)
FEATURE = DocumentKind("feature", "Feature", "Features", place=20, named=True)
RESOURCE = DocumentKind("resource", "Learning resource", "Learning resources", place=45, named=True)
PACKAGE = DocumentKind("package", "Package", "Packages", place=65, named=True)
CELL = DocumentKind("cell", "Feature of a framework", "Features of frameworks", place=100)
FACT = DocumentKind("fact", "Fact", "Facts", place=110)
RELEASE = DocumentKind("release", "Release", "Releases", place=170)
WINDOW = DocumentKind("window", "Support window", "Support windows", place=175)


@documents_of(FRAMEWORK)
def frameworks(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Framework, joined=["kind"]):
        text = paragraphs(row.tagline, row.kind.name)
        yield SearchDocument(row.name, row.get_absolute_url(), text, tuple(filter(None, (row.slug, row.package))))


@documents_of(FEATURE)
def features(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Feature):
        text = paragraphs(row.definition, row.caveat, row.inherited, ", ".join(row.other_names))
        yield SearchDocument(row.name, row.get_absolute_url(), text, (row.slug, *row.other_names))


@documents_of(RESOURCE)
def resources(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.LearningResource):
        text = paragraphs(row.tagline, row.audience, row.level, row.price, row.tip, ", ".join(row.formats))
        yield SearchDocument(row.name, row.get_absolute_url(), text, (row.slug,))


@documents_of(PACKAGE)
def packages(snapshot: Snapshot) -> Iterator[SearchDocument]:
    """A package has no page: it leads to the feature that it provides in most frameworks."""
    cells = defaultdict(list)
    for row in snapshot.rows(models.Support, joined=["framework", "feature"]):
        for name in row.package.split(", ") if row.package else ():
            cells[name.lower()].append(row)
    for package in snapshot.rows(models.Package):
        if named := cells[package.key]:
            of_feature = defaultdict(list)
            for cell in named:
                of_feature[cell.feature].append(cell.framework.name)
            feature = max(of_feature, key=lambda feature: len(of_feature[feature]))
            text = " ".join(f"{feature.name}: {', '.join(names)}." for feature, names in of_feature.items())
            about = f"{package.version}, {package.last_release}"
            yield SearchDocument(package.key, feature.get_absolute_url(), text, about=about)


@documents_of(CELL)
def cells(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Support, joined=["framework", "feature"]):
        level = models.SupportLevel(row.level).by(row.package)
        name = f"{row.framework.name}: {row.feature.name}"
        yield SearchDocument(name, row.get_absolute_url(), paragraphs(f"{level}.", row.note, row.searched), about=level)


@documents_of(FACT)
def facts(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Fact, joined=["framework"]):
        name = f"{row.framework.name}: {models.FactName(row.name).label}"
        yield SearchDocument(name, row.get_absolute_url(), paragraphs(row.value, row.note))


@documents_of(RELEASE)
def releases(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Release, joined=["framework"]):
        text = (
            f"Released on {row.released_on}. {row.yanked_reason}" if row.yanked else f"Released on {row.released_on}."
        )
        yield SearchDocument(f"{row.framework.name} {row.version}", row.get_absolute_url(), text)


@documents_of(WINDOW)
def windows(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.SupportWindow, joined=["framework"]):
        text = paragraphs("Long-term support." if row.long_term else "", row.note)
        yield SearchDocument(f"{row.framework.name} {row.version}: support", row.get_absolute_url(), text)
