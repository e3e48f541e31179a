"""Which file of the catalogue holds which rows of what is."""

from curation.files.layout import FileLayout
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
    ResourceFramework,
    Source,
    Support,
    SupportWindow,
)

LAYOUTS = (
    FileLayout("kinds/{key}", Kind),
    FileLayout("sources/{key}", Source),
    FileLayout("features/{key}", Feature),
    FileLayout("packages/{key}", Package),
    FileLayout("frameworks/{key}", Framework, {"facts": Fact, "support": Support, "support_windows": SupportWindow}),
    FileLayout("releases/{framework}", None, {"releases": Release}, compact=True),
    FileLayout("adoption/{framework}", None, {"series": AdoptionSeries}),
    FileLayout("pythons/{key}", PythonVersion),
    FileLayout("resources/{key}", LearningResource, {"frameworks": ResourceFramework}),
)
