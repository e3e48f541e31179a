"""A WebSocket that echoes."""

from contextlib import closing

from lab.checks.checker import Checker
from lab.checks.inputs import hostile_words
from lab.serving.websocket import WebSocket

READY = "/"


def echoes(check: Checker) -> None:
    with closing(WebSocket(check.server.port)) as socket:
        for label, text in (("a word", "tea"), ("an empty message", ""), ("70,000 characters", "ż" * 70_000)):
            socket.send(text)
            answer = socket.receive()
            check.must(answer == f"echo: {text}", f"{label} is echoed", (answer or "")[:80])


def hostile_text(check: Checker) -> None:
    with closing(WebSocket(check.server.port)) as socket:
        for hazard, word in hostile_words(check.random):
            socket.send(word)
            answer = socket.receive()
            check.must(answer == f"echo: {word}", f"a message with {hazard} is echoed", answer)


def two_at_once(check: Checker) -> None:
    with closing(WebSocket(check.server.port)) as first, closing(WebSocket(check.server.port)) as second:
        first.send("1")
        second.send("2")
        answers = [second.receive(), first.receive()]
    check.must(answers == ["echo: 2", "echo: 1"], "two connections are served at once", answers)


def says_goodbye(check: Checker) -> None:
    with closing(WebSocket(check.server.port)) as socket:
        socket.send("bye")
        answer, code = socket.receive(), socket.close_code
    check.must(answer is None and code == 1000, "bye closes with code 1000", f"{answer} {code}")


def other_paths(check: Checker) -> None:
    try:
        WebSocket(check.server.port, "/elsewhere").close()
        upgraded = True
    except OSError:
        upgraded = False
    check.must(not upgraded, "another path is not upgraded", "upgraded")


STEPS = [echoes, hostile_text, two_at_once, says_goodbye, other_paths]
