"""What the processes of one kernel may use."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KernelLimits:
    """What the processes of one kernel may use together, except where it says "each".

    Attributes:
        memory_mb: memory above that of a kernel that has run nothing; each process is held to it, then all together
            with what they hold in sockets and pipes.
        cpu_s: seconds of processor time.
        processes: processes and threads at one time.
        sessions: sessions at one time, such as each `start_new_session=True` opens; Linux shares out processors by
            sessions.
        open_files: files that each process may hold open.
        file_mb: size of each file.
        scratch_mb: size of all files. They lie in memory and come on top of `memory_mb`.
        scratch_files: files and folders.
        gpu: whether the kernel computes on a GPU, whose driver reserves more addresses than any limit allows.
    """

    memory_mb: int = 2048
    cpu_s: int = 600
    processes: int = 128
    sessions: int = 16
    open_files: int = 1024
    file_mb: int = 128
    scratch_mb: int = 256
    scratch_files: int = 20_000
    gpu: bool = False
