from reviews.models.conflict import Conflict, Extent, Side
from reviews.models.guide import Guide, Interest
from reviews.models.rating import (
    Assessment,
    Basis,
    Better,
    Criterion,
    CriterionGroup,
    Level,
    Rating,
    ScaleKind,
    Situation,
    Stated,
    Subject,
)
from reviews.models.recommendation import Pick, Recommendation, Role, UseCase
from reviews.models.remark import Point, Polarity, Remark, RemarkBasis
from reviews.models.situation import CommonSituation
from reviews.models.statement import CLAIMS, WORST_FIRST, Passage, Proof, Statement, Verdict
from reviews.models.topic import Answer, Mention, Question, Technology, Topic
from reviews.models.uncompared import UncomparedFramework
