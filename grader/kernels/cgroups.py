"""Control groups for the kernels of a zygote: made where this process may make some, and removed with the zygote.

Source: Linux, Documentation/admin-guide/cgroup-v1 and cgroup-v2.rst.
"""
from __future__ import annotations

import contextlib
import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

PORTION = 1024  # of one kernel among others, and what Linux gives a session
WEIGHT = 100  # the same in version 2
REMOVE_S = 2
NOTE = "groups.json"


def claim(folder: Path) -> dict[str, Path]:
    """Make a group in every hierarchy that lets us, and return them by what they control or count.

    Nothing is returned where there are no control groups, or where they belong to somebody else.

    Args:
        folder: the zygote's folder; groups are named after it, and a note of them is left in it for `remove`.
    """
    made = {}
    for kind, parent in _parents():
        with contextlib.suppress(OSError):
            (parent / folder.name).mkdir(exist_ok=True)
            made[kind] = parent / folder.name
            _share(kind, made[kind])
    (folder / NOTE).write_text(json.dumps(sorted(set(map(str, made.values())))))
    return made


def remove(folder: Path) -> None:
    """Remove the groups that are noted in a zygote's folder; processes in them that are just ending are waited for."""
    ends, groups = time.monotonic() + REMOVE_S, []
    with contextlib.suppress(OSError, ValueError):
        groups = [Path(name) for name in json.loads((folder / NOTE).read_text())]
    for group in groups:
        while group.is_dir():
            with contextlib.suppress(OSError):
                for each in (*filter(Path.is_dir, group.iterdir()), group):
                    each.rmdir()
            if time.monotonic() > ends:
                break
            time.sleep(0.01)


def _share(kind: str, group: Path) -> None:
    """All kernels together get a portion for each processor; in version 2 the groups in this one get controllers."""
    processors = os.cpu_count() or 1
    if kind == "cpu":
        (group / "cpu.shares").write_text(str(PORTION * processors))
    if kind == "cgroup2":
        for controller in ("cpu", "memory"):
            with contextlib.suppress(OSError):
                (group / "cgroup.subtree_control").write_text(f"+{controller}")
        (group / "cpu.weight").write_text(str(min(10_000, WEIGHT * processors)))


def _parents() -> Iterator[tuple[str, Path]]:
    """Yield what is controlled or counted, and the group that new groups may be made in."""
    with contextlib.suppress(OSError):
        own = dict(_own_groups())
        for kind, root, point in _hierarchies():
            if (place := own.get(kind)) is None or not f"{place}/".startswith(f"{root.rstrip('/')}/"):
                continue
            group = point / os.path.relpath(place, root)
            if kind != "cgroup2":
                yield kind, group
            elif (above := _with_controllers(group, point)) is not None:
                yield kind, above


def _with_controllers(group: Path, top: Path) -> Path | None:
    """Return the nearest group above the processes of `group` that shares out processors among the groups in it."""
    for above in (group, *group.parents):
        with contextlib.suppress(OSError):
            if "cpu" in (above / "cgroup.subtree_control").read_text().split() and os.access(above, os.W_OK):
                return above
        if above == top:
            break
    return None


def _own_groups() -> Iterator[tuple[str, str]]:
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, kinds, place = line.split(":", 2)
        yield from ((kind, place) for kind in (kinds.split(",") if kinds else ["cgroup2"]))


def _hierarchies() -> Iterator[tuple[str, str, Path]]:
    """Yield what each mounted hierarchy controls, which part of it is mounted, and where."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        mounted, _, rest = line.partition(" - ")
        kind, _, options = rest.split(" ", 2)
        root, point = (re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), word)
                       for word in mounted.split()[3:5])
        if kind == "cgroup2":
            yield "cgroup2", root, Path(point)
        elif kind == "cgroup":
            for each in {"cpu", "cpuacct", "memory"} & set(options.split(",")):
                yield each, root, Path(point)
