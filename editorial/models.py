"""The tables of the desk, each defined with the task it belongs to."""

from editorial.desk.notices.models import Notice as Notice
from editorial.desk.notices.models import NoticeChoice as NoticeChoice
from editorial.desk.review.openings import Opening as Opening
from editorial.operation.links.models import Link as Link
from editorial.operation.nodes.models import SiteIdentity as SiteIdentity
from editorial.operation.refreshing.models import Reading as Reading
from editorial.operation.scheduling.runs import Run as Run
from editorial.operation.scheduling.runs import RunOutcome as RunOutcome
from editorial.public.corrections.models import Correction as Correction
