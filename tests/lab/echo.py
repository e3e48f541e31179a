"""Task T09 in the standard library; WRONG names one thing that it then does wrong."""

from __future__ import annotations

import base64
import hashlib
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WRONG = os.environ.get("WRONG", "")
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        if self.headers.get("Upgrade") != "websocket" or (self.path != "/ws" and WRONG != "upgrades any path"):
            self.send_error(404)
            return
        key = hashlib.sha1(self.headers["Sec-WebSocket-Key"].encode() + MAGIC, usedforsecurity=False).digest()
        self.send_response(101)
        for name, value in (("Upgrade", "websocket"), ("Connection", "Upgrade")):
            self.send_header(name, value)
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(key).decode())
        self.end_headers()
        while (text := self.receive()) != b"bye":
            text = text[:65_535] if WRONG == "cuts long messages" else text
            self.send(1, b"echo: " + text)
        self.send(8, (1001 if WRONG == "says it goes away" else 1000).to_bytes(2, "big"))
        self.close_connection = True

    def receive(self) -> bytes:
        first, second = self.rfile.read(2) or b"\x88\x80"
        if first & 15 == 8:
            return b"bye"
        size = second & 127
        if size > 125:
            size = int.from_bytes(self.rfile.read(2 if size == 126 else 8), "big")
        mask, payload = self.rfile.read(4), self.rfile.read(size)
        pong = first & 15 == 10
        return self.receive() if pong else bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))

    def send(self, opcode: int, payload: bytes) -> None:
        size = len(payload)
        head = bytes([128 | opcode])
        if size < 126:
            head += bytes([size])
        else:
            head += bytes([126]) + size.to_bytes(2, "big") if size < 65_536 else bytes([127]) + size.to_bytes(8, "big")
        # A ping first: a client has to answer it and go on.
        self.wfile.write(bytes([0x89, 0]) + head + payload)


class Server(ThreadingHTTPServer):
    daemon_threads = True


if __name__ == "__main__":
    Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
