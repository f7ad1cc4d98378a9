"""Run Python as another user, for tests that root runs: what lies in root's own folders is shown to that user."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from grader.kernels import sandbox

ROOT = Path(__file__).resolve().parents[1]
RUN = """
import os, sys
sys.path.insert(0, {programs!r})
from inside.cage import shown, syscalls
from pathlib import Path

def is_closed(folder):
    return not folder.stat().st_mode & 1

needed = {needed!r}
closed = sorted({{str(next(above for above in reversed(Path(path).parents) if is_closed(above)))
                 for path in needed if any(map(is_closed, Path(path).parents))}})
syscalls.unshare(syscalls.CLONE_NEWNS)
syscalls.mount("none", "/", flags=syscalls.MS_REC | syscalls.MS_PRIVATE)
held = {{path: os.open(path, os.O_PATH) for path in needed if path.startswith(tuple(f"{{each}}/" for each in closed))}}
for folder in closed:
    syscalls.mount("tmpfs", folder, "tmpfs", 0, "mode=0755")
shown.put_back(held)
os.setgroups([])
os.setresgid({group}, {group}, {group})
os.setresuid({user}, {user}, {user})
os.chdir({place!r})
os.execv(sys.executable, [sys.executable, *{arguments!r}])
"""


def command_as(
    user: int, group: int, home: Path | str, *arguments: str, place: Path | str = ROOT, shown: Iterable[Path] = (),
    **more: str,
) -> tuple[list[str], dict[str, str]]:
    """Return the command that runs Python as a user who has nothing but a home, and its environment.

    Args:
        user: the user's number.
        group: the number of the one group that it has.
        home: its home, which belongs to it.
        arguments: what Python is called with.
        place: the folder in which to run it.
        shown: further paths that must be seen, whatever folder they lie in.
        more: further variables of the environment.
    """
    needed = sorted({str(ROOT), sys.prefix, sys.base_prefix, str(Path(sandbox.find_bubblewrap()).resolve()), str(home),
                     *map(str, shown)})
    code = RUN.format(programs=str(sandbox.INSIDE.parent), needed=needed, user=user, group=group, place=str(place),
                      arguments=arguments)
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8",
                   "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
    return [sys.executable, "-c", code], environment | more


def run_as(
    user: int, group: int, home: Path | str, *arguments: str, place: Path | str = ROOT, shown: Iterable[Path] = (),
    **more: str,
) -> subprocess.CompletedProcess:
    """Run Python as such a user, until it ends."""
    command, environment = command_as(user, group, home, *arguments, place=place, shown=shown, **more)
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1200)
