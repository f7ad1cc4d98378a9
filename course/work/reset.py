"""Put a question or a lesson back as it was handed out. What was there is kept first."""
from __future__ import annotations

import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course import state
from course.work import backups, notebooks
from course.work.folder import WrongCall, remember, renamed_lessons, shipped_lessons
from course.work.names import find_lesson, find_question
from course.work.notebooks import Cell, Notebook, key_of, question_of

RELOAD = "If it's open in JupyterLab, reload it there: File, Reload Notebook from Disk."


class Damaged(WrongCall):
    """A question can't be put back, because the notebook around it is damaged.

    Args:
        lesson: the lesson's name.
        message: why, and what to do in a terminal.
    """

    def __init__(self, lesson: str, message: str) -> None:
        super().__init__(message)
        self.lesson = lesson


@dataclass(frozen=True)
class Reset:
    """What was put back.

    Attributes:
        lesson: its name.
        question: the question's id; "" for the whole lesson.
        file: the notebook, seen from the work folder.
        is_changed: whether anything was, or would be, changed.
        backup: where the notebook is kept as it was, seen from the work folder; "" if nothing was there to keep.
        notes: what else there is to say, in sentences.
    """

    lesson: str
    question: str
    file: str
    is_changed: bool
    backup: str = ""
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {"lesson": self.lesson, "question": self.question, "file": self.file, "is_changed": self.is_changed,
                "backup": self.backup, "notes": list(self.notes)}

    def __str__(self) -> str:
        what = f"{self.question} in {self.lesson}" if self.question else self.lesson
        if not self.is_changed:
            return f"{what} is as it was handed out. Nothing was changed."
        kept = [f"What was there is kept as {self.backup}."] if self.backup else []
        return "\n".join([f"{what} is as it was handed out again.", *kept, *self.notes, RELOAD])


def reset(work: Path, lesson: str, question: str | None = None, dry_run: bool = False) -> Reset:
    """Put the released text of a question's cells, or of a whole lesson, back into the learner's copy.

    A copy of the notebook is kept in `backups/` first. The question counts as not tried again; how often it was tried
    stays noted. For one question, no other cell is touched.

    Args:
        work: the folder of the learner's copies.
        lesson: its name, its number, or a beginning of it.
        question: its id; without one, the whole lesson is put back.
        dry_run: only say what would be done.

    Raises:
        WrongCall: there's no such lesson or question, its notebook is damaged and one question of it was asked for, or
            the folder can't be written. Nothing was changed then.
    """
    shipped = {name: notebooks.read(path) for name, path in shipped_lessons(work).items()}
    asked = {each: _questions(notebook) for each, notebook in shipped.items()}
    name = find_lesson(lesson, asked)
    wanted = [find_question(question, name, asked)] if question is not None else asked[name]
    path = work / f"{name}.ipynb"
    theirs = _theirs(path, name, may_be_damaged=question is None)
    only = wanted[0] if question is not None else ""
    fresh, notes = (shipped[name], []) if theirs is None or not only else put_back(theirs, shipped[name], only)
    if only and theirs is None:
        if found := renamed_lessons(shipped_lessons(work), work).get(path.name):
            raise WrongCall(f"{path.name}: expected a notebook, got one called {found}. Give it its own name back, "
                            "then try again.")
        notes = [f"{path.name} wasn't there; it's a fresh copy."]
    is_changed = fresh != theirs or _is_noted(wanted, work)
    if dry_run or not is_changed:
        return Reset(name, only, path.name, is_changed, notes=tuple(notes))
    kept = backups.keep(work, path.name)
    if _is_noted(wanted, work):
        backups.keep(work, state.FILE.name)  # the functions that passed are in it
    _write(path, fresh)
    notes += _forget(wanted, work)
    _remember(name, shipped[name], only if theirs is not None else "", work)
    return Reset(name, only, path.name, True, str(kept.relative_to(work)) if kept else "", tuple(notes))


def put_back(theirs: Notebook, released: Notebook, question: str) -> tuple[Notebook, list[str]]:
    """Return a notebook in which the cells of a question are as they were released, and what there is to say.

    A cell that is gone comes back at its place; of copies of a cell, the first one stays.
    """
    cells, notes = list(theirs["cells"]), []
    for place, cell in enumerate(released["cells"]):
        if question_of(cell) != question:
            continue
        found = [i for i, own in enumerate(cells) if key_of(own) == key_of(cell)]
        if found:
            cells[found[0]] = copy.deepcopy(cell)
        else:
            cells.insert(_place_in(cells, released["cells"][:place]), copy.deepcopy(cell))
            notes.append(f"The cell {key_of(cell)} was gone; it's back at its place.")
        for i in reversed(found[1:]):
            del cells[i]
            notes.append(f"A second cell {key_of(cell)} is gone; it's in the backup.")
    return notebooks.complete(theirs | {"cells": cells}), notes


def _place_in(cells: list[Cell], before: list[Cell]) -> int:
    """Return where a cell belongs: behind the nearest of those before it that is still there."""
    places = {key_of(cell): i for i, cell in enumerate(cells)}
    return next((places[key_of(cell)] + 1 for cell in reversed(before) if key_of(cell) in places), 0)


def _questions(notebook: Notebook) -> list[str]:
    return list(dict.fromkeys(filter(None, map(question_of, notebook["cells"]))))


def _theirs(path: Path, lesson: str, may_be_damaged: bool) -> Notebook | None:
    """Return the learner's copy; None if it's missing, or damaged where that doesn't matter."""
    try:
        return notebooks.read(path)
    except FileNotFoundError:
        return None
    except notebooks.Unreadable as error:
        if may_be_damaged and path.is_file():
            return None
        if not path.is_file():
            raise WrongCall(f"{path.name}: expected a notebook, got something that {error}. Give it another name, then "
                            "try again.") from None
        raise Damaged(lesson, f"{path.name}: expected a notebook, got a file that {error}. `course reset {lesson}` "
                              "puts the whole lesson back, and keeps this file.") from None


def _write(path: Path, notebook: Notebook) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        notebooks.write(path, notebook)
    except OSError as error:
        raise WrongCall(f"{path.name}: expected to write it, got {error.strerror or error}. It's as it was. Make room, "
                        "or make it a file you may write to.") from None


def _is_noted(questions: list[str], work: Path) -> bool:
    return any(name in state.read(part, work) for part in ("progress", "answers") for name in questions)


def _forget(questions: list[str], work: Path) -> list[str]:
    """Let questions count as not tried; return what there is to say if that can't be noted."""
    def without(known: dict) -> dict:
        return {name: value for name, value in known.items() if name not in questions}

    if not _is_noted(questions, work) or state.update_parts({"progress": without, "answers": without}, work):
        return []
    return ["Your progress couldn't be written, so what was right still counts as right."]


def _remember(lesson: str, released: Notebook, only: str, work: Path) -> None:
    """Note from which version the cells now come: all of them, or those of one question."""
    versions = notebooks.fingerprints(released)
    if only:
        known = state.read("lessons", work).get(lesson)
        if not isinstance(known, dict):
            return
        of_question = {key_of(cell) for cell in released["cells"] if question_of(cell) == only}
        versions = known | {key: value for key, value in versions.items() if key in of_question}
    remember({lesson: versions}, work)
