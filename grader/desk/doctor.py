"""What of this machine is there for learning and grading, and what its absence costs."""
from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader.kernels import sandbox

LIBRARIES = ("torch", "torchvision", "jupyterlab", "nbgrader", "jupytext", "nbclient")


@dataclass(frozen=True)
class Finding:
    """One thing looked for: whether it is there, what was found, what its absence costs, and if it must stop you."""

    what: str
    there: bool
    found: str
    cost: str
    alarming: bool = False


def examine(folder: Path) -> Iterator[Finding]:
    """Look at the machine and at the class folder."""
    yield Finding("Python", True, f"{platform.python_version()} on {platform.system()}", "")
    yield from (find_library(name) for name in LIBRARIES)
    yield find_accelerator()
    yield find_memory()
    yield find_disk(folder)
    yield from find_packs()
    yield find_sandbox()
    yield from find_walls(folder)
    yield find_class_folder(folder)


def find_packs() -> Iterator[Finding]:
    """Look for course packs beside our own."""
    from course.packs import OURS, packs
    from course.questions import left_out, lessons, lessons_of

    lessons()
    for pack in packs():
        if pack.name in left_out:
            yield Finding(f"course pack {pack.name}", False, left_out[pack.name], "its lessons are left out")
        elif pack is not OURS:
            yield Finding(f"course pack {pack.name}", True, ", ".join(lessons_of(pack)), "")


def find_library(name: str) -> Finding:
    try:
        return Finding(name, True, version(name), "")
    except PackageNotFoundError:
        return Finding(name, False, "not installed", "lessons or grading will not start: `make install`")


def find_accelerator() -> Finding:
    from course.device import best_device

    device = best_device()
    return Finding("accelerator", device.type != "cpu", device.type, "everything runs on the CPU, some lessons longer")


def find_memory() -> Finding:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        free_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES") / 1e9
    except (ValueError, OSError, AttributeError):
        return Finding("cores, free memory", True, f"{cores} cores, memory unknown", "")
    return Finding("cores, free memory", free_gb > 2, f"{cores} cores, {free_gb:.1f} GB",
                   "a kernel with torch needs about 1 GB")


def find_disk(folder: Path) -> Finding:
    free_gb = shutil.disk_usage(folder if folder.exists() else Path()).free / 1e9
    return Finding("free disk", free_gb > 1, f"{free_gb:.1f} GB", "graded notebooks and feedback need room")


def find_sandbox() -> Finding:
    """Build the sandbox once: that its program is there says nothing about what the kernel permits."""
    reason = sandbox.available()
    return Finding("sandbox", not reason, reason or "works",
                   "`grader grade` refuses, unless --unsafe lets learners' code run with your rights")


def find_walls(folder: Path) -> Iterator[Finding]:
    """Try to climb every wall of the sandbox, as a learner's code may try."""
    if sandbox.available():
        yield Finding("walls", False, "not tried: there is no sandbox", "learners' code reaches all that you reach")
        return
    from grader.kernels.walls import climb_all

    for climb in climb_all(folder):
        yield Finding(f"wall: {climb.wall}", not climb.what, f"CLIMBED: {climb.what}" if climb.what else "holds",
                      "learners' code gets out: do not grade here" if climb.what else "", bool(climb.what))


def find_class_folder(folder: Path) -> Finding:
    there = (folder / "nbgrader_config.py").is_file()
    return Finding("class folder", there, str(folder.resolve()) if there else f"none in {folder.resolve()}",
                   "grading needs one: `grader init FOLDER`")
