"""The tables of the desk, each defined with the task it belongs to."""

from editorial.corrections.models import Correction as Correction
from editorial.links.models import Link as Link
from editorial.nodes.models import SiteIdentity as SiteIdentity
from editorial.notices.models import Notice as Notice
from editorial.notices.models import NoticeChoice as NoticeChoice
from editorial.refreshing.models import Reading as Reading
from editorial.review.openings import Opening as Opening
from editorial.scheduling.runs import Run as Run
from editorial.scheduling.runs import RunOutcome as RunOutcome
