"""A server for the time of a measurement, and the processor time its processes have used."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

HOST = "127.0.0.1"
# The address of the view that pages are measured against.
HELLO = "/bench/hello/"
START_SECONDS = 120


class ServerFailedError(Exception):
    """The server did not start."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
    return port


def run(*arguments: str, environment: dict[str, str]) -> None:
    process = subprocess.run([sys.executable, *arguments], env=environment, check=False)  # noqa: S603
    if process.returncode:
        raise ServerFailedError(f"{' '.join(arguments)} failed; its message is above.")


def bench_environment(folder: Path, port: int, *, cache_pages: bool) -> dict[str, str]:
    """Return production's environment with a database of its own, unless DATABASE_URL names one."""
    own_database = {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
    fixed = {"PLUMBLINE_ORIGIN": f"http://{HOST}:{port}", "PLUMBLINE_DEBUG": "0"}
    return own_database | os.environ | fixed | {"BENCH_CACHE_PAGES": str(int(cache_pages))}


def server_command(port: int, application: str) -> list[str]:
    is_site = ".asgi:" in application
    site = ["--interface", "asginl", "--http", "1", "--no-ws", "--http1-header-read-timeout", "5000"]
    interface = site if is_site else ["--interface", "wsgi", "--blocking-threads", "1"]
    options = [*interface, "--host", HOST, "--port", str(port), "--workers", "1", "--log-level", "warning"]
    return [sys.executable, "-m", "granian", *options, application]


def ask(port: int, path: str) -> tuple[int, float]:
    """Return the status of a page and the seconds it took."""
    connection, began = HTTPConnection(HOST, port, timeout=30), time.monotonic()
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status, time.monotonic() - began
    finally:
        connection.close()


def answers(port: int) -> bool:
    with suppress(OSError):
        return ask(port, "/healthz")[0] == 200
    return False


def wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServerFailedError(log.read_text())
        time.sleep(0.1)


def prepare(folder: Path, scale: int) -> None:
    """Load the catalogue, and enlarge it ``scale`` times."""
    environment = bench_environment(folder, free_port(), cache_pages=False)
    run("manage.py", "migrate", "--verbosity", "0", environment=environment)
    run("manage.py", "load_catalogue", "--once", environment=environment)
    run("manage.py", "import_lab_results", "--once", environment=environment)
    if scale > 1:
        run("-m", "bench.enlarge", str(scale), environment=environment)


@contextmanager
def running_server(folder: Path, *, cache_pages: bool) -> Iterator[tuple[int, int]]:
    """Start the server on the database that was prepared, and give its process group and its port."""
    port = free_port()
    environment = bench_environment(folder, port, cache_pages=cache_pages)
    with serving("bench.wsgi:application", port, environment, folder / "server.log") as group:
        yield group, port


@contextmanager
def serving(application: str, port: int, environment: dict[str, str], log: Path) -> Iterator[int]:
    """Serve an application, give the process group of its server, and stop it afterwards."""
    command = server_command(port, application)
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            command, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            wait_until_ready(process, port, log)
            yield process.pid
        finally:
            process.terminate()
            process.wait(timeout=START_SECONDS)


def processes_of(group: int) -> list[Path]:
    return [folder for folder in Path("/proc").iterdir() if folder.name.isdigit() and is_of(int(folder.name), group)]


def is_of(process: int, group: int) -> bool:
    """Tell whether a process is of a group; one that has ended since is of none."""
    try:
        return os.getpgid(process) == group
    except ProcessLookupError:
        return False


def cpu_nanoseconds(group: int) -> int:
    """Return the processor time used so far by every thread of every process of the group."""
    tasks = (task for process in processes_of(group) for task in (process / "task").iterdir())
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)
