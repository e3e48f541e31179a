"""A WebSocket that echoes."""

from __future__ import annotations

from lab.checks.checker import Checker
from lab.checks.inputs import hostile_words
from lab.websocket import WebSocket

READY = "/"


def echoes(check: Checker) -> None:
    socket = WebSocket(check.server.port)
    for label, text in (("a word", "tea"), ("an empty message", ""), ("70,000 characters", "ż" * 70_000)):
        socket.send(text)
        answer = socket.receive()
        check.must(answer == f"echo: {text}", f"{label} is echoed", (answer or "")[:80])
    socket.close()


def hostile_text(check: Checker) -> None:
    socket = WebSocket(check.server.port)
    for hazard, word in hostile_words(check.random):
        socket.send(word)
        answer = socket.receive()
        check.must(answer == f"echo: {word}", f"a message with {hazard} is echoed", answer)
    socket.close()


def two_at_once(check: Checker) -> None:
    sockets = [WebSocket(check.server.port) for _ in range(2)]
    for number, socket in enumerate(sockets):
        socket.send(str(number))
    answers = [socket.receive() for socket in reversed(sockets)]
    check.must(answers == ["echo: 1", "echo: 0"], "two connections are served at once", answers)
    for socket in sockets:
        socket.close()


def says_goodbye(check: Checker) -> None:
    socket = WebSocket(check.server.port)
    socket.send("bye")
    answer = socket.receive()
    check.must(answer is None and socket.close_code == 1000, "bye closes with code 1000", socket.close_code)
    socket.close()


def other_paths(check: Checker) -> None:
    try:
        WebSocket(check.server.port, "/elsewhere").close()
        upgraded = True
    except OSError:
        upgraded = False
    check.must(not upgraded, "another path is not upgraded", "upgraded")


STEPS = [echoes, hostile_text, two_at_once, says_goodbye, other_paths]
