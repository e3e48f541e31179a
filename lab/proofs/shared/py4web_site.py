"""One site of py4web for all proofs of a run; each adds an application of its own to it."""

import inspect
import os
from pathlib import Path

from py4web import action
from py4web.core import wsgi

FOLDER = Path(os.environ["LAB_DATA"], "apps")
site = wsgi(apps_folder=str(FOLDER), dashboard_mode="none", yes=True)


def begin(name):
    """Begin an application: actions that follow stand below /name. Gives its folder."""
    folder = FOLDER / name
    for part in ("templates", "static", "translations", "databases"):
        folder.joinpath(part).mkdir(parents=True)
    action.app_name = name
    # py4web finds the file of an action by the name of its module, which begins with "apps".
    inspect.currentframe().f_back.f_globals["__name__"] = f"apps.{name}"
    return folder
