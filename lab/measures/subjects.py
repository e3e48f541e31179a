"""What is measured: programs, their variants, the floors under them, and twins that show the noise."""

from __future__ import annotations

import json
from dataclasses import dataclass

from lab.checks.tasks import t01
from lab.client import Answer
from lab.frameworks import FLOOR, Framework, Variant, floors, frameworks, tables
from lab.measures.evaluation import AGAIN
from lab.measures.load import request
from lab.paths import APPS
from lab.programs import Program, load
from lab.servers import Server
from lab.serving import Copy, server_name

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
FIRST = "/api/items/7?q=tea&limit=10"
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

    def server(self, copy: Copy, pause: float = 0.02) -> Server:
        ready, right = (FIRST, is_right) if "t05" not in self.tasks else ("/notes", answers)
        return Server(copy, ready, right=right, serve=self.serve, pause=pause)


def is_right(answer: Answer) -> bool:
    """The first right answer to T01 ends a cold start."""
    return answer.status == 200 and answer.json() == t01.right(7, "tea", 10)


def answers(answer: Answer) -> bool:
    return answer.status == 200


def floor_of(framework: Framework, serve: str) -> str:
    """The raw application on the same server, if there is one."""
    if server_name(serve) == "granian":
        return "floor-asgi" if "asgi" in serve else "floor-wsgi"
    own = serve == "own" and framework.interface == "own" and framework.floor
    return f"floor-{framework.floor}" if own else ""


def of_framework(framework: Framework, tasks: tuple[str, ...]) -> list[Subject]:
    """A framework's own row, its variants, and its row again where it is a twin."""
    program = load(framework, "t01")
    floor = floor_of(framework, program.serve)
    rows = [Subject(framework.slug, program, program.serve, tasks, floor)] if tasks else []
    rows += [of_variant(framework, variant, tasks) for variant in framework.variants]
    if framework.slug in tables()["measure"]["twins"]:
        rows.append(Subject(framework.slug + AGAIN, program, program.serve, tasks, floor))
    return [row for row in rows if row.tasks]


def of_variant(framework: Framework, variant: Variant, tasks: tuple[str, ...]) -> Subject:
    program = load(framework, "t01", variant.file)
    serve = variant.serve or program.serve
    measured = tuple(task for task in variant.tasks if task in tasks)
    return Subject(f"{framework.slug} [{variant.label}]", program, serve, measured, floor_of(framework, serve))


def of_database(framework: Framework) -> list[Subject]:
    """The row of T05, a program of its own."""
    if not (APPS / framework.slug / "t05.py").exists():
        return []
    program = load(framework, "t05")
    return [Subject(framework.slug, program, program.serve, ("t05",))]


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
