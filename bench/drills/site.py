"""A small site in a folder of its own, for one drill."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bench.server import HOST, free_port
from config.environment import BASE_DIR

BEGUN = "begun"
"""The file by which a process says that there is something to interrupt."""
ROWS = {
    "kinds/full-stack": "name: Full-stack\ndescription: All in one.\n",
    "sources/docs": "kind: documentation\nname: Docs\nurl: https://example.com/\nread_on: '2026-11-01'\n",
    "frameworks/django": "name: Django\nslug: django\nkind: full-stack\ntagline: A framework.\npackage: Django\n",
}


@dataclass
class DrillSite:
    """Where a drill keeps its database and files, and how its commands are run."""

    folder: Path
    url: str = ""
    port: int = field(default_factory=free_port)
    more: dict[str, str] = field(default_factory=dict)
    is_whole: bool = False
    """Whether it has the whole catalogue with the lab's results."""

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "DATABASE_URL": self.url or f"sqlite:///{self.folder}/site.sqlite3",
            "PLUMBLINE_ORIGIN": f"http://{HOST}:{self.port}",
            "PLUMBLINE_DEBUG": "0",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        return os.environ | own | self.more

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a Python program of the site in a group of its own, so that it can be killed whole."""
        with (self.folder / "drill.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603
                [sys.executable, *arguments], cwd=BASE_DIR, env=self.environment, stdout=log, stderr=log
            )

    def run(self, *arguments: str) -> int:
        return self.start(*arguments).wait()

    def work(self, name: str, *, check: bool = False) -> subprocess.CompletedProcess[str]:
        """Do a piece of ``bench.drills.work`` to its end, and return what it printed."""
        command = [sys.executable, "-m", "bench.drills.work", name, str(self.folder)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=check)  # noqa: S603

    def write_rows(self, tagline: str = "A framework.") -> Path:
        """Write a small catalogue and return its folder."""
        catalogue = self.folder / "catalogue"
        for name, text in ROWS.items():
            file = catalogue / f"{name}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("A framework.", tagline))
        return catalogue

    def prepare(self) -> None:
        """Migrate the database and load the catalogue; of small files that happens once, and the others are copies."""
        prepared, own = self.folder.parent / "prepared.sqlite3", self.folder / "site.sqlite3"
        catalogue, is_file = self.write_rows(), not self.url and not self.is_whole
        if is_file and prepared.exists():
            shutil.copy(prepared, own)
            return
        whole = (("load_catalogue", "--once"), ("import_lab_results", "--once"))
        loading = whole if self.is_whole else (("load_catalogue", str(catalogue)),)
        for arguments in (("migrate", "--verbosity", "0"), *loading):
            if self.run("manage.py", *arguments):
                raise RuntimeError((self.folder / "drill.log").read_text()[-2000:])
        if is_file and self.folder.parent.name.startswith("plumbline-drill-"):
            shutil.copy(own, prepared)
