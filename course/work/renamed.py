"""A lesson that lies in the work folder under a name of the learner's own."""
from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from course.work import notebooks
from course.work.notebooks import Notebook, marks_of


def find_renamed(work: Path, released: Mapping[str, Notebook]) -> dict[str, str]:
    """Return which notebooks seem to be lessons that are missing under their own names.

    Args:
        work: the folder of the learner's copies.
        released: lessons as they are handed out, by the file's name.

    Returns:
        The file's name in the folder, by the name it should have: the newest one with most of the lesson's cells.
    """
    try:
        there = set(os.listdir(work))
    except OSError:
        return {}
    asked = {name: _asked(lesson) for name, lesson in released.items() if name not in there}
    if not any(asked.values()):
        return {}
    files = sorted((file for file in there - released.keys() if file.endswith(".ipynb")),
                   key=lambda file: _changed_at(work / file))
    others = {file: _asked_in(work / file) for file in files}
    return {name: file for name, cells in asked.items() for file, own in others.items()
            if cells and 2 * len(cells & own) > len(cells)}


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _asked(notebook: Notebook) -> set[str]:
    return {marks["grade_id"] for marks in map(marks_of, notebook["cells"]) if marks}


def _asked_in(path: Path) -> set[str]:
    try:
        return _asked(notebooks.read(path))
    except (FileNotFoundError, notebooks.Unreadable):
        return set()
