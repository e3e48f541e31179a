"""What probes of several frameworks try, and stand-ins made by hand: with one in its place a probe has to fail."""

import contextlib
import gettext
import json

SECOND_STEPS = ("/2fa", "/otp", "/totp", "/mfa", "/two-factor", "/webauthn", "/passkeys")
SIGN_IN = ("/login", "/oauth", "/auth/login", "/login/oauth", "/callback", "/sso")
PAGES = ("page=3&size=10", "limit=10&offset=20", "cursor=20")
PARTS = ("HX-Request", "Turbo-Frame", "X-Up-Target")
EVENT = {"id": "1", "event": "tick", "data": "a\nb"}
EVENT_BY_HAND = "id: 1\nevent: tick\ndata: a\ndata: b\n\n"
TOOLS_CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


def page_by_hand(records, query):
    """The third page of ten, however it is asked for."""
    start = int(query.get("offset") or query.get("cursor") or 10 * (int(query["page"]) - 1))
    return records[start : start + 10]


def translated_by_hand(text, language):
    """A text in a language, from the compiled catalogues of the folder locale."""
    return gettext.translation("messages", "locale", [language], fallback=True).gettext(text)


def json_objects(text):
    """The lines of a text that are objects in JSON."""
    found = []
    for line in text.splitlines():
        with contextlib.suppress(ValueError):
            found.append(json.loads(line))
    return [value for value in found if isinstance(value, dict)]
