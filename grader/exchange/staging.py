"""Hand-ins on their way to their places: written aside first, then moved, so that none is ever there by half.

Whoever is killed while moving leaves a plan behind, which the next call finishes.
"""
from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime, timezone
from pathlib import Path

from filelock import FileLock, Timeout

from grader.classroom.plain_files import open_folder, walk
from grader.classroom.results import write_atomically
from grader.classroom.submissions import MAX_BYTES, NOTES, STAMP
from grader.errors import Refused, WrongCall
from grader.printable import printable
from grader.stamps import read_stamp
from grader.tables import read_table, write_table

ASIDE, LOCK, PLAN = ".collect", ".collect.lock", "plan.json"
LOG, LOG_COLUMNS = "collected.csv", ("lesson", "learner", "handed_in", "late", "from", "collected", "replaced")
ROOM = 200_000_000  # bytes of the disk that must stay free


class Staging:
    """A folder beside the hand-ins' places; `commit` moves what is in it, and whatever else ends it drops it."""

    def __init__(self, class_folder: Path, lesson: str, dry_run: bool) -> None:
        self.class_folder, self.lesson, self._dry_run = class_folder, lesson, dry_run
        self._rows: list[dict[str, str]] = []
        self._stack = ExitStack()

    def __enter__(self) -> Staging:
        if not self._dry_run:
            self._stack.enter_context(_lock(self.class_folder))
            shutil.rmtree(self.class_folder / ASIDE, ignore_errors=True)
        return self

    def __exit__(self, *_: object) -> None:
        if not self._dry_run and not (self.class_folder / ASIDE / PLAN).exists():
            shutil.rmtree(self.class_folder / ASIDE, ignore_errors=True)
        self._stack.close()

    def require_room(self, n_bytes: int) -> None:
        """Make sure that the disk has room.

        Raises:
            WrongCall: it has not.
        """
        free = shutil.disk_usage(self.class_folder).free
        if n_bytes + ROOM > free:
            raise WrongCall(f"{printable(self.class_folder)}: expected room for {n_bytes / 10**6:,.0f} MB and "
                            f"{ROOM // 10**6} more, got {free / 10**6:,.0f} MB. Nothing was collected. Make room.")

    def add(self, learner: str, files: dict[str, bytes], moment: datetime | None, late: bool) -> None:
        """Write a hand-in aside.

        Raises:
            WrongCall: it cannot be written.
        """
        handed_in = f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC" if moment else ""
        if self._dry_run:
            return
        place = self.class_folder / ASIDE / str(len(self._rows))
        try:
            for path, content in (files | ({STAMP: handed_in.encode()} if moment else {})).items():
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                (place / path).write_bytes(content)
        except OSError as error:
            raise WrongCall(f"{printable(learner)}: expected to write the hand-in, got: {error.strerror}. Nothing was "
                            "collected. Make room, or ask for plainer file names.") from None
        self._rows.append({"lesson": self.lesson, "learner": learner, "handed_in": handed_in,
                           "late": "LATE" if late else ""})

    def commit(self, source: str) -> None:
        """Move all that was added to its place."""
        if not self._rows:
            return
        now = f"{datetime.now(timezone.utc):%Y-%m-%d %H:%M:%S} UTC"
        rows = [row | {"from": source, "collected": now} for row in self._rows]
        write_atomically(self.class_folder / ASIDE / PLAN, json.dumps(rows))
        _move_all(self.class_folder)


def finish_earlier(class_folder: Path) -> list[str]:
    """Finish what an earlier call had read whole, and return whose hand-ins it put in place."""
    with _lock(class_folder):
        return _move_all(class_folder) if (class_folder / ASIDE / PLAN).exists() else []


def _lock(class_folder: Path) -> FileLock:
    lock = FileLock(class_folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise WrongCall(f"{printable(class_folder)}: expected to collect alone, got another `grader collect` at work. "
                        "Wait for it, then call this again.") from None
    return lock


def _move_all(class_folder: Path) -> list[str]:
    """Do what is left of the plan; the log is written last, and with it the plan is done."""
    rows = json.loads((class_folder / ASIDE / PLAN).read_text(encoding="utf-8"))
    for i, row in enumerate(rows):
        target = class_folder / "submitted" / row["learner"] / row["lesson"]
        if (staged := class_folder / ASIDE / str(i)).exists():
            row["replaced"] = _move_away(class_folder, target)
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.rename(target)
    _write_log(class_folder, rows)
    shutil.rmtree(class_folder / ASIDE, ignore_errors=True)
    return [row["learner"] for row in rows]


def _move_away(class_folder: Path, target: Path) -> str:
    """Move an earlier hand-in into `replaced/`, beside those before it; return where, "" if there was none."""
    if not os.path.lexists(target):
        return ""
    place = class_folder / "replaced" / target.parent.name
    place.mkdir(parents=True, exist_ok=True)
    n, aside = 1, place / target.name
    while os.path.lexists(aside):
        n += 1
        aside = place / f"{target.name}-{n}"
    target.rename(aside)
    return aside.relative_to(class_folder).as_posix()


def _write_log(class_folder: Path, rows: Sequence[dict[str, str]]) -> None:
    """Add lines to the log; one that people have made unreadable is kept as it is, under another name."""
    path = class_folder / LOG
    before: list[list[str]] = []
    if path.exists():
        try:
            before = [[cells[name] for name in LOG_COLUMNS] for _, cells in read_table(path).records(*LOG_COLUMNS)]
        except WrongCall:
            path.replace(path.with_name(f"{LOG}.{datetime.now(timezone.utc):%Y%m%dT%H%M%S%f}"))
    after = [[row.get(name, "") for name in LOG_COLUMNS] for row in rows]
    write_atomically(path, write_table(LOG_COLUMNS, before + after))


def why_no_place(class_folder: Path, learner: str, lesson: str) -> str:
    """Return why a hand-in cannot go to its place: a link there could lead anywhere."""
    for path in (Path("submitted"), Path("submitted") / learner, Path("replaced") / learner):
        if os.path.lexists(class_folder / path) and (path.parts[1:] and (class_folder / path).is_symlink()
                                                     or not (class_folder / path).is_dir()):
            return f"expected {printable(path.as_posix())} to be a folder, got a link or a file. Move it away."
    submitted = class_folder / "submitted"
    if not (submitted / learner).exists() and submitted.is_dir():
        same = [path.name for path in submitted.iterdir() if path.name.casefold() == learner.casefold()]
        if same:
            return (f"expected submitted/{printable(learner)}, got {printable(same[0])} there. Rename that folder, or "
                    "the learner in roster.csv.")
    return ""


def compare(class_folder: Path, learner: str, lesson: str, files: dict[str, bytes], moment: datetime | None) -> str:
    """Return what lies where a hand-in is to go: "" for nothing, "the same", "newer", or "another"."""
    if not os.path.lexists(class_folder / "submitted" / learner / lesson):
        return ""
    there = _read(class_folder, learner, lesson)
    before = read_stamp(there.pop(STAMP, None))[0]
    if there == files and moment in (None, before):
        return "the same"
    return "newer" if moment and before and moment < before else "another"


def _read(class_folder: Path, learner: str, lesson: str) -> dict[str, bytes]:
    """Return the files of a hand-in, as far as they can be read."""
    files: dict[str, bytes] = {}
    try:
        with open_folder(class_folder / "submitted") as top, top.enter(learner) as own, own.enter(lesson, "") as folder:
            for place, name, kind in walk(folder):
                if kind != "folder":
                    path = place.inner(name)
                    files[path] = place.read(name, NOTES.get(path, MAX_BYTES), "")
    except (Refused, OSError):
        files[""] = b""  # equals nothing
    return files
