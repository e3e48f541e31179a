"""The chip that says where a learning resource's description comes from."""

from collections.abc import Iterable

from curation.dates import today
from frameworks.citations import Chip, source_chip
from frameworks.models import LearningResource, Source
from reviews.models import Guide
from reviews.opinions.citations import guide_chip
from reviews.opinions.guides_by_code import Voices


def resource_chips(resources: Iterable[LearningResource], voices: Voices) -> dict[str, Chip]:
    """Return each resource's chip: the guide that describes it, or another source it rests on."""
    guides = {guide.source_id: guide for guide in voices.guides.values()}
    return {row.pk: chip_of(row.source, guides.get(row.source_id), voices) for row in resources}


def chip_of(source: Source, guide: Guide | None, voices: Voices) -> Chip:
    if guide:
        return guide_chip(guide, source, guide.get_absolute_url())
    return source_chip(source, source.read_on, source.link, voices.day or today())
