"""From a program to a process: its copy, its environment variables, its command."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from lab import processes
from lab.console import LabError
from lab.environments import make, tool
from lab.paths import WORK
from lab.programs import Program

GRANIAN = (
    "{python} -m granian --interface {interface} --host 127.0.0.1 --port {port} --workers 1 --runtime-threads 1 "
    "--loop asyncio --http 1 --no-access-log --log-level error {extra} {module}:app"
)
COMMANDS = {
    "own": "{python} {file} {port}",
    "uvicorn": "{python} -m uvicorn --host 127.0.0.1 --port {port} --no-access-log --log-level error {module}:app",
    "gunicorn": "{python} -m gunicorn --bind 127.0.0.1:{port} --workers 1 --worker-class gthread "
    "--threads {threads} {module}:app",
}
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "CHROMIUM")
PREPARE_SECONDS = 180


@dataclass
class Copy:
    """A program copied to a folder of its own, prepared and ready to be served, as often as wanted."""

    program: Program
    python: Path
    folder: Path
    data: Path
    environ: dict[str, str] = field(default_factory=dict)

    def command(self, template: str, port: int = 0, threads: int = 1) -> list[str]:
        file = self.program.path.name
        values = {
            "python": str(self.python),
            "bin": str(self.python.parent),
            "file": file,
            "module": Path(file).stem,
            "port": str(port),
            "threads": str(threads),
        }
        return [word.format(**values) for word in shlex.split(template)]

    def server_command(self, port: int, serve: str = "", threads: int = 1) -> list[str]:
        return self.command(template(serve or self.program.serve, threads), port, threads)

    def server_environ(self, serve: str = "") -> dict[str, str]:
        name = {"wsgi": "granian", "asgi": "granian"}.get(serve or self.program.serve, serve or self.program.serve)
        return (
            {**self.environ, "PYTHONPATH": str(tool(name))}
            if name in ("granian", "uvicorn", "gunicorn")
            else self.environ
        )

    def run(self, command: list[str], environ: dict[str, str] | None = None) -> tuple[int, str]:
        return processes.run(command, self.folder, environ or self.environ, PREPARE_SECONDS)

    def remove(self) -> None:
        shutil.rmtree(self.folder.parent, ignore_errors=True)


def template(serve: str, threads: int) -> str:
    if serve == "wsgi":
        extra = f"--blocking-threads {threads} --backpressure {max(128, threads)}"
        return GRANIAN.replace("{interface}", "wsgi").replace("{extra}", extra)
    if serve == "asgi":
        return GRANIAN.replace("{interface}", "asgi").replace("{extra}", "--ws")
    return COMMANDS.get(serve, serve)


def prepare(program: Program, environ: dict[str, str] | None = None) -> Copy:
    """Copy the program's folder and run what its header asks for."""
    python = make(program.framework, program.environment)
    WORK.mkdir(parents=True, exist_ok=True)
    top = Path(tempfile.mkdtemp(prefix=f"{program.framework.slug}-{program.path.stem}-", dir=WORK))
    folder, data = top / "app", top / "data"
    shutil.copytree(program.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    data.mkdir()
    copy = Copy(program, python, folder, data)
    copy.environ = {key: os.environ[key] for key in KEPT if key in os.environ}
    copy.environ |= {"LAB_DATA": str(data), "PYTHONUNBUFFERED": "1", **program.framework.environ, **(environ or {})}
    for line in program.header.get("prepare", ()):
        code, output = copy.run(copy.command(line))
        if code:
            copy.remove()
            raise LabError(
                f"{program.framework.slug} {program.task}: `{line}` ended with {code}:\n{output.strip()[-1500:]}"
            )
    return copy
