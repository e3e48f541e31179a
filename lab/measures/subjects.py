"""What is measured: programs, their variants, the floors under them, and twins that show the noise."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from lab.checks.tasks import t01
from lab.measures.evaluation import AGAIN
from lab.measures.load import request
from lab.programs.frameworks import FLOOR, Framework, floors, frameworks, tables
from lab.programs.program import Program, load, load_variant
from lab.serving.client import HttpAnswer
from lab.serving.commands import Copy, server_name
from lab.serving.servers import Server

ORDER = {
    "customer": "Ada Lovelace",
    "email": "ada@example.org",
    "quantity": 3,
    "lines": [{"sku": "ABC-1234", "price": 9.5}, {"sku": "XYZ-9876", "price": 20.25}],
}
REQUESTS = {
    "t01": request("GET", "/api/items/7?q=tea&limit=10"),
    "t02": request("POST", "/api/orders", json.dumps(ORDER).encode()),
    "t03": request("GET", "/products?q=tea"),
    "t05": request("GET", "/notes/1"),
}
READY = {"t02": "/api/orders", "t03": "/products?q=tea", "t05": "/notes"}
FIRST = "/api/items/7?q=tea&limit=10"
Passes = Callable[[Program], bool]
FLOORS = ("wsgi", "asgi", "tornado", "aiohttp")


@dataclass(frozen=True)
class Subject:
    """A row of the measurement."""

    name: str
    program: Program
    serve: str
    tasks: tuple[str, ...]
    floor: str = ""

    @property
    def key(self) -> str:
        """Names the process; the row of T05 has the name of its framework and a process of its own."""
        return f"{self.name} t05" if "t05" in self.tasks else self.name

    @property
    def programs(self) -> list[Program]:
        """The row's file as the program of each of its tasks."""
        return [replace(self.program, task=task) for task in self.tasks]

    def server(self, copy: Copy, pause: float = 0.02) -> Server:
        ready, right = (FIRST, is_right) if "t01" in self.tasks else (READY[self.tasks[0]], answers)
        return Server(copy, ready, right=right, serve=self.serve, pause=pause)


def is_right(answer: HttpAnswer) -> bool:
    """The first right answer to T01 ends a cold start."""
    return answer.status == 200 and answer.json() == t01.right(7, "tea", 10)


def answers(answer: HttpAnswer) -> bool:
    """Of a program that is without T01."""
    return answer.status < 500


def of_framework(framework: Framework, passes: Passes) -> list[Subject]:
    """A framework's own row, its row again where it is a twin, its variants, and T05, a program of its own."""
    own = [load(framework, task) for task in framework.measured_tasks if task in framework.tasks()]
    rows = of_programs([program for program in own if passes(program)])
    if framework.slug in tables()["measure"]["twins"]:
        rows += [replace(row, name=row.name + AGAIN) for row in rows]
    for variant in framework.variants:
        programs = [load_variant(framework, task, variant) for task in variant.tasks]
        rows += of_programs([program for program in programs if program.task in REQUESTS and passes(program)])
    if "t05" in framework.tasks() and passes(load(framework, "t05")):
        rows += of_programs([load(framework, "t05")])
    return rows


def of_programs(programs: list[Program]) -> list[Subject]:
    """One row for the tasks of one file."""
    if not programs:
        return []
    first = programs[0]
    tasks = tuple(program.task for program in programs if program.path == first.path)
    return [Subject(first.row, first, first.serve, tasks, floor_of(first))]


def floor_of(program: Program) -> str:
    """The raw application on the same server, if there is one; nothing is compared with the database of T05."""
    framework, serve = program.framework, program.serve
    if program.task == "t05":
        return ""
    if server_name(serve) == "granian":
        return "floor-asgi" if "asgi" in serve else "floor-wsgi"
    own = serve == "own" and framework.interface == "own" and framework.floor
    return f"floor-{framework.floor}" if own else ""


def floor_subjects() -> list[Subject]:
    """The raw applications."""
    rows = []
    for name in FLOORS:
        program = load(floors(), "t01", f"common_{name}.py")
        rows.append(Subject(f"floor-{name}", program, program.serve, ("t01", "t02", "t03")))
    return rows


def with_anchors(chosen: list[Framework]) -> list[Framework]:
    """A single framework is measured together with those that tie it to other runs, and with both twins."""
    known = frameworks()
    wanted = [*(framework.slug for framework in chosen), *tables()["measure"]["anchors"], *tables()["measure"]["twins"]]
    return [known[slug] for slug in dict.fromkeys(wanted) if slug != FLOOR]
