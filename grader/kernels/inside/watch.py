"""What a kernel and its descendants use together: the limits that Linux sets for one process alone.

What stands in /proc is bytes, and what a process is called is up to the learner.
"""
from __future__ import annotations

import contextlib
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .limits import KernelLimits

PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20
TICKS = os.sysconf("SC_CLK_TCK")


class Process(NamedTuple):
    """A process: who it belongs to, and what it uses; `children_s` is what the children that it awaited have used."""

    parent: int
    session: int
    started: int
    alive: bool
    memory_mb: float
    threads: int
    own_s: float
    children_s: float


@dataclass
class Usage:
    """What the processes of one kernel use.

    Attributes:
        processes: the processes by their number.
        cpu_s: processor time of all, also of those that have ended.
        unseen_mb: memory of Linux's that they hold, such as the buffers of sockets, and that belongs to no process.
    """

    processes: dict[int, Process] = field(default_factory=dict)
    cpu_s: float = 0
    unseen_mb: float = 0

    @property
    def memory_mb(self) -> float:
        """Memory of all processes; what they share counts once for each."""
        return sum(process.memory_mb for process in self.processes.values())

    @property
    def threads(self) -> int:
        return sum(process.threads for process in self.processes.values())

    @property
    def sessions(self) -> set[int]:
        return {process.session for process in self.processes.values() if process.alive}


class Spent:
    """Processor time of a kernel, also that of children which nobody awaited: Linux adds those to no parent."""

    def __init__(self) -> None:
        self.lost_s, self.before = 0.0, {}

    def add_up(self, processes: dict[int, Process]) -> float:
        """Return what has been used up to now; what a process used after it was last seen is not known."""
        now = {(pid, process.started): process for pid, process in processes.items()}
        gone = sum(process.own_s + process.children_s for key, process in self.before.items() if key not in now)
        known = sum(process.children_s - getattr(self.before.get(key), "children_s", 0) for key, process in now.items())
        self.lost_s += max(0.0, gone - known)
        self.before = now
        return self.lost_s + sum(process.own_s + process.children_s for process in now.values())


def measure(kernels: set[int]) -> dict[int, Usage]:
    """Return what each kernel uses with all its descendants.

    A process whose parent has ended becomes a child of its kernel, which is the first process of its namespace.
    """
    rows = {pid: row for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if (row := _read_stat(pid))}
    used: dict[int, Usage] = defaultdict(Usage)
    for pid, process in rows.items():
        ancestor = pid
        while ancestor in rows and ancestor not in kernels:
            ancestor = rows[ancestor].parent
        if ancestor in kernels:
            used[ancestor].processes[pid] = process
    return used


def resident_mb(pid: int) -> float:
    """Return the memory of one process, without its descendants'."""
    process = _read_stat(pid)
    return process.memory_mb if process else 0


def waited_s(pids: list[int]) -> float:
    """Return the seconds that the one thread which waited longest for a processor has waited; 0 if it is not known."""
    return max((seconds for pid in pids for seconds in _delays(pid)), default=0.0)


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
    if len(usage.sessions) > limits.sessions:
        return f"started more than {limits.sessions} sessions"
    allowed_mb = limits.memory_mb + unused_mb
    if usage.memory_mb + usage.unseen_mb > allowed_mb:
        if sum(map(_own_memory_mb, usage.processes)) + usage.unseen_mb > allowed_mb:
            return f"used more than {limits.memory_mb} MB of memory"
    return ""


def _read_stat(pid: int) -> Process | None:
    """Return what is known of a process; None if it has just ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        ticks = [int(word) / TICKS for word in fields[11:15]]
        threads = int(fields[17])
        alive = fields[0] not in (b"Z", b"X") or threads > 1  # the first thread may end before the others
        return Process(int(fields[1]), int(fields[3]), int(fields[19]), alive, int(fields[21]) * PAGE_MB, threads,
                       sum(ticks[:2]), sum(ticks[2:]))
    except (OSError, ValueError, IndexError):
        return None


def _delays(pid: int) -> Iterator[float]:
    with contextlib.suppress(OSError, ValueError, IndexError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            yield int(Path(f"/proc/{pid}/task/{thread}/schedstat").read_bytes().split()[1]) / 1e9


def _own_memory_mb(pid: int) -> float:
    """Return a process's memory, what it shares divided among those that share it: exact, but slow to find out."""
    with contextlib.suppress(OSError, StopIteration, ValueError, IndexError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_bytes().splitlines()
        return int(next(line for line in lines if line.startswith(b"Pss:")).split()[1]) / 1024
    return 0
