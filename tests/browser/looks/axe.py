"""What axe finds on a page, by its rules of accessibility."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOADED = "typeof axe === 'object'"
FINDINGS = Path(__file__).with_name("findings.js").read_text()


def findings(page: Page, *, colours_alone: bool = False) -> list[str]:
    """Return what breaks a rule, with its first places; axe is loaded once into a page, as it is half a megabyte."""
    page.wait_for_load_state()
    if not page.evaluate(LOADED):
        page.evaluate(Axe().axe_script)
    broken: list[str] = page.evaluate(FINDINGS, {"coloursAlone": colours_alone})
    return broken
