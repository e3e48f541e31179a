"""The cards of what the lab saw: programs, proofs of cells and figures."""

import datetime
import re
from collections.abc import Iterable

from curation.dates import today
from curation.snapshots.protocol import Snapshot
from curation.web.addresses import address, evidence_address
from frameworks.claims.citations import Citation, ago
from frameworks.claims.freshness import RUN_LIMIT, ran_long_ago
from frameworks.models import Fact, FactName, Feature, Framework, SupportLevel
from measurements.models import CellProof, Figure, LabRun, Measure, Program, ProofVerdict, Task
from measurements.speed.numbers import amount
from reviews.evidence.card import Card, Detail, FileListing, Item, RelatedLine, detail, get_row, stated
from reviews.guides.opinions.guides_by_code import GuidesByCode

GAPS = re.compile(r"\n{4,}")
"""What is left of a file where its other proofs were taken out."""


def program_card(snapshot: Snapshot, program: Program, voices: GuidesByCode) -> Card:
    framework, task = get_row(snapshot, Framework, program.framework_id), get_row(snapshot, Task, program.task_id)
    run = get_row(snapshot, LabRun, program.run_id)
    label = f" with {program.label}" if program.label else ""
    return Card(
        claim=f"{framework.name} {program.version}{label}, {task.name}: {program.outcome}",
        kind="A program that ran",
        nav="code",
        citation=run_citation("proven", run, program.pk, snapshot),
        details=[
            *stated(
                [
                    ("Disputed", program.disputed),
                    ("Not offered", program.not_offered),
                    ("Not checked", program.left_out),
                    ("Packages beside it", ", ".join(program.needs)),
                    ("Remarks", " ".join(f"{remark}." for remark in program.remarks)),
                    ("BREAK=1 breaks", program.breaks),
                    ("Served by", program.command),
                    ("Lines of Python", str(program.lines) if program.lines else ""),
                    ("Report on the fault", program.fault),
                ]
            ),
            *released_since(snapshot, framework.pk, program.version),
            *run_details(run, snapshot),
        ],
        heading="Checks that failed",
        lines=[RelatedLine(failure["check"], failure["seen"]) for failure in program.failed],
        links=[Item(f"{task.name} in other frameworks", task.get_absolute_url())],
        listings=[FileListing(file["path"], file["text"]) for file in program.files if file["text"].strip()],
    )


def proof_card(snapshot: Snapshot, proof: CellProof, voices: GuidesByCode) -> Card:
    framework, feature = get_row(snapshot, Framework, proof.framework_id), get_row(snapshot, Feature, proof.feature_id)
    run, verdict = get_row(snapshot, LabRun, proof.run_id), ProofVerdict(proof.verdict).label
    others = [row for row in snapshot.rows(CellProof, framework=framework.pk, feature=feature.pk) if row.pk != proof.pk]
    return Card(
        claim=f"{framework.name}, {feature.name}: {verdict.lower()} by a {'probe' if proof.is_probe else 'program'}",
        kind="A probe that tried" if proof.is_probe else "A program that ran",
        nav="features",
        citation=run_citation("proven", run, proof.pk, snapshot, proof.proved_on),
        details=[
            *stated(
                [
                    ("What it shows", proof.name.replace("-", " ")),
                    ("In its words", proof.says),
                    ("Written for the level", SupportLevel(proof.level).label),
                    ("Its environment", ", ".join(["the framework", *proof.packages])),
                    ("Loaded", ", ".join(f"{name} {version}" for name, version in proof.versions.items())),
                    ("Ran on", proof.proved_on.isoformat()),
                ]
            ),
            *released_since(snapshot, framework.pk, proof.versions.get(framework.package.lower(), "")),
            *run_details(run, snapshot),
        ],
        heading="Other proofs of the same cell",
        lines=[proof_line(row, snapshot) for row in others],
        links=[
            Item("The cell", evidence_address(f"{framework.pk}/{feature.pk}", snapshot.day)),
            Item("All frameworks on this feature", feature.get_absolute_url()),
        ],
        listings=[
            FileListing(f"{framework.pk}.py", GAPS.sub("\n\n\n", proof.text)),
            *([FileListing("output.txt", proof.output)] if proof.output.strip() else []),
        ],
    )


def released_since(snapshot: Snapshot, framework: str, ran_on: str) -> list[Detail]:
    """Return the version that has come since a program ran, if one has."""
    latest = [row.value for row in snapshot.rows(Fact, key=f"{framework}/{FactName.LATEST_VERSION}")]
    if not latest or not ran_on or latest[0] == ran_on:
        return []
    return [detail("Released since", f"it ran on {ran_on}; now there is {latest[0]}")]


def proof_line(proof: CellProof, snapshot: Snapshot) -> RelatedLine:
    words = f"{ProofVerdict(proof.verdict).label}, {proof.proved_on}"
    return RelatedLine(proof.name.replace("-", " ").capitalize(), words, href=evidence_address(proof.pk, snapshot.day))


def proofs_of_cell(snapshot: Snapshot, framework: str, feature: str) -> list[RelatedLine]:
    """Return what programs and probes have shown of a cell."""
    return [proof_line(row, snapshot) for row in snapshot.rows(CellProof, framework=framework, feature=feature)]


def figure_card(snapshot: Snapshot, figure: Figure, voices: GuidesByCode) -> Card:
    framework, run = get_row(snapshot, Framework, figure.framework_id), get_row(snapshot, LabRun, figure.run_id)
    measure = Measure(figure.measure)
    words = f"{measure.label[0].lower()}{measure.label[1:]}"
    label = f" [{figure.label}]" if figure.label else ""
    value, low, high = (amount(measure, number) for number in (figure.value, figure.low, figure.high))
    above = amount(measure, figure.above).words if figure.above is not None else ""
    same = snapshot.rows(Figure, framework=framework.pk, measure=figure.measure)
    return Card(
        claim=f"{framework.name} {figure.version}{label}, {words}: {value.words}",
        kind="Measured by us",
        nav="speed",
        citation=run_citation("measured", run, figure.pk, snapshot),
        details=[
            detail("From, to", f"{low.words} to {high.words}") if figure.low != figure.high else detail("Exact", "yes"),
            *stated(
                [
                    ("Above its bare server", above),
                    ("Band", f"{figure.band}, counted from the cheapest" if figure.band else ""),
                    ("Beside it", beside(figure)),
                    ("Raw values", raw_of(figure.raw)),
                ]
            ),
            *run_details(run, snapshot),
        ],
        heading="The same with another program or server",
        lines=[
            RelatedLine(row.label or "The default", amount(measure, row.value).words, href=evidence_address(row.pk))
            for row in same
            if row.pk != figure.pk
        ],
        links=[Item(framework.name, framework.get_absolute_url()), Item("All measurements", address("speed"))],
    )


def beside(figure: Figure) -> str:
    """Return what else was seen, without long lists."""
    return ", ".join(f"{name} {value}" for name, value in figure.more.items() if not isinstance(value, dict | list))


def raw_of(raw: Iterable[object]) -> str:
    """Return the raw values; those of rounds without the numbers of block and round."""
    return ", ".join(str(value[-1] if isinstance(value, list) else value) for value in raw)


def run_details(run: LabRun, snapshot: Snapshot) -> list[Detail]:
    age = f"older than {RUN_LIMIT} days" if is_old(run, snapshot) else ""
    return [
        Detail("Run", [Item(f"{run.key}, Python {run.python}, commit {run.commit[:12]}", address("lab-runs"))]),
        *stated([("Age", age), ("Machine", str(run.machine.get("cpu", "")))]),
    ]


def is_old(run: LabRun, snapshot: Snapshot) -> bool:
    return ran_long_ago(run.day, snapshot.day or today())


def run_citation(kind: str, run: LabRun, key: str, snapshot: Snapshot, day: datetime.date | None = None) -> Citation:
    code = {"proven": "Ran", "measured": "Measured"}[kind]
    date = (day or run.day).isoformat()
    name = f"{code}: run of {run.key}"
    old = is_old(run, snapshot)
    age = f"ran {ago(run.day, snapshot.day or today())}" if old else ""
    return Citation(kind, code, date, name, evidence_address(key, snapshot.day), stale=old, age=age)
