"""Memory of an idle WebSocket, on each server that can hold it."""

from typing import Any

from lab.console import LabError, say
from lab.programs.copies import prepared
from lab.programs.program import Program
from lab.serving import processes
from lab.serving.commands import Copy, server_name
from lab.serving.servers import Server
from lab.serving.websocket import WebSocket

WARM, CONNECTIONS = 10, 400
THREADS = WARM + CONNECTIONS + 10
"""Where a connection takes a thread, each has one."""
READY = "/"


def servers_of(program: Program) -> list[str]:
    """An ASGI application is measured on two servers, because the server weighs more than the framework."""
    return ["asgi", "uvicorn"] if program.serve == "asgi" else [program.serve]


def open_and_echo(port: int, count: int) -> list[WebSocket]:
    sockets = []
    for number in range(count):
        socket = WebSocket(port)
        socket.send(str(number))
        if socket.receive() != f"echo: {number}":
            raise LabError("a WebSocket did not echo")
        sockets.append(socket)
    return sockets


def measure_once(copy: Copy, serve: str) -> tuple[float, float]:
    """KiB of memory and µs of processor time for each connection that echoed once and stays open."""
    with Server(copy, READY, serve=serve, threads=THREADS) as server:
        warm = open_and_echo(server.port, WARM)
        before, cpu = processes.session_pss_bytes(server.sid), processes.session_cpu_ns(server.sid)
        idle = open_and_echo(server.port, CONNECTIONS)
        spent = processes.session_cpu_ns(server.sid) - cpu
        grown = processes.session_pss_bytes(server.sid) - before
        for socket in warm + idle:
            socket.close()
    return grown / 1024 / CONNECTIONS, spent / 1000 / CONNECTIONS


def measure(program: Program, rounds: int) -> dict[str, Any]:
    """By server: what each round gave."""
    by_server = {}
    for serve in servers_of(program):
        try:
            kib, micros = measure_rounds(program, serve, rounds)
        except (LabError, OSError) as error:
            say(f"not measured: WebSockets of {program.framework.slug} on {server_name(serve)}: {error}")
        else:
            by_server[server_name(serve)] = {"kib_each": kib, "us_open_echo": micros}
    return by_server


def measure_rounds(program: Program, serve: str, rounds: int) -> tuple[list[float], list[float]]:
    with prepared(program) as copy:
        seen = [measure_once(copy, serve) for _ in range(rounds)]
    return [round(kib, 1) for kib, _ in seen], [round(micros, 1) for _, micros in seen]
