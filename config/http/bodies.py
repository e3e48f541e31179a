"""How large the body of a request may be, by its address, before anything of it is stored."""

ELSEWHERE = 4_000
"""Enough for the choice of a theme; other pages take no body at all."""
ADDRESSES = (("/corrections/", 40_000), ("/admin/", 20_000), ("/mcp", 20_000))
"""A reader's letter, the forms at the door of the admin, and an assistant's question."""
SIGNED_IN = 2_700_000
"""The forms and tables of the admin, from a browser that carries a session or had one."""
COOKIES = ("sessionid", "was_editor")


def most_bytes(path: str, cookie: str) -> int:
    """Return how many bytes of body an address takes."""
    if path.startswith("/admin/") and any(f"{name}=" in cookie for name in COOKIES):
        return SIGNED_IN
    return next((most for start, most in ADDRESSES if path.startswith(start)), ELSEWHERE)


def too_large(most: int) -> str:
    return f"The body is too large; this address takes at most {most:,} bytes."
