"""Pictures for the guides, taken on the way by the stories that show them; only where PICTURES names a folder."""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page

FOLDER = os.environ.get("PICTURES", "")


def picture(shown: Page | Locator, name: str) -> None:
    """Keep what a window or an element shows, without what blinks or moves."""
    if FOLDER:
        shown.screenshot(path=Path(FOLDER) / f"{name}.png", animations="disabled", caret="hide")
