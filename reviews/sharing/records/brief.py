"""What has changed in the claims about some frameworks, in short."""

from collections.abc import Iterable, Sequence

from curation.snapshots.protocol import PastRows, Snapshot
from frameworks.addresses import framework_address
from frameworks.models import Framework
from reviews.addresses import comparison_address
from reviews.sharing.briefs.brief import Brief, BriefLine, BriefSection, keys_in
from reviews.sharing.records.reading import read_since
from reviews.sharing.records.since import Changed

MOST = 40


def read_changes_brief(
    snapshot: Snapshot, frameworks: Sequence[Framework], then: PastRows, begins: str, most: int = MOST
) -> Brief:
    """Return what is said otherwise now than at a moment of the past, which ``begins`` names."""
    keys = {row.key for row in frameworks}
    changes = read_since(then, snapshot.at_version(snapshot.version), lambda claim: claim.framework in keys)
    names = ", ".join(row.name for row in frameworks)
    count = f"{len(changes.changed)} claims say something else; {changes.same} say what they said"
    again = f"{changes.read_again} of these were read again meanwhile"
    return Brief(
        f"What has changed since {begins}: {names}",
        page_of(frameworks),
        [
            BriefSection("In numbers", [BriefLine(count), BriefLine(again)], field="in-numbers"),
            BriefSection("Changed", lines(changes.changed, most), "nothing on record", "changed"),
        ],
    )


def page_of(frameworks: Sequence[Framework]) -> str:
    """Return the page of a framework, or the comparison of several."""
    slugs = sorted(row.slug for row in frameworks)
    return comparison_address(slugs) if len(slugs) > 1 else framework_address(slugs[0])


def lines(changed: Sequence[Changed], most: int) -> list[BriefLine]:
    shown = [line(change) for change in changed[:most]]
    more = len(changed) - len(shown)
    return [*shown, BriefLine(f"{more} more; ask for fewer frameworks or a later day")] if more else shown


def line(change: Changed) -> BriefLine:
    words = f"{change.framework}, {change.kind.lower()}, {change.about}: {change.before} → {change.after}"
    return BriefLine(words, keys_in(present([change.address])))


def present(addresses: Iterable[str]) -> list[str]:
    """Return the addresses that lead to claims of the present; those of the past can no longer be read."""
    return [address for address in addresses if "?" not in address]
