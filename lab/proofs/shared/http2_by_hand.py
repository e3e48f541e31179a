"""One request over HTTP/2 alone (RFC 9113), by prior knowledge and without a library."""

import socket

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, SETTINGS, END_STREAM, END_HEADERS = 0, 1, 4, 1, 4
OK = 0x88  # ":status 200" in the static table of HPACK, which a server's answer begins with


def frame(kind, flags, stream, payload=b""):
    return len(payload).to_bytes(3) + bytes((kind, flags)) + stream.to_bytes(4) + payload


def ask_over_http2(port, path="/"):
    """Whether the answer was 200 over HTTP/2, and its body; (False, b"") where the server speaks another protocol."""
    host = b"127.0.0.1"
    block = b"\x82\x86" + bytes((0x04, len(path))) + path.encode() + bytes((0x01, len(host))) + host
    ok, body = False, b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection, connection.makefile("rb") as answer:
        request = frame(HEADERS, END_STREAM | END_HEADERS, 1, block)
        connection.sendall(PREFACE + frame(SETTINGS, 0, 0) + request)
        try:
            while len(head := answer.read(9)) == 9 and not head.startswith(b"HTTP/"):
                payload, kind, stream = answer.read(int.from_bytes(head[:3])), head[3], int.from_bytes(head[5:9])
                ok = ok or (kind == HEADERS and payload[0] == OK)
                body += payload if kind == DATA else b""
                if stream == 1 and head[4] & END_STREAM and kind in (DATA, HEADERS):
                    break
        except (TimeoutError, ConnectionError):
            pass
    return ok, body
