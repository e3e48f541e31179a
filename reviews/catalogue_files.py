"""Which file of the catalogue holds which rows of what is said."""

from curation.files.layout import FileLayout
from reviews.models import (
    Answer,
    Assessment,
    CommonSituation,
    Conflict,
    Criterion,
    Guide,
    Level,
    Mention,
    Passage,
    Pick,
    Point,
    Proof,
    Question,
    Rating,
    Recommendation,
    Remark,
    Side,
    Statement,
    Technology,
    Topic,
    UncomparedFramework,
    UseCase,
)

LAYOUTS = (
    FileLayout("criteria/{key}", Criterion, {"levels": Level}),
    FileLayout("points/{key}", Point),
    FileLayout("use-cases/{key}", UseCase),
    FileLayout("situations/{key}", CommonSituation),
    FileLayout("not-compared/{key}", UncomparedFramework),
    FileLayout("technologies/{key}", Technology, {"mentions": Mention}),
    FileLayout("topics/{key}", Topic),
    FileLayout("topics/{topic}/{name}", Question, {"answers": Answer}),
    FileLayout("conflicts/{key}", Conflict, {"sides": Side}),
    FileLayout("guides/{key}", Guide),
    FileLayout("guides/{guide}/frameworks/{framework}", None, {"ratings": Rating, "remarks": Remark}),
    FileLayout("guides/{guide}/resources/{resource}", None, {"assessments": Assessment, "remarks": Remark}),
    FileLayout("guides/{guide}/recommendations/{name}", Recommendation, {"picks": Pick}),
    FileLayout("guides/{guide}/statements/{name}", Statement, {"passages": Passage, "proofs": Proof}),
)
