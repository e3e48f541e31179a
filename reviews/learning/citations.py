"""The citation that says where a learning resource's description comes from."""

from collections.abc import Iterable

from curation.dates import today
from frameworks.claims.citations import Citation, source_citation
from frameworks.models import LearningResource, Source
from reviews.guides.opinions.citations import guide_citation
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.models import Guide


def resource_citations(resources: Iterable[LearningResource], voices: GuidesByCode) -> dict[str, Citation]:
    """Return each resource's citation: the guide that describes it, or another source it rests on."""
    guides = {guide.source_id: guide for guide in voices.guides.values()}
    return {row.pk: citation_of(row.source, guides.get(row.source_id), voices) for row in resources}


def citation_of(source: Source, guide: Guide | None, voices: GuidesByCode) -> Citation:
    if guide:
        return guide_citation(guide, source, guide.get_absolute_url())
    return source_citation(source, source.read_on, source.link, voices.day or today())
