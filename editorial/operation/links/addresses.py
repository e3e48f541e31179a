"""Which addresses stand in the catalogue, and where."""

from collections import defaultdict

from curation.rows import CuratedRow
from frameworks.models import Framework, Source
from frameworks.package_index.addresses import resolve

VISITED: tuple[type[CuratedRow], ...] = (Source, Framework)
"""Learning resources and guides have the addresses of their sources."""

Place = tuple[type[CuratedRow], str]


def addresses() -> dict[str, list[Place]]:
    """Return every address that readers see, with the rows it stands in; a query for each type of row."""
    places: dict[str, list[Place]] = defaultdict(list)
    for model in VISITED:
        for key, *values in model.objects.public().order_by("pk").values_list("pk", *model.addresses):
            for url in filter(None, values):
                places[resolve(url)].append((model, key))
    return places
