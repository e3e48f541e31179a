"""A small catalogue in a folder that a test can write to."""

from io import StringIO
from pathlib import Path

import yaml
from django.core.management import CommandError, call_command

SOURCE = {"kind": "documentation", "name": "Docs", "url": "https://example.com/", "read_on": "2026-11-01"}
CELL = {"level": "builtin", "source": "docs", "checked_on": "2026-11-01"}
FILES = {
    "kinds/full-stack": {"name": "Full-stack", "description": "All in one."},
    "sources/docs": SOURCE,
    "features/forms": {
        "name": "Forms",
        "slug": "forms",
        "group": "data",
        "definition": "What it is.",
        "proof": "What must be seen.",
        "weight_reason": "Because.",
    },
    "features/orm": {
        "name": "ORM",
        "slug": "orm",
        "group": "data",
        "definition": "What it is.",
        "proof": "What must be seen.",
        "weight_reason": "Because.",
    },
    "frameworks/django": {
        "name": "Django",
        "slug": "django",
        "kind": "full-stack",
        "tagline": "A framework.",
        "support": {"forms": dict(CELL), "orm": dict(CELL)},
    },
}


class Folder:
    """A catalogue's folder that a test can write to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, content: object) -> None:
        file = self.path / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False))

    def set_cell(self, feature: str, **fields: object) -> None:
        framework = yaml.safe_load((self.path / "frameworks/django.yaml").read_text())
        framework["support"][feature] |= fields
        self.write("frameworks/django", framework)

    def remove_cell(self, feature: str) -> None:
        framework = yaml.safe_load((self.path / "frameworks/django.yaml").read_text())
        del framework["support"][feature]
        self.write("frameworks/django", framework)

    def load(self, **options: bool) -> str:
        output = StringIO()
        call_command("load_catalogue", self.path, stdout=output, **options)
        return output.getvalue()

    def check(self) -> str:
        """Return the errors of a check, empty if there are none."""
        try:
            call_command("check_catalogue", self.path, stdout=StringIO())
        except CommandError as error:
            return str(error)
        return ""

    def texts(self) -> dict[str, str]:
        return {str(path.relative_to(self.path)): path.read_text() for path in self.path.rglob("*.yaml")}


def fill(path: Path) -> Folder:
    """Write the small catalogue into a folder."""
    folder = Folder(path)
    for name, content in FILES.items():
        folder.write(name, content)
    return folder
