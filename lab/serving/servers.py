"""A server under test: started on a free port, waited for, restarted, and stopped with all its processes."""

import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import IO, Self

from lab.console import LabError
from lab.paths import LOGS
from lab.serving import processes
from lab.serving.client import ClientError, HttpAnswer, HttpClient
from lab.serving.commands import Copy

START_SECONDS = 60.0


@dataclass
class Server:
    """`with Server(copy, "/ready") as server:` serves a prepared program until the block ends."""

    copy: Copy
    ready: str
    _: KW_ONLY
    right: Callable[[HttpAnswer], bool] = lambda answer: True
    serve: str = ""
    threads: int = 1
    pause: float = 0.02
    port: int = field(default=0, init=False)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    beside: list[subprocess.Popen[bytes]] = field(default_factory=list, init=False)

    @property
    def name(self) -> str:
        return self.copy.program.name

    @property
    def log(self) -> Path:
        return LOGS / f"{self.copy.folder.parent.name}.log"

    def start(self) -> None:
        self.port = self.port or free_port()
        if listening(self.port):
            raise LabError(f"{self.name}: port {self.port} is in use by another program")
        self.log.parent.mkdir(parents=True, exist_ok=True)
        environ, also = self.copy.server_environ(self.serve), self.copy.program.header.get("also", ())
        with self.log.open("ab") as log:
            self.beside = [self.spawn(self.copy.command(line), environ, log) for line in also]
            command = self.copy.server_command(self.port, self.serve, self.threads)
            self.process = self.spawn(command, environ, log)

    def spawn(self, command: list[str], environ: dict[str, str], log: IO[bytes]) -> subprocess.Popen[bytes]:
        return processes.spawn(command, self.copy.folder, environ, log)

    def wait(self, seconds: float = START_SECONDS) -> None:
        """Wait for the first right answer."""
        client, end, last = HttpClient(self.port), time.monotonic() + seconds, "no answer"
        while time.monotonic() < end:
            try:
                answer = client.get(self.ready)
                if self.right(answer):
                    return
                last = f"{answer.status} {answer.body[:200]!r}"
            except ClientError as error:
                last = str(error)
            if self.process and self.process.poll() is not None:
                raise LabError(f"{self.name}: the server ended with {self.process.returncode}:\n{self.tail()}")
            time.sleep(self.pause)
        raise LabError(f"{self.name}: no right answer from {self.ready} in {seconds:.0f} s ({last}):\n{self.tail()}")

    def tail(self) -> str:
        return self.log.read_text(errors="replace").strip()[-800:]

    @property
    def sid(self) -> int:
        if self.process is None:
            raise LabError(f"{self.name}: the server was not started")
        return self.process.pid

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        started = [process for process in (self.process, *self.beside) if process]
        self.process, self.beside = None, []
        for process in started:
            processes.stop(process)
        if started and not closes(self.port):
            raise LabError(f"{self.name}: port {self.port} is still in use after the server was stopped")

    def restart(self) -> None:
        self.stop()
        self.start()
        self.wait()

    def __enter__(self) -> Self:
        try:
            self.start()
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def closes(port: int) -> bool:
    """Whether nobody listens any more, within a second."""
    for _ in range(20):
        if not listening(port):
            return True
        time.sleep(0.05)
    return False
