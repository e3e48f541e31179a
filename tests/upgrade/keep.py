"""
Keep a small site as this release has it: `python -m tests.upgrade.keep 0.1.0`, once per release.

Later releases are tested with the three files it writes: their migrations must carry such tables over, and such a
backup, and on the database as they leave it a node of this release must still work.
"""

import json
import lzma
import os
import subprocess
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import django

os.environ["DATABASE_URL"] = "sqlite:///:memory:"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.apps import apps as installed  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.serializers.json import DjangoJSONEncoder  # noqa: E402
from django.db.models import Model  # noqa: E402

from config.environment import BASE_DIR  # noqa: E402
from editorial.management.backups import present_state  # noqa: E402
from tests.upgrade.small_site import build  # noqa: E402

RELEASES = Path(__file__).parent / "releases"
# Permissions are made anew after every migration, under other ids.
LEFT_OUT = ["auth.Permission", "auth.Group_permissions", "auth.User_user_permissions"]


def tables() -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table of the site's own, by model."""
    models: list[type[Model]] = list(chain.from_iterable(map(models_of, ["auth", *present_state()])))
    kept = (model for model in models if model._meta.label not in LEFT_OUT)
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in kept}


def models_of(app: str) -> Iterable[type[Model]]:
    return installed.get_app_config(app).get_models(include_auto_created=True)


def keep(release: str) -> Path:
    """Write a small site's tables and a backup of it, and return the file of the tables."""
    call_command("migrate", verbosity=0)
    build()
    file = RELEASES / f"{release}.json"
    content = {"migrations": list(present_state().items()), "tables": tables()}
    file.write_text(json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1) + "\n")
    call_command("backup", file.with_suffix(".xml.gz"), verbosity=0)
    keep_code(file.with_suffix(".tar.xz"))
    return file


def keep_code(file: Path) -> None:
    """Keep the code that is committed, for a node of this release beside those of the next."""
    apps = sorted({config.path for config in installed.get_app_configs() if Path(config.path).parent == BASE_DIR})
    folders = ["manage.py", "config", "templates", *(Path(path).name for path in apps)]
    code = subprocess.run(["git", "archive", "HEAD", *folders], cwd=BASE_DIR, stdout=subprocess.PIPE, check=True)
    file.write_bytes(lzma.compress(code.stdout, preset=9))


if __name__ == "__main__":
    sys.stdout.write(f"{keep(*sys.argv[1:])}\n")
