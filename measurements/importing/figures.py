"""The measured values of a results file, each with its noise, in nanoseconds, bytes or packages."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from django.utils.text import slugify

from curation.changes.checks import Edit
from measurements.importing.reading import Results
from measurements.importing.subjects import edit_of, is_framework, named, nanoseconds
from measurements.models import Figure, Measure
from measurements.models.program import DEFAULT

Document = dict[str, Any]
MILLISECOND, KIB, MIB = 1_000_000, 1024, 1024**2


def figures(results: Results) -> Iterator[Edit]:
    """Yield every figure, with the version of its framework and the run."""
    data = results.data
    for subject, measure, document in (*cpu(data), *starts(data), *websockets(data), *waits(data), *sizes(data)):
        framework, label = named(subject)
        label = ", ".join(part for part in (label, document.pop("with", "")) if part)
        about = {"framework": framework, "measure": measure.value, "variant": slugify(label) or DEFAULT, "label": label}
        about |= {"version": data["frameworks"][framework]["version"], "run": results.name}
        yield edit_of(Figure, f"{framework}/{measure.value}/{about['variant']}", about | document)


Seen = Iterator[tuple[str, Measure, Document]]


def cpu(data: Mapping[str, Any]) -> Seen:
    for run in data.get("runs", []):
        for task, rows in run["tasks"].items():
            bands = {name: place for place, band in enumerate(run["bands"][task], 1) for name in band}
            for subject, row in rows.items():
                if is_framework(subject):
                    yield subject, Measure(f"cpu-{task}"), cpu_of(row, bands.get(subject))


def cpu_of(row: Mapping[str, Any], band: int | None) -> Document:
    more = {name: row[name] for name in ("median", "p90", "bytes", "statuses", "reconnects")}
    above = None if row["above_us"] is None else max(0, nanoseconds(row["above_us"]))
    return {
        **between([nanoseconds(row["us"]), *map(nanoseconds, row["ci95"])], estimate=nanoseconds(row["us"])),
        "above": above,
        "band": band,
        "raw": row["raw_us"],
        "more": {**more, "floor": (row["floor"] or "").removeprefix("floor-")},
    }


def starts(data: Mapping[str, Any]) -> Seen:
    for subject, row in data.get("cold_start", {}).items():
        if is_framework(subject):
            yield subject, Measure.START_CPU, spread(row["cpu_ms"], MILLISECOND)
            yield subject, Measure.START_WALL, spread(row["wall_ms"], MILLISECOND)
            yield subject, Measure.MEMORY_IDLE, {**spread(row["pss_mib"], MIB), "more": {"processes": row["processes"]}}
            yield subject, Measure.MEMORY_WARM, spread([row["pss_warm_mib"]], MIB)


def websockets(data: Mapping[str, Any]) -> Seen:
    for subject, servers in data.get("websockets", {}).items():
        for server, row in servers.items() if is_framework(subject) else ():
            seen = [max(0.0, each) for each in row["kib_each"]]
            more = {"us_open_echo": row["us_open_echo"]}
            words = "own server" if server == "own" else server
            yield subject, Measure.MEMORY_WEBSOCKET, {**spread(seen, KIB), "with": words, "more": more}


def waits(data: Mapping[str, Any]) -> Seen:
    """The middle answer is the value, and nineteen of twenty came within the high end."""
    for subject, settings in data.get("waiting", {}).items():
        for threads, loads in settings.items() if is_framework(subject) else ():
            way = "async" if threads == "async" else f"{threads} thread{'' if threads == '1' else 's'}"
            for load, row in loads.items():
                value, high = round(row["p50"] * MILLISECOND), round(row["p95"] * MILLISECOND)
                seen = between([value, high], estimate=value)
                yield subject, Measure(f"wait-{load}"), {**seen, "with": way, "more": {"per_second": row["rps"]}}


def sizes(data: Mapping[str, Any]) -> Seen:
    for subject, row in data.get("frameworks", {}).items():
        for kind in ("bare", "common"):
            made = row["environments"][kind]
            yield subject, Measure(f"size-{kind}"), exact(made["bytes"])
            yield subject, Measure(f"packages-{kind}"), {**exact(made["count"]), "more": made["packages"]}


def spread(values: Sequence[float], unit: int) -> Document:
    """The middle of some values, and the lowest and highest of them."""
    return {**between([round(value * unit) for value in values], estimate=round(median(values) * unit)), "raw": values}


def exact(value: int) -> Document:
    return {"value": value, "low": value, "high": value}


def between(values: Sequence[int], *, estimate: int) -> Document:
    return {"value": estimate, "low": min(*values, estimate), "high": max(*values, estimate)}
