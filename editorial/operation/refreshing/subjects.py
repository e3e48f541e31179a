"""What is read from the index: the frameworks that name a package, and the packages that support cells name."""

from collections.abc import Iterable
from dataclasses import dataclass

from curation.web.suggestions import nearest
from editorial.operation.refreshing.planned_edits import source_key
from frameworks.models import Framework, Package, Support
from frameworks.package_index.addresses import normalised
from reviews.features.detail import package_keys


class NoSuchFramework(ValueError):
    """A slug names no framework that has a package."""


@dataclass(frozen=True, slots=True)
class RefreshSubject:
    """One package to ask for; ``framework`` is None for a third-party package."""

    package: str
    framework: Framework | None = None

    @property
    def key(self) -> str:
        """The package's name as the index normalises it."""
        return normalised(self.package)

    @property
    def source(self) -> str:
        """The key of its source, the package's entry on the index."""
        return source_key(self.framework.pk if self.framework else self.key)

    def __str__(self) -> str:
        return self.framework.name if self.framework else self.package


def subjects(slugs: Iterable[str] = ()) -> list[RefreshSubject]:
    """Return what to read: all of it, or the frameworks of these slugs alone."""
    frameworks = Framework.objects.exclude(package="").order_by("slug")
    named = [RefreshSubject(framework.package, framework) for framework in frameworks]
    if not (requested := set(slugs)):
        return [*named, *third_party({subject.key for subject in named})]
    by_slug = {subject.framework.slug: subject for subject in named if subject.framework}
    for slug in sorted(requested - set(by_slug)):
        close = " or ".join(nearest(slug, list(by_slug)))
        raise NoSuchFramework(
            f"No framework with a package has the slug “{slug}”.{f' Close is {close}.' if close else ''}"
        )
    return [by_slug[slug] for slug in sorted(requested)]


def third_party(known: set[str]) -> list[RefreshSubject]:
    """Return the packages that are on record or named by support cells, but for the frameworks themselves."""
    cells = Support.objects.exclude(package="").values_list("package", flat=True)
    keys = {key for names in cells for key in package_keys(names) if is_name(key)}
    keys.update(Package.objects.values_list("pk", flat=True))
    return [RefreshSubject(key) for key in sorted(keys - known)]


def is_name(key: str) -> bool:
    """Tell whether a cell names a package of the index, and not a part of one in words."""
    return key.replace("-", "").isalnum() and key.isascii()
