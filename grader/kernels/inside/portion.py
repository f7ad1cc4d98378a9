"""Each kernel gets one portion of the processors, however many processes it starts.

Where Linux lets us, a kernel's processes are a control group; Linux shares the processors out among groups, and says
what each has used. Elsewhere processes are made to give way to others, the more of them there are.
"""
from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Iterable
from pathlib import Path

from .cage.syscalls import files_as
from .places import GROUPS
from .watch import Usage

FEW = 8  # processes and threads that an honest kernel may well have
LEAST = 19  # the niceness of who gets least
STEP = 1.25  # what each degree of niceness divides the portion by


class Group:
    """The control group of one kernel, as far as there is one.

    Attributes:
        has_cpu: whether it has a portion of the processors of its own.
    """

    def __init__(self, name: str, pid: int) -> None:
        """Make the group of the kernel `name`, and put its first process into it; later ones are born there."""
        self.folders = {kind: Path(GROUPS, kind, name) for kind in _kinds()}
        for kind, folder in list(self.folders.items()):
            try:
                folder.mkdir(exist_ok=True)
                (folder / "cgroup.procs").write_text(str(pid))
            except OSError:
                del self.folders[kind]
        self.has_cpu = any((folder / "cpu.shares").exists() or (folder / "cpu.weight").exists()
                           for folder in self.folders.values())

    def cpu_s(self) -> float:
        """Return the processor time of all its processes, also of those that have ended; 0 if it is not known."""
        used = self._read("cpuacct", "cpuacct.usage") / 1e9
        return used or self._read("cgroup2", "cpu.stat", "usage_usec") / 1e6

    def unseen_mb(self) -> float:
        """Return the memory of Linux's that its processes hold; 0 if it is not known."""
        held = self._read("memory", "memory.kmem.usage_in_bytes")
        held += sum(self._read("cgroup2", "memory.stat", part) for part in ("kernel", "sock"))
        return held / 2**20

    def remove(self) -> None:
        """Remove the group, whose processes have ended."""
        for folder in self.folders.values():
            with contextlib.suppress(OSError):
                folder.rmdir()

    def _read(self, kind: str, file: str, part: str = "") -> int:
        """Return a number from a file, or of the line that begins with `part`; 0 if there is none."""
        with contextlib.suppress(KeyError, OSError, ValueError):
            lines = map(str.split, (self.folders[kind] / file).read_text().splitlines())
            return next((int(line[-1]) for line in lines if not part or line[0] == part), 0)
        return 0


def give_way(usage: Usage) -> None:
    """Lower a kernel's processes and sessions so far that all of them together weigh about as much as one.

    Linux shares processors among sessions where it groups by these, else among threads.
    """
    if len(usage.sessions) > 1:
        _lower_sessions(usage)
    if usage.threads > FEW:
        _lower_threads(usage.processes, _niceness(usage.threads / FEW))


def _niceness(shares: float) -> int:
    return min(LEAST, math.ceil(math.log(shares, STEP)))


def _lower_sessions(usage: Usage) -> None:
    niceness, known = _niceness(len(usage.sessions)), set()
    for pid, process in usage.processes.items():
        if process.session not in known:
            with contextlib.suppress(OSError, ValueError, IndexError):  # Linux may not group by sessions at all
                path = Path(f"/proc/{pid}/autogroup")
                if int(path.read_bytes().split()[-1]) < niceness:
                    with files_as(path.stat().st_uid):
                        path.write_text(str(niceness))
                known.add(process.session)


def _lower_threads(pids: Iterable[int], niceness: int) -> None:
    for pid in pids:
        with contextlib.suppress(OSError):
            for thread in map(int, os.listdir(f"/proc/{pid}/task")):
                if os.getpriority(os.PRIO_PROCESS, thread) < niceness:
                    os.setpriority(os.PRIO_PROCESS, thread, niceness)


def _kinds() -> list[str]:
    with contextlib.suppress(OSError):
        return os.listdir(GROUPS)
    return []
