"""The citation that says where a learning resource's description comes from."""

from collections.abc import Iterable

from curation.dates import today
from frameworks.claims.citations import Citation, source_citation
from frameworks.models import LearningResource, Source
from reviews.guides.opinions.guides_by_code import GuidesByCode


def resource_citations(resources: Iterable[LearningResource], voices: GuidesByCode) -> dict[str, Citation]:
    """Return each resource's citation: the guide that describes it, or another source it rests on."""
    by_guides = {guide.source_id: voices.page_citations[key] for key, guide in voices.guides.items()}
    return {row.pk: by_guides.get(row.source_id) or citation_of(row.source, voices) for row in resources}


def citation_of(source: Source, voices: GuidesByCode) -> Citation:
    return source_citation(source, source.read_on, source.link, voices.day or today())
