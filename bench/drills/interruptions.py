"""Kill -9 at random moments, a disk that is full, and two starts at once."""

import gzip
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.drills.site import BEGUN, DrillSite
from tests.frameworks.package_index.documents import package_document, release
from tests.frameworks.package_index.index_server import document, index_server

WORK = ("publish", "load", "backup", "refresh")
WORKS_SECONDS = 5
"""For how long a process works at most before it is killed."""


def kills(folder: Path, count: int, chance: random.Random) -> str:
    """Kill a working process ``count`` times, and replay the history after each."""
    with index_server() as index:
        releases = release("5.2", "2025-04-02") | release("5.1", "2024-08-07")
        index.answers("django", document(package_document("Django", releases)))
        site = DrillSite(folder, more={"PLUMBLINE_PACKAGE_INDEX": index.address})
        site.prepare()
        broken = [problem for number in range(count) if (problem := killed_once(site, WORK[number % 4], chance))]
    unreadable = [file.name for file in folder.glob("[!.]*.xml.gz") if not is_whole(file)]
    whole = len(list(folder.glob("[!.]*.xml.gz")))
    return verdict(
        f"{count} kills during {', '.join(WORK)}: history replayed equal after {count - len(broken)}, "
        f"{whole} backups under their names, {len(unreadable)} of them cut",
        [*broken, *unreadable],
    )


def killed_once(site: DrillSite, work: str, chance: random.Random) -> str:
    begun = site.folder / BEGUN
    begun.unlink(missing_ok=True)
    process = site.start("-m", "bench.drills.work", work, str(site.folder))
    while not begun.exists() and process.poll() is None:
        time.sleep(0.05)
    time.sleep(chance.random() * WORKS_SECONDS)
    process.kill()
    process.wait()
    return checked(site, work)


def checked(site: DrillSite, work: str) -> str:
    """Return what is wrong with the history now; nothing where it can be replayed."""
    answer = site.work("check")
    return f"after {work}: {answer.stdout or answer.stderr[-500:]}" if answer.returncode else ""


def is_whole(file: Path) -> bool:
    try:
        return "<!-- Written at" in gzip.decompress(file.read_bytes()).decode()
    except (OSError, EOFError):
        return False


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """Mount a small disk in memory at a folder."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)  # noqa: S603, S607
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607


def full_disk(folder: Path) -> str:
    """Fill the disk during publication, backup and the first start."""
    disk, told = folder / "disk", []
    try:
        with small_disk(disk, "12m"):
            site = DrillSite(disk)
            site.prepare()
            site.run("-m", "bench.drills.work", "publish", str(disk))
            told.append(checked(site, "publishing onto a full disk"))
            site.run("manage.py", "backup", str(disk / "site.xml.gz"))
            left = [file.name for file in disk.glob("*.xml.gz")]
            told.append(f"a backup was left: {left}" if left else "")
        with small_disk(disk, "300k"):
            started = DrillSite(disk).run("manage.py", "migrate", "--verbosity", "0")
            told.append("" if started else "the first start on a full disk did not fail")
    except subprocess.CalledProcessError:
        return "full disk: left out, as no disk can be mounted here"
    return verdict("full disk during publication, backup and first start: history replayed equal, no backup left", told)


def two_starts(folder: Path, urls: dict[str, str]) -> str:
    """Start two processes at once on an empty database, on each kind of database."""
    failed = []
    for name, url in urls.items():
        own = folder / name
        own.mkdir()
        site = DrillSite(own, url)
        starts = [site.start("manage.py", "migrate", "--verbosity", "0") for _ in range(2)]
        codes = [start.wait() for start in starts]
        failed += [f"{name}: {codes}"] if any(codes) else []
    return verdict(f"two starts at once on {' and '.join(urls)}: both succeed", failed)


def verdict(words: str, problems: list[str]) -> str:
    problems = list(filter(None, problems))
    return f"{words}." if not problems else f"FAILED {words}: {'; '.join(problems)}"
