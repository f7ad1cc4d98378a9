"""What a kernel and its descendants use together: the limits that Linux sets for one process alone."""
from __future__ import annotations

import contextlib
import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from .limits import KernelLimits

PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Usage:
    """What the processes of one kernel use."""

    pids: list[int] = field(default_factory=list)
    memory_mb: float = 0
    cpu_s: float = 0
    threads: int = 0


def measure(kernels: set[int]) -> dict[int, Usage]:
    """Return what each kernel uses with all its descendants; memory counts what they share once for each.

    A process whose parent has ended becomes a child of its kernel, which is the first process of its namespace.
    """
    rows = {pid: row for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if (row := _read_stat(pid))}
    used: dict[int, Usage] = defaultdict(Usage)
    for pid, (_, memory_mb, cpu_s, threads) in rows.items():
        ancestor = pid
        while ancestor in rows and ancestor not in kernels:
            ancestor = rows[ancestor][0]
        if ancestor in kernels:
            usage = used[ancestor]
            usage.pids.append(pid)
            usage.memory_mb += memory_mb
            usage.cpu_s += cpu_s
            usage.threads += threads
    return used


def resident_mb(pid: int) -> float:
    """Return the memory of one process, without its descendants'."""
    return _read_stat(pid)[1]


def broken_limit(usage: Usage, limits: KernelLimits, unused_mb: float) -> str:
    """Return which limit a kernel breaks, or "".

    Args:
        usage: what its processes use.
        limits: what they may use.
        unused_mb: memory of a kernel that has run nothing, nearly all of it shared with the zygote.
    """
    if usage.cpu_s > limits.cpu_s:
        return f"used up its {limits.cpu_s} s of processor time"
    if usage.threads > limits.processes:
        return f"started more than {limits.processes} processes and threads"
    allowed_mb = limits.memory_mb + unused_mb
    if usage.memory_mb > allowed_mb and sum(map(_own_memory_mb, usage.pids)) > allowed_mb:
        return f"used more than {limits.memory_mb} MB of memory"
    return ""


def _read_stat(pid: int) -> tuple[int, float, float, int] | None:
    """Return a process's parent, memory, processor time and number of threads; None if it has just ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[1]), int(fields[21]) * PAGE_MB, sum(map(int, fields[11:15])) / TICKS, int(fields[17])


def _own_memory_mb(pid: int) -> float:
    """Return a process's memory, what it shares divided among those that share it: exact, but slow to find out."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
    return 0
