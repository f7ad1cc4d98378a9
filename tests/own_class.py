"""A class that an instructor had in nbgrader: their own configuration, preprocessors, late policy and tests."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from ordinary_course import mark

LESSON = "own"
OWN_SCHEME = "### BEGIN MARK SCHEME\nOne point for each reason.\n### END MARK SCHEME"


def code(source: str, grade_id: str = "", **marks) -> NotebookNode:
    return new_code_cell(source, metadata=mark(grade_id, **marks) if grade_id else {})


def locked(source: str, grade_id: str) -> NotebookNode:
    return code(source, grade_id, locked=True)


def answer(source: str, grade_id: str = "answer") -> NotebookNode:
    return code(f"### BEGIN SOLUTION\n{source}\n### END SOLUTION", grade_id, solution=True)


def graded(source: str, grade_id: str, points: float = 1) -> NotebookNode:
    return code(source, grade_id, grade=True, locked=True, points=points)


def task(source: str, grade_id: str, points: float = 1) -> NotebookNode:
    return new_markdown_cell(source, metadata=mark(grade_id, task=True, locked=True, points=points))


def make_class(folder: Path, config: str = "", cells: Sequence[NotebookNode] = (), ours: bool = False) -> Path:
    """Write a class folder with one assignment in its `source/`, and return it."""
    (folder / "source" / LESSON).mkdir(parents=True)
    first = ["c = get_config()", "c.CourseDirectory.course_id = 'own'"]
    first += ["from grader.classroom import configure", "configure(c)"] if ours else []
    (folder / "nbgrader_config.py").write_text("\n".join([*first, config]) + "\n")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=list(cells), metadata=kernel), folder / "source" / LESSON / f"{LESSON}.ipynb")
    return folder


def hand_in(folder: Path, learner: str, edit: Callable[[list[NotebookNode]], None], stamp: str = "") -> Path:
    """Put a submission into a class that has released the assignment, and return its folder."""
    notebook = nbformat.read(folder / "release" / LESSON / f"{LESSON}.ipynb", as_version=4)
    edit(notebook.cells)
    place = folder / "submitted" / learner / LESSON
    place.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, place / f"{LESSON}.ipynb")
    if stamp:
        (place / "timestamp.txt").write_text(stamp)
    return place
