"""The rulings of fact checks: the verdict on a statement, beside those of our sentences that repeat it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_addresses
from reviews.models import CLAIMS, Passage, Verdict

WORDS = {verdict: str(label) for verdict, label in Verdict.choices}


class Ruling(NamedTuple):
    """The verdict on one statement, and where its evidence stands."""

    verdict: str
    statement: str
    address: str

    @property
    def words(self) -> str:
        return WORDS[self.verdict]


Rulings = Mapping[str, Sequence[Ruling]]
"""By the key of the claim in which the statements stand."""


COLUMNS = ("statement_id", "statement__verdict", "statement__text", *(f"{name}_id" for name in CLAIMS))


def read_rulings(snapshot: Snapshot, **where: str) -> Rulings:
    """Return the rulings on all claims, or on those that fields of a passage name; one query."""
    rulings: dict[str, list[Ruling]] = defaultdict(list)
    address = evidence_addresses(snapshot.day)
    for statement, verdict, text, *claims in sorted(snapshot.values(Passage, *COLUMNS, **where), key=itemgetter(0)):
        # Exactly one of the columns names the claim.
        claim = next(filter(None, claims))
        rulings[claim].append(Ruling(verdict, text, address(statement)))
    return rulings
