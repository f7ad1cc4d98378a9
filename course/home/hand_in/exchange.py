"""nbgrader's exchange, where one is configured: what is released there, and what was handed in.

Everything is told by looking at folders. Only what the configuration says comes from nbgrader itself, in a process of
its own, and is asked for again when a file of the configuration has changed.
"""
from __future__ import annotations

import functools
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course.work.folder import COURSE, WrongCall

CONFIGS = [f"{name}.{ending}" for name in ("nbgrader_config", "jupyter_config") for ending in ("py", "json")]
NAME = re.compile(r"[^+]*\+(?P<lesson>[^+]+)\+(?P<stamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^+]*)")
NOTES = {"timestamp.txt", "submission_secret.txt"}  # nbgrader's own
PATIENCE_S = 300


@dataclass(frozen=True)
class Exchange:
    """A course in an exchange.

    Attributes:
        course: the course's id.
        root: the exchange's folder.
        cache: where nbgrader keeps a copy of what this learner handed in.
        is_shared: whether instructors share it by a group, so that its rights are their own business.
        max_kb: how large a file may be.
    """

    course: str
    root: Path
    cache: Path
    is_shared: bool = False
    max_kb: int = 100_000

    @property
    def trouble(self) -> str:
        """Why nothing can be handed in here; "" if nothing is known to be the matter."""
        inbound = self.root / self.course / "inbound"
        if not (self.root / self.course).is_dir():
            return (f"The exchange has no course called {self.course}. Tell your instructor: nothing has been released "
                    "yet, or the course’s name is wrong.")
        if not inbound.is_dir() or not _may_write(inbound) or not (self.is_shared or _may_write(self.root)):
            return "You may not write to the exchange, so nothing can be handed in. Tell your instructor."
        return ""

    @property
    def released(self) -> list[str]:
        """The lessons that are released here."""
        try:
            names = sorted(os.listdir(self.root / self.course / "outbound"))
        except OSError:
            return []
        return [name for name in names if (self.root / self.course / "outbound" / name / f"{name}.ipynb").is_file()]

    def handed_in(self, lesson: str = "") -> list[HandIn]:
        """Return what was handed in for a lesson, or for all, the earliest first."""
        try:
            names = os.listdir(self.cache / self.course)
        except OSError:
            return []
        found = [HandIn(named["lesson"], named["stamp"], self.cache / self.course / name)
                 for name in names if (named := NAME.fullmatch(name))]
        return sorted((each for each in found if lesson in ("", each.lesson)), key=lambda each: each.stamp)


@dataclass(frozen=True)
class HandIn:
    """One hand-in: of which lesson, when, and the folder with nbgrader's copy of it."""

    lesson: str
    stamp: str
    copy: Path

    @property
    def when(self) -> str:
        return tell_stamp(self.stamp)

    def holds(self, files: dict[str, bytes]) -> bool:
        """Return whether just these files were handed in."""
        try:
            kept = {path.name: path.read_bytes() for path in self.copy.iterdir() if path.name not in NOTES}
        except OSError:
            return False
        return kept == files


def tell_stamp(stamp: str) -> str:
    """Return nbgrader's time of a hand-in for people.

    >>> tell_stamp("2026-11-29 23:05:01.123456 UTC")
    'Nov 29, 2026, 23:05 UTC'
    """
    zone = stamp[19:].lstrip(".0123456789").strip()
    try:
        moment = datetime.fromisoformat(stamp[:19])
    except ValueError:
        return stamp
    return f"{moment:%b} {moment.day}, {moment:%Y, %H:%M} {zone}".strip()


def _may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK)


def find_exchange(work: Path) -> Exchange | None:
    """Return the exchange that nbgrader's configuration names; None if there's none, or no nbgrader."""
    if os.name == "nt" or importlib.util.find_spec("nbgrader") is None:
        return None
    configs = tuple(_configs(work))
    return _ask_nbgrader(work, configs) if configs else None


def _configs(work: Path) -> Iterator[tuple[str, int]]:
    """Yield the files that may configure nbgrader, and when each was changed."""
    from jupyter_core.paths import jupyter_config_dir, jupyter_config_path

    for folder in dict.fromkeys([str(work), jupyter_config_dir(), *jupyter_config_path()]):
        for name in CONFIGS:
            try:
                yield os.path.join(folder, name), os.stat(os.path.join(folder, name)).st_mtime_ns
            except OSError:
                continue


@functools.lru_cache(maxsize=8)
def _ask_nbgrader(work: Path, configs: tuple[tuple[str, int], ...]) -> Exchange | None:
    try:
        told = call("settings", work)
    except WrongCall:
        return None
    if not told["course"] or not Path(told["root"]).is_dir():
        return None
    return Exchange(told["course"], Path(told["root"]), Path(told["cache"]), told["is_shared"], told["max_kb"])


def call(action: str, work: Path, **more: Any) -> dict[str, Any]:
    """Have nbgrader do something in a process of its own, and return what came of it.

    Raises:
        WrongCall: nbgrader refused it; the message is for the learner.
    """
    asked = json.dumps({"action": action, "work": str(work)} | more)
    place = COURSE.parent  # not `work`: a learner's own `random.py` may lie there
    try:
        done = subprocess.run([sys.executable, "-m", f"{__package__}.in_child"], input=asked, capture_output=True,
                              text=True, cwd=place, timeout=PATIENCE_S)
        answer = json.loads(done.stdout)
    except (ValueError, OSError, subprocess.TimeoutExpired):
        raise WrongCall("nbgrader, which passes on what you hand in, didn’t answer. Try again; if that doesn’t help, "
                        "tell your instructor.") from None
    if "refused" in answer:
        raise WrongCall(answer["refused"])
    return answer
