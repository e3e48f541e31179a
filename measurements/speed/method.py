"""What each measure is, how it is worked out, and what each verdict of a proof says: printed by /speed/method/."""

from dataclasses import dataclass

from measurements.models import Measure, ProofVerdict

UNITS = {"ns": "nanoseconds, shown as µs or ms", "bytes": "bytes, shown as kB or MB", "packages": "packages"}
OF_CPU = (
    "What all processes of the server used for a burst of requests by their own clocks, ended threads included, "
    "divided by the requests. The estimate is the mean of the quietest quarter of the rounds, because noise only adds; "
    "the interval comes from drawing blocks, then rounds, two thousand times."
)
OF_START = "From the command to the first right answer, with compiled byte code. The middle of ten starts."
OF_WAITING = (
    "A program asks a service that answers after 50 ms, so many times at once, with the threads in brackets or async. "
    "Half of the answers came within the value, nineteen of twenty within the high end."
)
OF_SIZE = "What one install brings into an empty environment, without compiled byte code. Counted, so without noise."
FORMULAS: dict[Measure, str] = {
    **dict.fromkeys((Measure.CPU_T01, Measure.CPU_T02, Measure.CPU_T03), OF_CPU),
    Measure.CPU_T05: f"{OF_CPU} One note is read from SQLite.",
    Measure.START_CPU: f"{OF_START} By the clocks of its processes.",
    Measure.START_WALL: f"{OF_START} By the clock on the wall, which other work on the machine lengthens.",
    Measure.MEMORY_IDLE: (
        "The proportional set size of all processes, 0.3 seconds after the first answer: memory shared by several "
        "counts once. The middle of ten starts."
    ),
    Measure.MEMORY_WARM: "The same once more after 900 answers, of one start.",
    Measure.MEMORY_WEBSOCKET: (
        "What 400 connections that each echoed once add to the proportional set size, divided by 400; ten connections "
        "were opened first. The middle of three rounds."
    ),
    **dict.fromkeys((Measure.WAIT_1, Measure.WAIT_16, Measure.WAIT_64), OF_WAITING),
    **dict.fromkeys((Measure.SIZE_BARE, Measure.SIZE_COMMON), OF_SIZE),
    **dict.fromkeys((Measure.PACKAGES_BARE, Measure.PACKAGES_COMMON), OF_SIZE),
}
VERDICTS: dict[ProofVerdict, str] = {
    ProofVerdict.PROVED: "The program passed, in an environment that holds only what the cell says.",
    ProofVerdict.PROVED_WITH_EXTRA: "It passed with the optional package that the cell names, and not without it.",
    ProofVerdict.PROPOSED: "It passed although the cell claims nothing; an editor decides.",
    ProofVerdict.NOT_FOUND: "A probe tried what users would try, and found nothing. That is not “no”.",
    ProofVerdict.CONTESTED: "An assertion failed, or a probe found what was said to be missing; an editor decides.",
    ProofVerdict.FAILS: "The package does not install, or the program fails with it; an editor decides.",
    ProofVerdict.INCONCLUSIVE: "It stopped for another reason, which says nothing.",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A measure or verdict with what it means."""

    label: str
    unit: str
    text: str


def measures_explained() -> list[Explained]:
    return [Explained(measure.label, UNITS[measure.unit], FORMULAS[measure]) for measure in Measure]


def verdicts_explained() -> list[Explained]:
    return [Explained(verdict.label, "", VERDICTS[verdict]) for verdict in ProofVerdict]
