"""What axe finds on a page, by its rules of accessibility."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""What can be found in one theme alone: themes differ in colours and in nothing else."""
RUN = """options => axe.run({resultTypes: ["violations"], ...options}).then(({violations}) =>
    violations.flatMap(({id, nodes}) => nodes.slice(0, 3).map(({html}) => `${id}: ${html.slice(0, 160)}`)))"""
LOADED = "typeof axe === 'object'"


def findings(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """Return what breaks a rule, with its first places; axe is loaded once into a page, as it is half a megabyte."""
    page.wait_for_load_state()
    if not page.evaluate(LOADED):
        page.evaluate(Axe().axe_script)
    broken: list[str] = page.evaluate(RUN, options or {})
    return broken
