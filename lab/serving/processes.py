"""Starting processes so that none outlives the lab, and reading what they cost (Linux)."""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO

from lab.console import LabError
from lab.paths import LAB


@cache
def guard() -> subprocess.Popen[str]:
    command = [sys.executable, str(LAB / "serving" / "guard.py")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, start_new_session=True)
    atexit.register(process.communicate)
    return process


def tell_guard(line: str) -> None:
    stdin = guard().stdin
    if stdin:
        stdin.write(f"{line}\n")
        stdin.flush()


def spawn(command: list[str], folder: Path, environ: dict[str, str], log: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, known to the guard."""
    guard()
    process = subprocess.Popen(
        command, cwd=folder, env=environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
    )
    tell_guard(f"+{process.pid}")
    return process


def stop(process: subprocess.Popen[bytes], patience: float = 5.0) -> None:
    """End the whole session: politely first, by force after some seconds."""
    for number, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
        signal_session(process.pid, number)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            process.poll()
            if process.returncode is not None and not session(process.pid):
                tell_guard(f"-{process.pid}")
                return
            time.sleep(0.02)
    raise LabError(f"process {process.pid} does not end")


def signal_session(sid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(sid, number)
    for pid in session(sid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def run(command: list[str], folder: Path, environ: dict[str, str], timeout: float) -> tuple[int, str]:
    """Run to the end and return the exit code and what was printed; -1 where it took too long."""
    log = folder / f".lab-output-{time.monotonic_ns()}"
    with log.open("wb") as output:
        process = spawn(command, folder, environ, output)
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            code = -1
        finally:
            stop(process, patience=1.0)
    text = log.read_text(errors="replace")
    log.unlink()
    return code, text


def session(sid: int) -> list[int]:
    """The processes of a session that have not ended (a zombie has)."""
    return [pid for pid, fields in stats() if int(fields[3]) == sid and fields[0] not in ("Z", "X")]


def stats() -> Iterator[tuple[int, list[str]]]:
    """Process id and the fields after the name in /proc/PID/stat."""
    for entry in os.scandir("/proc") if os.path.isdir("/proc/self") else ():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                yield int(entry.name), Path(entry.path, "stat").read_text().rpartition(")")[2].split()


def cpu_ns(pid: int) -> int:
    """Nanoseconds of processor time of a process, user and system, threads that have ended included.

    The clock of another process is named by its id, as clock_getcpuclockid(3) does it; /proc/PID/task forgets
    threads that have ended.
    """
    return time.clock_gettime_ns((~pid << 3) | 2)


def session_cpu_ns(sid: int) -> int:
    return sum(cpu_ns(pid) for pid in session(sid))


def session_pss_bytes(sid: int) -> int:
    """Memory of a session; what processes share is divided among them."""
    return sum(pss_bytes(pid) for pid in session(sid))


def pss_bytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
