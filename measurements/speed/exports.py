"""What the pages of measurements claim, as tables."""

from collections.abc import Iterator, Sequence

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from frameworks.claims.columns import FRAMEWORK
from measurements.models import LabRun
from measurements.speed.charts import Chart
from measurements.speed.method import Explained


def charts_data(context: Context) -> PageData:
    """Return every bar of the page in the unit of its measure."""
    charts: Sequence[Chart] = context["charts"]
    about = [Column("measure"), FRAMEWORK, Column("variant", "the default"), Column("version")]
    seen = [Column("value"), Column("low"), Column("high"), Column("unit"), Column("above_floor", "no floor")]
    columns = [*about, *seen, Column("band", "no bands"), *PROOF]
    return PageData(context["title"], [Table("figures", "Figures", columns, figure_rows(charts))])


def figure_rows(charts: Sequence[Chart]) -> Iterator[tuple[Value, ...]]:
    for chart in charts:
        for bar in chart.bars:
            row = bar.figure
            about = (chart.measure.label, bar.framework.name, row.label, row.version)
            seen = (row.value, row.low, row.high, chart.measure.unit, row.above, row.band)
            yield (*about, *seen, f"Run of {row.run_id}", row.run_id[:10], bar.address)


def runs_data(context: Context) -> PageData:
    """Return the runs, each with its machine and noise."""
    runs: Sequence[LabRun] = context["runs"]
    columns = [Column(name) for name in ("run", "day", "seconds", "python", "commit", "command", "seed")]
    machine = [Column("cpu"), Column("cores"), Column("load_before"), Column("load_after")]
    more = [*machine, Column("noise_percent", "none")]
    rows = (
        (row.pk, row.day, row.seconds, row.python, row.commit, row.command, row.seed)
        + (row.machine["cpu"], row.machine["cores"], str(row.machine["load_before"]), str(row.machine["load_after"]))
        + (str(row.noise) if row.noise else "",)
        for row in runs
    )
    return PageData("Runs of the lab", [Table("runs", "Runs", [*columns, *more], rows)])


def method_data(context: Context) -> PageData:
    """Return what each measure and each verdict means."""
    measures: Sequence[Explained] = context["measures"]
    verdicts: Sequence[Explained] = context["verdicts"]
    how = ((line.label, line.unit, line.text) for line in measures)
    says = ((line.label, line.text) for line in verdicts)
    of_measures = Table("measures", "Measures", [Column("measure"), Column("unit"), Column("how")], how)
    of_verdicts = Table("verdicts", "Verdicts", [Column("verdict"), Column("says")], says)
    return PageData("How we measure", [of_measures, of_verdicts])
