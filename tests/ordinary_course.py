"""An assignment as an instructor makes it with nbgrader's toolbar, and what learners hand in for it."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NAME = "homework"
RIGHT = "def double(x):\n    return 2 * x"
TESTS = {  # grade id: source with hidden tests, points
    "visible": ("assert double(2) == 4", 2),
    "hidden": ("assert double(1) == 2\n### BEGIN HIDDEN TESTS\nassert double(-3) == -6\n### END HIDDEN TESTS", 3),
    "partial": ("sum(double(x) == 2 * x for x in (1, 2, -1, -2)) * 0.5", 2),
    "from-a-file": ("assert double(int(open('number.txt').read())) == 42", 1),
}


def mark(grade_id: str, **changes) -> dict:
    """Return the metadata that nbgrader's toolbar gives a cell."""
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": plain | {"grade_id": grade_id} | changes}


def make_source(folder: Path) -> None:
    """Write the assignment into a class folder's `source/`, with a file that it needs."""
    answer = f"### BEGIN SOLUTION\n{RIGHT}\n### END SOLUTION"
    cells = [new_code_cell("limit = 10", metadata=mark("setup", locked=True)),
             new_code_cell(answer, metadata=mark("answer", solution=True))]
    cells += [new_code_cell(source, metadata=mark(name, grade=True, locked=True, points=points))
              for name, (source, points) in TESTS.items()]
    cells.append(new_markdown_cell("### BEGIN SOLUTION\nBecause.\n### END SOLUTION",
                                   metadata=mark("why", grade=True, solution=True, points=2)))
    place = folder / "source" / NAME
    place.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells), place / f"{NAME}.ipynb")
    (place / "number.txt").write_text("21")


def position(cells: list[NotebookNode], grade_id: str) -> int:
    return next(i for i, cell in enumerate(cells) if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def answered(code: str) -> Callable[[list[NotebookNode]], None]:
    """Return an edit that fills in the answer."""
    def edit(cells: list[NotebookNode]) -> None:
        cells[position(cells, "answer")].source = code
    return edit


def changed(grade_id: str, **changes) -> Callable[[list[NotebookNode]], None]:
    """Return an edit that answers wrong and changes a test cell."""
    def edit(cells: list[NotebookNode]) -> None:
        answered("def double(x):\n    return 0")(cells)
        cell = cells[position(cells, grade_id)]
        cell.metadata.update(changes.pop("metadata", {}))
        cell.update(changes)
    return edit


def without(*grade_ids: str) -> Callable[[list[NotebookNode]], None]:
    """Return an edit that answers wrong and deletes test cells."""
    def edit(cells: list[NotebookNode]) -> None:
        answered("def double(x):\n    return 0")(cells)
        cells[:] = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") not in grade_ids]
    return edit


HONEST = {  # learner: edit, points by stock nbgrader and by ours
    "right": (answered(RIGHT), 8.0),
    "only-positive": (answered("def double(x):\n    return abs(2 * x)"), 4.0),
    "raises": (answered("def double(x):\n    raise ValueError(x)"), 0.0),
    "blank": (lambda cells: None, 0.0),
}
LEAKS = {  # learner: edit, points that are due, whatever stock nbgrader gives
    "warns": (answered("import warnings\ndef double(x):\n    warnings.warn('slow')\n    return 2 * x"), 8.0),
    "skips": (changed("hidden", metadata={"tags": ["skip-execution"]}), 0.0),
    "edits": (changed("hidden", source="assert True"), 0.0),
    "deletes": (without("hidden", "partial"), 0.0),
    "nan": (answered("class Nan(int):\n    def __mul__(self, other): return float('nan')\n"
                     "def double(x):\n    return 0\ndef sum(values):\n    return Nan(0)"), 0.0),
    "huge": (answered("def double(x):\n    return 0\ndef sum(values):\n    return 10**9"), 2.0),
    "leaves": (answered("import os\nos._exit(0)"), 0.0),
}


def hand_in(folder: Path, learners: dict) -> None:
    """Put submissions into a class folder that has released the assignment."""
    for learner, (edit, _) in learners.items():
        notebook = nbformat.read(folder / "release" / NAME / f"{NAME}.ipynb", as_version=4)
        edit(notebook.cells)
        place = folder / "submitted" / learner / NAME
        place.mkdir(parents=True)
        nbformat.write(notebook, place / f"{NAME}.ipynb")
