"""Which file of the catalogue holds which rows of what is."""

from curation.files.layout import FileLayout
from frameworks import models

LAYOUTS = (
    FileLayout("kinds/{key}", models.Kind),
    FileLayout("sources/{key}", models.Source),
    FileLayout("features/{key}", models.Feature),
    FileLayout("packages/{key}", models.Package),
    FileLayout(
        "frameworks/{key}",
        models.Framework,
        {"facts": models.Fact, "support": models.Support, "support_windows": models.SupportWindow},
    ),
    FileLayout("releases/{framework}", None, {"releases": models.Release}, compact=True),
    FileLayout("adoption/{framework}", None, {"series": models.AdoptionSeries}),
    FileLayout("pythons/{key}", models.PythonVersion),
    FileLayout("resources/{key}", models.LearningResource, {"frameworks": models.ResourceFramework}),
)
