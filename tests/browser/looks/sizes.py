"""How large a page is, for `page.evaluate`, in its own letters: they may come after the page, and others are wider."""

HEIGHT = "() => document.fonts.ready.then(() => document.documentElement.scrollHeight)"
OVERFLOW = """() => document.fonts.ready.then(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth)"""
"""By how many pixels it stands out of the window to the right."""
