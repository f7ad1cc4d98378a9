"""Bring the learner's copies up to date with corrected lessons, and lose nothing that they wrote."""
from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from course import state
from course.work import backups, notebooks, versions
from course.work.folder import (
    WrongCall,
    copy_lessons,
    remember,
    renamed_lessons,
    shipped_lessons,
)
from course.work.merge import Conflict, Merge
from course.work.notebooks import Notebook, question_of
from course.work.reset import RELOAD

GUESSED = ("It isn't known from which version this copy came, so what you changed was told from its cells. If "
           "something of yours is missing, it's in the backup.")
OUTCOMES = {"new": "new.", "unchanged": "up to date.", "trouble": "left as it is."}
WAYS = {"reset": "`course reset {}` gives you a fresh copy and keeps this file.",
        "rename": "Rename it, then try again."}
RENAMED = ("It's called {file} in your folder. Give it its own name back, then try again. For a fresh copy: `course "
           "reset {name}`.")
STILL_COUNTS = ("Its questions still count as you left them, but your answers aren't in this copy. If you have an "
                "older copy, give it this name. If not, `course reset {name}` starts the lesson over.")


@dataclass(frozen=True)
class Lesson:
    """What became of a lesson.

    Attributes:
        name: its name.
        outcome: "updated", "new", "unchanged", or "trouble".
        carried: questions whose answers came along.
        n_added: how many of the learner's own cells came along.
        conflicts: what the learner should look at.
        backup: where the copy is kept as it was, seen from the work folder; "" if there was none to keep.
        notes: what else there is to say, in sentences.
        way: out of trouble, "reset" or "rename".
        found_as: the file's name in the work folder, if that's another one.
        is_known: whether one that is new was worked on before: then its answers are elsewhere, or lost.
        restored: questions of which a cell was gone; it's back as it was handed out.
        is_corrected: whether the course has another text of it now.
    """

    name: str
    outcome: str = "unchanged"
    carried: tuple[str, ...] = ()
    n_added: int = 0
    conflicts: tuple[Conflict, ...] = ()
    backup: str = ""
    notes: tuple[str, ...] = ()
    way: str = ""
    restored: tuple[str, ...] = ()
    is_corrected: bool = False
    found_as: str = ""
    is_known: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {"name": self.name, "outcome": self.outcome, "carried": list(self.carried), "added": self.n_added,
                "conflicts": [vars(conflict) for conflict in self.conflicts], "backup": self.backup,
                "notes": list(self.notes), "restored": list(self.restored)}

    def __str__(self) -> str:
        if self.outcome == "updated" and not self.is_corrected:
            lines = [f"{self.name}: repaired."]
        elif self.outcome == "updated":
            came = [f"{len(self.carried)} answers" if len(self.carried) != 1 else "1 answer",
                    f"{self.n_added} cells of your own" if self.n_added != 1 else "1 cell of your own"]
            lines = [f"{self.name}: brought up to date. {came[0]} and {came[1]} came along."]
        else:
            lines = [f"{self.name}: {OUTCOMES[self.outcome]}"]
        if self.restored:
            lines.append(f"  A cell was gone and is back as it was handed out: {', '.join(self.restored)}.")
        lines += [f"  Look at {each.question or each.cell}: {each.text}" for each in self.conflicts]
        return "\n".join([*lines, *(f"  {note}" for note in self.notes),
                          *([f"  What was there is kept as {self.backup}."] if self.backup else [])])


@dataclass(frozen=True)
class Update:
    """What became of the lessons; as text it's what to tell the learner."""

    lessons: tuple[Lesson, ...]
    is_dry_run: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether anything was, or would be, changed."""
        return any(lesson.outcome in ("updated", "new") for lesson in self.lessons)

    @property
    def has_trouble(self) -> bool:
        return any(lesson.outcome == "trouble" for lesson in self.lessons)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {"is_changed": self.is_changed, "is_dry_run": self.is_dry_run,
                "lessons": [lesson.as_dict() for lesson in self.lessons]}

    def __str__(self) -> str:
        told = [str(lesson) for lesson in self.lessons if lesson.outcome != "unchanged"]
        if not told:
            return "Your lessons are up to date. Nothing was changed."
        if self.is_dry_run:
            return "\n".join(["This would be done. Nothing was changed yet.", *told])
        return "\n".join([*told, *([RELOAD.replace("it's", "one is", 1)] if self.is_changed else [])])


def update(work: Path, dry_run: bool = False) -> Update:
    """Carry the learner's answers and cells into the lessons that come with the course, where those are newer.

    The new text of a lesson stands, with the learner's answers in it, by question, and the learner's own cells after
    the cells that they followed. Each copy that is changed is kept in `backups/` first. A second call changes nothing.

    Args:
        work: the folder of the learner's copies.
        dry_run: only say what would be done.

    Raises:
        WrongCall: the course is installed without lessons, or a copy or its backup can't be written.
    """
    shipped = shipped_lessons(work)
    renamed = renamed_lessons(shipped, work)
    done = [_not_there(work, name, path, renamed.get(path.name, "")) if not os.path.lexists(work / path.name)
            else _update(work, name, path, dry_run) for name, path in shipped.items()]
    if not dry_run:
        _copy_missing(shipped, work)
    return Update(tuple(done), dry_run)


def _copy_missing(shipped: Mapping[str, Path], work: Path) -> None:
    try:
        copy_lessons(shipped, work)
    except OSError as error:
        raise WrongCall(f"{work}: expected to put new lessons there, got {error.strerror or error}. Make room, or make "
                        "it a folder you may write to.") from None


def _not_there(work: Path, name: str, path: Path, found_as: str) -> Lesson:
    if found_as:
        return Lesson(name, "trouble", notes=(RENAMED.format(file=found_as, name=name),), found_as=found_as)
    is_known = not state.read("progress", work).keys().isdisjoint(map(question_of, notebooks.read(path)["cells"]))
    return Lesson(name, "new", notes=(STILL_COUNTS.format(name=name),) if is_known else (), is_known=is_known)


def _update(work: Path, name: str, path: Path, dry_run: bool) -> Lesson:
    own = work / path.name
    try:
        theirs, released = notebooks.read(own), notebooks.read(path)
    except (notebooks.Unreadable, FileNotFoundError) as error:
        said = "leads nowhere" if isinstance(error, FileNotFoundError) else str(error)
        way = "reset" if own.is_file() or own.is_symlink() else "rename"
        return Lesson(name, "trouble", notes=(f"{own.name} {said}. {WAYS[way].format(name)}",), way=way)
    version = versions.noted(state.read("lessons", work).get(name))
    is_behind, gone = versions.is_behind(theirs, version, released), versions.lost(theirs, version, released)
    if not is_behind and not gone:
        if version is None and not dry_run:
            remember({name: notebooks.fingerprints(released)}, work)
        return Lesson(name)
    return replace(_merge(work, name, theirs, version, released, dry_run), restored=tuple(gone), is_corrected=is_behind)


def _merge(work: Path, name: str, theirs: Notebook, version: versions.Version | None, released: Notebook,
           dry_run: bool) -> Lesson:
    merged = Merge(theirs, versions.guess(theirs, released) if version is None else version, released).run()
    file, backup = f"{name}.ipynb", ""
    if not dry_run:
        if merged.notebook != theirs:
            kept = backups.keep(work, file)
            backup = kept.relative_to(work).as_posix() if kept else ""
            _write(work / file, merged.notebook)
        remember({name: notebooks.fingerprints(released)}, work)
    return Lesson(name, "updated" if merged.notebook != theirs else "unchanged", tuple(merged.carried), merged.n_added,
                  tuple(merged.conflicts), backup, (GUESSED,) if version is None else ())


def _write(path: Path, notebook: Notebook) -> None:
    try:
        notebooks.write(path, notebook)
    except OSError as error:
        raise WrongCall(f"{path.name}: expected to write it, got {error.strerror or error}. It's as it was. Make room, "
                        "or make it a file you may write to.") from None
