"""Pictures for the guides, taken on the way by the stories that show them; only where PICTURES names a folder."""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

FOLDER = os.environ.get("PICTURES", "")
COLOURS = 256


def picture(view: Page | Locator, name: str) -> None:
    """Keep what a window or an element shows, without what blinks or moves, in as few bytes as show it well."""
    if FOLDER:
        # What was clicked a moment ago may be blank still.
        (view if isinstance(view, Page) else view.page).wait_for_load_state()
        taken = Image.open(BytesIO(view.screenshot(animations="disabled", caret="hide")))
        reduced = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        reduced.save(Path(FOLDER) / f"{name}.png", optimize=True)
