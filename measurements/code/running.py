"""How a reader runs a program: its files as an archive, and the lines that install and serve it."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass

from measurements.code.text import header_of, is_program
from measurements.models import Program

EARLY = (1980, 1, 1, 0, 0, 0)
"""The day of every file in an archive, so that equal programs make equal archives."""
QUIET = re.compile(
    r" --(?:workers 1|runtime-threads 1|loop asyncio|http 1|no-access-log|log-level error"
    r"|blocking-threads 1|backpressure 128)"
)
PORT = "8000"
INSTALL = "python -m pip install -r requirements.txt"


@dataclass(frozen=True, slots=True)
class Running:
    """What has to be typed where a program’s files are."""

    requirements: tuple[str, ...]
    lines: tuple[str, ...]


def main_file(program: Program) -> dict[str, str]:
    """Return the file that is served."""
    own = [file for file in program.files if is_program(file["path"])]
    named = f"{program.task_id}.py"
    return next((file for file in own if file["path"] == named), own[-1] if own else program.files[0])


def running(program: Program, distribution: str, servers: dict[str, str]) -> Running:
    """Return the lines that install a program’s packages, prepare it and serve it."""
    main = main_file(program)
    server = next((name for name in servers if f"-m {name}" in program.command), "")
    pinned = [f"{distribution}=={program.version}", *program.needs]
    requirements = (*pinned, *([f"{server}=={servers[server]}"] if server else []))
    steps = [value for word, value in header_of(main["text"]) if word in ("prepare", "also")]
    lines = filter(None, [*steps, program.command])
    return Running(requirements, (INSTALL, *(typed(line, main["path"]) for line in lines)))


def typed(line: str, path: str) -> str:
    """Return a line with its places filled, as somebody types it."""
    module = posixpath.splitext(path)[0]
    places = {"python": "python", "bin": ".", "module": module, "file": path, "port": PORT, "threads": "16"}
    filled = re.sub(r"{(\w+)}", lambda place: places.get(place[1], place[0]), QUIET.sub("", line))
    return f"LAB_DATA=. {filled}"


def archive(program: Program, requirements: tuple[str, ...]) -> bytes:
    """Return the files of a program and its requirements as a ZIP archive, alike for alike programs."""
    content = io.BytesIO()
    texts = [(file["path"], file["text"]) for file in program.files]
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, text in (*texts, ("requirements.txt", "\n".join(requirements) + "\n")):
            packed.writestr(zipfile.ZipInfo(path, EARLY), text)
    return content.getvalue()
