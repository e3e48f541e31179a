"""What the lists of what the lab saw can be asked for."""

from curation.web.filters.base import StrictFilterSet
from curation.web.filters.fields import FlagFilter, OrderFilter, RowsFilter, SearchFilter, WordFilter
from frameworks.models import Feature, Framework
from measurements.models import Measure, ProofVerdict, Task


class TaskFilter(StrictFilterSet):
    q = SearchFilter("name", "summary")
    everywhere = FlagFilter(help_text="Whether every framework has a program of it.")
    ordering = OrderFilter("position", "name", "key")


class LabRunFilter(StrictFilterSet):
    ordering = OrderFilter("day", "key")


class ProgramFilter(StrictFilterSet):
    framework = RowsFilter(Framework, by="slug")
    task = RowsFilter(Task, by="slug")
    ordering = OrderFilter("key", "lines", "passed")


class CellProofFilter(StrictFilterSet):
    framework = RowsFilter(Framework, by="slug")
    feature = RowsFilter(Feature, by="slug")
    verdict = WordFilter(choices=ProofVerdict.choices)
    is_probe = FlagFilter(help_text="Whether it tries in vain what is said to be missing.")
    ordering = OrderFilter("key", "proved_on")


class FigureFilter(StrictFilterSet):
    framework = RowsFilter(Framework, by="slug")
    measure = WordFilter(choices=Measure.choices)
    ordering = OrderFilter("key", "measure", "value", "band")
