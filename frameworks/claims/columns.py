"""What tables about frameworks have in common."""

from curation.web.exports.tables import Column

FRAMEWORK = Column("framework")
