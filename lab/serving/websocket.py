"""A WebSocket client of the standard library (RFC 6455, without extensions)."""

import base64
import os
import socket
import struct

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class WebSocketError(OSError):
    """The server did not upgrade the connection, or broke it."""


class WebSocket:
    def __init__(self, port: int, path: str = "/ws", timeout: float = 15.0) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.buffer = b""
        self.close_code: int | None = None
        try:
            self.upgrade(port, path)
        except BaseException:
            self.socket.close()
            raise

    def upgrade(self, port: int, path: str) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        ]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        while b"\r\n\r\n" not in self.buffer:
            self.fill()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        status = head.split(b"\r\n")[0].decode(errors="replace")
        if " 101 " not in f"{status} ":
            raise WebSocketError(f"not upgraded: {status}")

    def fill(self) -> None:
        piece = self.socket.recv(65536)
        if not piece:
            raise WebSocketError("the server closed the connection")
        self.buffer += piece

    def take(self, count: int) -> bytes:
        while len(self.buffer) < count:
            self.fill()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def send(self, text: str, opcode: int = TEXT) -> None:
        self.send_frame(text.encode(), opcode)

    def send_frame(self, payload: bytes, opcode: int) -> None:
        mask, size = os.urandom(4), len(payload)
        if size < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
        elif size < 65536:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
        pad = (mask * (size // 4 + 1))[:size]
        masked = (int.from_bytes(payload, "big") ^ int.from_bytes(pad, "big")).to_bytes(size, "big")
        self.socket.sendall(head + mask + masked)

    def frame(self) -> tuple[bool, int, bytes]:
        first, second = self.take(2)
        size = second & 0x7F
        if size > 125:
            size = int.from_bytes(self.take(2 if size == 126 else 8), "big")
        return bool(first & 0x80), first & 0x0F, self.take(size)

    def receive(self) -> str | None:
        """The next message, or None where the server closes."""
        message = b""
        while True:
            final, opcode, payload = self.frame()
            if opcode == CLOSE:
                self.close_code = int.from_bytes(payload[:2], "big") if payload else 1005
                return None
            if opcode == PING:
                self.send_frame(payload, PONG)
            elif opcode != PONG:
                message += payload
                if final:
                    return message.decode(errors="replace")

    def close(self) -> None:
        self.socket.close()
