"""The machine that a run was made on, as far as a reader needs it to judge the figures."""

import os
import platform
from pathlib import Path
from typing import Any


def read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def cpu_model() -> str:
    names = [line for line in read("/proc/cpuinfo").splitlines() if line.startswith("model name")]
    return names[0].split(":", 1)[1].strip() if names else platform.processor() or "unknown"


def describe() -> dict[str, Any]:
    governor = read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").strip()
    return {
        "cpu": cpu_model(),
        "cores": os.cpu_count() or 0,
        "kernel": platform.release(),
        "governor": governor or "unknown",
        "shared": " hypervisor" in read("/proc/cpuinfo"),
    }


def load() -> float:
    """The load average of the last minute."""
    return round(os.getloadavg()[0], 2)


def ticks() -> list[int]:
    """The processor's time by kind, since the machine started."""
    return [int(word) for word in (read("/proc/stat").split("\n")[0].split()[1:] or ["0"] * 10)]


def steal_percent(before: list[int], after: list[int]) -> float:
    """The share of time that other guests of the host took, between two readings."""
    spent = [late - early for early, late in zip(before, after, strict=True)]
    return round(100 * spent[7] / max(1, sum(spent[:8])), 2)
