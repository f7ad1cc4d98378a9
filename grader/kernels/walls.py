"""Prove the sandbox's walls by trying to climb each, in a kernel such as learners' code gets.

A climber is a cell. Where it came through, it prints a line that begins with CLIMBED; an error, or nothing, is a wall
that holds.
"""
from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.kernels.inside.limits import KernelLimits
from grader.kernels.limits import Limits
from grader.kernels.runner import Cell, Runner
from grader.kernels.sandbox import course_folder
from grader.kernels.warm import open_kernel

CLIMBED = "CLIMBED: "
LIMITS = Limits(cell_s=3, submission_s=60, kernel=KernelLimits(
    memory_mb=300, processes=40, open_files=100, file_mb=4, scratch_mb=16, scratch_files=500))
WALLS = {  # name: climber; words such as $FILE stand for things of this machine that must be out of reach
    "servers of this machine": """
import socket
socket.create_connection(('127.0.0.1', $PORT), timeout=1)
print('CLIMBED: connected to a server of this machine')""",
    "other networks": """
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
    way.connect(('192.0.2.1', 9))  # sends nothing
print('CLIMBED: there is a way to other networks')""",
    "files of the class": """
text = open('$FILE').read()
print('CLIMBED: read $FILE')""",
    "home folder": """
import os
if not '$SCRATCH'.startswith('$HOME'):
    os.stat('$HOME/$NAME')
    print('CLIMBED: saw $HOME/$NAME')""",
    "writing outside the scratch folder": """
open('$SCRATCH/new', 'w').write('x')
print('CLIMBED: wrote $SCRATCH/new')""",
    "environment": """
text = open('/proc/self/environ').read() + open('/proc/$PARENT/environ').read()
if '$SECRET' in text: print('CLIMBED: read the environment of the grader')""",
    "signals": """
import os
if '$SECRET' in open('/proc/$PID/cmdline').read():
    os.kill($PID, 0)
    print('CLIMBED: could end process $PID')""",
    "memory of other processes": """
open('/proc/$PID/mem', 'rb')
print('CLIMBED: opened the memory of process $PID')""",
    "tracing": """
import ctypes
if ctypes.CDLL(None).ptrace(0x4206, $PID, 0, 0) == 0: print('CLIMBED: traces process $PID')  # PTRACE_SEIZE""",
    "sockets of kernels": """
import glob
print('CLIMBED: saw', (glob.glob('/run/host/*') + glob.glob('$SCRATCH/socket'))[0])""",
    "system calls": """
import ctypes, os
child = os.fork()
if child == 0: os._exit(0 if ctypes.CDLL(None).unshare(0x10000000) == 0 else 1)  # CLONE_NEWUSER
if os.waitpid(child, 0)[1] == 0: print('CLIMBED: made a user namespace, where attacks begin')""",
    "memory": """
kept = [bytes(50 << 20) for _ in range(16)]
print('CLIMBED: held 800 MB, where 300 are allowed')""",
    "processes": """
import subprocess, sys
kept = []
try:
    for _ in range(60): kept.append(subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE))
    print('CLIMBED: started 60 processes, where 40 are allowed')
finally:
    for each in kept: each.kill(), each.wait()""",
    "size of a file": """
with open('big', 'wb') as file: file.write(bytes(8 << 20))
print('CLIMBED: wrote 8 MB into a file, where 4 are allowed')""",
    "size of all files": """
for n in range(10): open(f'file-{n}', 'wb').write(bytes(3 << 20))
print('CLIMBED: wrote 30 MB, where 16 are allowed')""",
    "keys of the questions": """
from course.keys import keys
print('CLIMBED: read what is right for', len(keys()), 'questions')""",
    "keys of course packs": """
import importlib, os
from course.packs import packs
for pack in packs():
    seen = {*os.listdir(pack.folder)} & {'keys', 'notebooks'}
    if seen: print('CLIMBED: saw', seen, 'of the course pack', pack.name)
    try: importlib.import_module(pack.package + '.keys')
    except ImportError: continue
    print('CLIMBED: read what is right in the course pack', pack.name)""",
    "sockets of other kinds": """
import socket
for family in {*range(64)} - {0, 1, 2, 10, 16}:
    try: socket.socket(family, socket.SOCK_STREAM).close()
    except OSError:
        try: socket.socket(family, socket.SOCK_SEQPACKET).close()
        except OSError: continue
    print('CLIMBED: made a socket of family', family)""",
    "memory in sockets": """
import os, signal, socket, time
children = []
try:
    for _ in range(32):
        children.append(os.fork())
        if children[-1] == 0:
            kept = [socket.socketpair() for _ in range(30)]
            for each in (end for pair in kept for end in pair):
                each.setblocking(False)
                try:
                    while each.send(bytes(65536)): pass
                except OSError: pass
            time.sleep(60)
    time.sleep(2)
    print('CLIMBED: held 400 MB in sockets, where 300 are allowed')
finally:
    for child in children: os.kill(child, signal.SIGKILL), os.waitpid(child, 0)""",
    "sessions": """
import subprocess, time
kept = [subprocess.Popen(['sleep', '60'], start_new_session=True) for _ in range(24)]
try:
    time.sleep(1)
    print('CLIMBED: opened 24 sessions, where 16 are allowed')
finally:
    for each in kept: each.kill(), each.wait()""",
    "time": """
import time
ends = time.monotonic() + 6
while time.monotonic() < ends: pass
print('CLIMBED: went on for 6 s, where 3 are allowed')""",
}


@dataclass(frozen=True)
class Climb:
    """What became of one climber: `what` happened, or "" where the wall holds."""

    wall: str
    what: str


def climb_all(
    folder: Path, opened: Callable[[], AbstractContextManager[tuple[Any, Any]]] | None = None, limits: Limits = LIMITS,
) -> list[Climb]:
    """Try to climb every wall and return what became of it.

    Args:
        folder: the class folder, if there is one.
        opened: opens the kernel to climb in; by default one as grading uses it.
        limits: what the climbers may use.

    Raises:
        ZygoteDied: no kernel could be started.
    """
    with bait(folder) as things:
        opened = opened or (lambda: open_kernel({}, limits.kernel, modules=()))
        climbs, left = [], list(WALLS)
        while left:
            cells = [Cell(fill(WALLS[wall], things)) for wall in left]
            with opened() as (kernel, client):
                Runner(kernel, client, limits).run(cells)
            tried = max(1, sum(cell.count is not None for cell in cells))  # a climber may fall with its kernel
            climbs += [Climb(wall, read_climb(cell)) for wall, cell in zip(left[:tried], cells)]
            left = left[tried:]
    return climbs


def read_climb(cell: Cell) -> str:
    """Return what a climber says that it reached, or ""."""
    lines = "".join(output.get("text", "") for output in cell.outputs).splitlines()
    return next((line.removeprefix(CLIMBED) for line in lines if line.startswith(CLIMBED)), "")


def fill(climber: str, things: Mapping[str, object]) -> str:
    for name, thing in things.items():
        climber = climber.replace(f"${name}", str(thing))
    return climber


@contextmanager
def bait(folder: Path) -> Iterator[dict[str, object]]:
    """Set out things that a climber may try to reach: a server, a process, a secret, a folder with a socket."""
    secret = secrets.token_hex(8)
    sleeper = [sys.executable, "-c", "input()", secret]
    with (tempfile.TemporaryDirectory(prefix="walls-") as scratch, socket.create_server(("127.0.0.1", 0)) as server,
          socket.socket(socket.AF_UNIX) as listener,
          subprocess.Popen(sleeper, stdin=subprocess.PIPE, env=os.environ | {"SECRET": secret}) as process):
        listener.bind(f"{scratch}/socket")
        file = folder.resolve() / "nbgrader_config.py"
        if not file.exists():
            file = Path(scratch, "gradebook.db")
            file.touch()
        seen = [Path(place) for place in (sys.base_prefix, sys.prefix, course_folder())]  # Python may live at home
        hidden = [path.name for path in Path.home().iterdir() if not any(path in (at, *at.parents) for at in seen)]
        try:
            yield {"PORT": server.getsockname()[1], "FILE": file, "HOME": Path.home(),
                   "NAME": next(iter(hidden), "nothing"), "SCRATCH": scratch, "SECRET": secret,
                   "PARENT": process.pid, "PID": process.pid}
        finally:
            process.kill()
