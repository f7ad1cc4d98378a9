"""Where things lie in the sandbox, and who runs in it."""
from __future__ import annotations

from pathlib import Path

PROGRAMS = "/run/programs"  # the folder that holds `inside`, apart from all that a lesson can import
HOST_FOLDER = "/run/host"  # sockets and handed-in files of every kernel; the zygote sees it, no kernel does
GROUPS = f"{HOST_FOLDER}/groups"  # the control groups in which the zygote makes one for each kernel
SCRATCH = "/learner"
HOME, WORK = f"{SCRATCH}/home", f"{SCRATCH}/work"
PORTS = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")  # of Jupyter's connection information
NOBODY = 65534
LEARNER = 1000  # the learner's user and group number, seen from inside


def is_mapped(user: int) -> bool:
    """Tell whether this user namespace has such a user; one that an ordinary user made has no user but that one."""
    lines = Path("/proc/self/uid_map").read_text().splitlines()
    return any(int(first) <= user < int(first) + int(count) for first, _, count in map(str.split, lines))
