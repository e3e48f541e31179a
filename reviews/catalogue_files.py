"""Which file of the catalogue holds which rows of what is said."""

from curation.files.layout import FileLayout
from reviews import models

LAYOUTS = (
    FileLayout("criteria/{key}", models.Criterion, {"levels": models.Level}),
    FileLayout("points/{key}", models.Point),
    FileLayout("use-cases/{key}", models.UseCase),
    FileLayout("situations/{key}", models.CommonSituation),
    FileLayout("not-compared/{key}", models.UncomparedFramework),
    FileLayout("technologies/{key}", models.Technology, {"mentions": models.Mention}),
    FileLayout("topics/{key}", models.Topic),
    FileLayout("topics/{topic}/{name}", models.Question, {"answers": models.Answer}),
    FileLayout("conflicts/{key}", models.Conflict, {"sides": models.Side}),
    FileLayout("guides/{key}", models.Guide),
    FileLayout("guides/{guide}/frameworks/{framework}", None, {"ratings": models.Rating, "remarks": models.Remark}),
    FileLayout(
        "guides/{guide}/resources/{resource}", None, {"assessments": models.Assessment, "remarks": models.Remark}
    ),
    FileLayout("guides/{guide}/recommendations/{name}", models.Recommendation, {"picks": models.Pick}),
    FileLayout(
        "guides/{guide}/statements/{name}", models.Statement, {"passages": models.Passage, "proofs": models.Proof}
    ),
)
