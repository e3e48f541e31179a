"""From what a proof did to what it says of its cell. No verdict changes a cell: an editor does."""

from __future__ import annotations

from lab.proofs.cells import Proof

PROVED, EXTRA, PROPOSED = "proved", "proved with extra", "proposed"
NOT_FOUND, CONTESTED, FAILS, INCONCLUSIVE = "tried, not found", "contested", "fails", "inconclusive"

PASSED, ASSERTION, OTHER, NOT_INSTALLED = "passed", "assertion", "other", "not installed"


def verdict(proof: Proof, bare: str, extended: str = "") -> str:
    """The verdict from the outcome in the bare environment, and in the one with the cell's packages if it names any.

    Anything but a pass or a failed assertion says nothing: an import error or a timeout is no evidence.
    """
    outcome = extended if proof.packages else bare
    if proof.kind == "probe":
        return {PASSED: NOT_FOUND, ASSERTION: CONTESTED}.get(outcome, INCONCLUSIVE)
    if proof.claim in ("third-party", "official-extension"):
        return of_package(proof, bare, extended)
    if bare == PASSED:
        return PROPOSED if proof.claim == "unknown" else PROVED
    if extended == PASSED:
        return PROPOSED if proof.claim == "unknown" else EXTRA
    return {ASSERTION: INCONCLUSIVE if proof.claim == "unknown" else CONTESTED}.get(outcome, INCONCLUSIVE)


def of_package(proof: Proof, bare: str, extended: str) -> str:
    """A package proves its cell when the program passes with it and not without it."""
    if not proof.packages:
        return INCONCLUSIVE
    if extended == PASSED:
        return CONTESTED if bare == PASSED else PROVED
    return FAILS if extended in (ASSERTION, NOT_INSTALLED) else INCONCLUSIVE
