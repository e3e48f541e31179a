"""Which addresses stand in the catalogue, and where."""

from collections import defaultdict
from collections.abc import Mapping

from curation.rows import CuratedRow
from frameworks.models import Framework, Source
from frameworks.package_index.addresses import resolve

FIELDS: Mapping[type[CuratedRow], tuple[str, ...]] = {
    Source: ("url",),
    Framework: ("website", "documentation", "repository", "changelog"),
}
"""Learning resources and guides have the addresses of their sources."""

Place = tuple[type[CuratedRow], str]


def addresses() -> dict[str, list[Place]]:
    """Return every address that readers see, with the rows it stands in; a query for each type of row."""
    places: dict[str, list[Place]] = defaultdict(list)
    for model, fields in FIELDS.items():
        for key, *values in model.objects.public().order_by("pk").values_list("pk", *fields):
            for url in filter(None, values):
                places[resolve(url)].append((model, key))
    return places
