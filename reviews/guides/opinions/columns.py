"""The columns that the data of several pages has, each with the words for a missing value."""

from curation.web.exports.tables import Column
from reviews.guides.opinions.citations import UNDATED

GUIDE = Column("guide")
CRITERION = Column("criterion")
VERDICT = Column("verdict")
SIDE = Column("side")
NOTE = Column("note", "nothing to add")
PLACE = Column("place", "no place")
REASON = Column("reason", "no reason given")
PUBLISHED = Column("published", UNDATED)
