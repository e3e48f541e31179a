"""Writing a message catalogue in gettext's binary form, as msgfmt does."""

import struct


def write_catalogue(path, messages):
    """messages: text to translation; plural forms are joined by NUL, and the text "" is the header."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    count, start = len(pairs), 28 + 16 * len(pairs)
    tables, data = [], b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), start + len(data)))
            data += pair[column] + b"\0"
    path.parent.mkdir(parents=True)
    path.write_bytes(struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0) + b"".join(tables) + data)
