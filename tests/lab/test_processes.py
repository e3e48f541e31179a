"""The processor's clock of other processes, and that none is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.serving import processes

THREAD = """
import threading, time
def work():
    end = time.thread_time() + 0.3
    while time.thread_time() < end:
        pass
thread = threading.Thread(target=work)
thread.start()
thread.join()
print("done", flush=True)
time.sleep(60)
"""
CHILD = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
time.sleep(60)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(60)
"""
KILLED = """
import os, signal, sys
from pathlib import Path
from lab.serving import processes
process = processes.spawn([sys.executable, "-c", "import time; time.sleep(60)"], Path("."), dict(os.environ), -3)
print(process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def start(code: str, tmp_path: Path) -> subprocess.Popen[bytes]:
    with (tmp_path / "log").open("wb") as log:
        return processes.spawn([sys.executable, "-c", code], tmp_path, dict(os.environ), log)


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = start(THREAD, tmp_path)
    wait_until(lambda: b"done" in (tmp_path / "log").read_bytes())
    yield process
    processes.stop(process, patience=0.5)


def wait_until(true: object, seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def test_the_clock_counts_threads_that_have_ended(worker: subprocess.Popen[bytes]) -> None:
    assert processes.session_cpu_ns(worker.pid) >= 0.3e9


def test_an_idle_process_costs_next_to_nothing(worker: subprocess.Popen[bytes]) -> None:
    before = processes.cpu_ns(worker.pid)
    time.sleep(0.2)

    assert processes.cpu_ns(worker.pid) - before < 0.05e9


def test_memory_is_shared_out(worker: subprocess.Popen[bytes]) -> None:
    assert 1_000_000 < processes.session_pss_bytes(worker.pid) < 100_000_000


def test_children_end_with_their_session(tmp_path: Path) -> None:
    process = start(CHILD, tmp_path)
    wait_until(lambda: len(processes.session(process.pid)) == 2)
    processes.stop(process)

    assert processes.session(process.pid) == []


def test_a_process_that_ignores_the_polite_signal_is_killed(tmp_path: Path) -> None:
    process = start(STUBBORN, tmp_path)
    wait_until(lambda: b"ready" in (tmp_path / "log").read_bytes())
    processes.stop(process, patience=0.2)

    assert process.returncode == -signal.SIGKILL


def test_nothing_outlives_a_lab_that_is_killed() -> None:
    lab = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    pid = int(lab.stdout)

    assert lab.returncode == -signal.SIGKILL
    wait_until(lambda: not processes.session(pid))


def test_a_command_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import time; print('began', flush=True); time.sleep(60)"]
    code, output = processes.run(command, tmp_path, dict(os.environ), timeout=1.5)

    assert (code, output) == (-1, "began\n")
