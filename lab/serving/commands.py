"""From a program's copy to a process: its environment variables and its command."""

import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from lab.console import LabError
from lab.programs.environments import tool
from lab.programs.program import Program
from lab.serving import processes

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
TOOLS = ("granian", "uvicorn", "gunicorn")
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
        """With the server on the path, where the program does not bring its own."""
        name = server_name(serve or self.program.serve)
        return {**self.environ, "PYTHONPATH": str(tool(name))} if name in TOOLS else self.environ

    def run(self, command: list[str], environ: dict[str, str] | None = None) -> tuple[int, str]:
        return processes.run(command, self.folder, environ or self.environ, PREPARE_SECONDS)

    def run_lines(self, word: str) -> None:
        """Run the commands that the program's header gives under a word."""
        for line in self.program.header.get(word, ()):
            code, output = self.run(self.command(line))
            if code:
                raise LabError(f"{self.program.name}: `{line}` ended with {code}:\n{output.strip()[-1500:]}")

    def remove(self) -> None:
        shutil.rmtree(self.folder.parent, ignore_errors=True)


def server_name(serve: str) -> str:
    """Granian, uvicorn, gunicorn, `own`, or `other` for a command that names none of them."""
    named = next((name for name in TOOLS if serve == name or f"-m {name}" in serve), "other")
    return "granian" if serve in ("wsgi", "asgi") else "own" if serve == "own" else named


def template(serve: str, threads: int) -> str:
    if serve == "wsgi":
        extra = f"--blocking-threads {threads} --backpressure {max(128, threads)}"
        return GRANIAN.replace("{interface}", "wsgi").replace("{extra}", extra)
    if serve == "asgi":
        return GRANIAN.replace("{interface}", "asgi").replace("{extra}", "--ws")
    return COMMANDS.get(serve, serve)
