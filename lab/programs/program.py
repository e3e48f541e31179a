"""Programs: the files of one task in one framework, and what their header says."""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from lab.console import LabError
from lab.paths import APPS, LOCKS
from lab.programs.frameworks import COMMON_TASKS, Framework, Variant, frameworks

HEADER = re.compile(r"^# (needs|fetch|prepare|also|serve|break|note|test|uses|generated): *(.*)$")
OF_A_TASK = re.compile(r"^(?:test_)?(t\d\d)(?:[._]|$)")
REGION = re.compile(r"^\s*# \[(/?)(t\d\d)\]\s*$")
TEMPLATES = {".html", ".jinja", ".jinja2", ".mako", ".pt", ".tpl"}
SETTINGS = {".cfg", ".ini", ".json", ".toml", ".yaml", ".yml"}
TEXT = {".py", ".po", ".sql", ".txt", *TEMPLATES, *SETTINGS}


@dataclass(frozen=True)
class Program:
    """One task in one framework, or one of its variants."""

    framework: Framework
    task: str
    path: Path
    header: dict[str, tuple[str, ...]]
    variant: str = ""
    fault: str = ""
    """The report on a fault of the framework that makes a check fail; the program is measured all the same."""
    as_in: str = ""
    """The other framework whose program this is."""

    @property
    def row(self) -> str:
        """The row that the program stands in: its framework, with the variant in brackets."""
        return f"{self.framework.slug} [{self.variant}]" if self.variant else self.framework.slug

    @property
    def name(self) -> str:
        return f"{self.row} {self.task}"

    @property
    def folder(self) -> Path:
        return self.path.parent

    @property
    def needs(self) -> tuple[str, ...]:
        """Packages beyond the framework's own."""
        return tuple(need.strip() for line in self.header.get("needs", ()) for need in split(line))

    @property
    def serve(self) -> str:
        return self.header.get("serve", (self.framework.serve,))[0]

    @property
    def environment(self) -> str:
        return "common" if self.path.name == "common.py" else "full"

    @property
    def lock(self) -> Path:
        return LOCKS / f"{self.framework.slug}.{self.environment}.txt"

    def files(self) -> list[Path]:
        """The files that belong to the program, in order of their names."""
        uses = {name.strip() for line in self.header.get("uses", ()) for name in line.split(",")}
        own = [path for path in sources(self.folder) if self.owns(path) or self.relative(path) in uses]
        return sorted(own, key=self.relative)

    def owns(self, path: Path) -> bool:
        owner = task_of(path.relative_to(self.folder))
        if not self.path.name.startswith("common"):
            return owner == self.task
        if path.match("common*.py"):
            return path == self.path
        return owner is None or (owner == self.task and owner in COMMON_TASKS)

    def generated(self, path: Path) -> bool:
        name = self.relative(path)
        named = [part.strip() for line in self.header.get("generated", ()) for part in line.split(",")]
        return "migrations/" in name or any(f"{name}/".startswith(f"{part}/") for part in named)

    def relative(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def texts(self) -> list[dict[str, str]]:
        return [{"path": self.relative(path), "text": path.read_text()} for path in self.files()]

    def sha256(self) -> str:
        """The hash of the program's files: names and texts."""
        return hash_texts(self.texts())

    def lines(self) -> int:
        """Lines of Python of the task: its region and the set-up outside all regions, without blanks and comments.

        Generated files are not counted: migrations, and what the header names as such.
        """
        own = [path for path in self.files() if path.suffix == ".py" and self.owns(path) and not self.generated(path)]
        return sum(count_lines(path.read_text(), self.task) for path in own)


def split(line: str) -> list[str]:
    """Split at commas, except those inside the brackets of `package[extra,other]`."""
    return [part for part in re.split(r",(?![^\[]*\])", line) if part.strip()]


def hash_texts(texts: list[dict[str, str]]) -> str:
    digest = hashlib.sha256()
    for entry in texts:
        digest.update(f"{entry['path']}\0{entry['text']}\0".encode())
    return digest.hexdigest()


def count_lines(text: str, task: str) -> int:
    region, count = "", 0
    for line in text.splitlines():
        if mark := REGION.match(line):
            region = "" if mark[1] else mark[2]
        elif region in ("", task) and line.strip() and not line.strip().startswith("#"):
            count += 1
    return count


def sources(folder: Path) -> list[Path]:
    hidden = ("__pycache__", "not-offered.toml")
    paths = [path for path in folder.rglob("*") if path.is_file() and not set(path.parts) & set(hidden)]
    return [path for path in paths if path.suffix in TEXT]


def task_of(relative: Path) -> str | None:
    """The task that a file belongs to by its name or the name of a folder above it."""
    return next((match[1] for part in relative.parts if (match := OF_A_TASK.match(part))), None)


def read_header(path: Path) -> dict[str, tuple[str, ...]]:
    """The `# word: value` lines at the top of a program, before its first line of code."""
    header: dict[str, tuple[str, ...]] = {}
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            break
        if match := HEADER.match(line):
            header[match[1]] = (*header.get(match[1], ()), match[2].strip())
    return header


def load(framework: Framework, task: str, file: str = "") -> Program:
    if task in framework.as_in:
        return load_as_in(framework, task)
    folder = APPS / framework.slug
    if not file:
        file = "common.py" if task in COMMON_TASKS and not (folder / f"{task}.py").exists() else f"{task}.py"
    if not (folder / file).exists():
        raise LabError(f"{framework.slug} has no program for {task}: {folder / file} is missing")
    return Program(framework, task, folder / file, read_header(folder / file), fault=framework.faults.get(task, ""))


def load_as_in(framework: Framework, task: str) -> Program:
    """Another framework's program, run in this one's environment."""
    slug, reason = framework.as_in[task]
    program = load(frameworks()[slug], task)
    header = {**program.header, "note": (reason, *program.header.get("note", ()))}
    return replace(program, framework=framework, header=header, as_in=slug, fault=framework.faults.get(task, ""))


def load_variant(framework: Framework, task: str, variant: Variant) -> Program:
    program = load(framework, task, variant.file)
    header = {**program.header, "serve": (variant.serve,)} if variant.serve else program.header
    return replace(program, header=header, variant=variant.label, fault=variant.fault)


def load_all(framework: Framework) -> list[Program]:
    """The programs of all tasks, and those of the variants."""
    own = [load(framework, task) for task in framework.tasks()]
    return own + [load_variant(framework, task, variant) for variant in framework.variants for task in variant.tasks]


def needs(framework: Framework, environment: str) -> tuple[str, ...]:
    """What an environment holds beyond the framework: nothing, the needs of the common program, or of all."""
    if environment == "bare":
        return ()
    pattern = "common.py" if environment == "common" else "*.py"
    headers = [read_header(path) for path in (APPS / framework.slug).glob(pattern)]
    if environment == "full":
        headers += [load(framework, task).header for task in framework.as_in]
    lines = [line for header in headers for line in header.get("needs", ())]
    return tuple(sorted({need.strip() for line in lines for need in split(line)}))
