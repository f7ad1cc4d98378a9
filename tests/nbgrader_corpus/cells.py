"""Cells as nbgrader's toolbar makes them, and edits of notebooks as learners make them."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader_corpus.course import Notebooks

Edit = Callable[[Notebooks], None]
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
          "language_info": {"name": "python"}}


def notebook(*cells: NotebookNode, metadata: dict | None = None) -> NotebookNode:
    return new_notebook(cells=list(cells), metadata=PYTHON if metadata is None else metadata)


def mark(grade_id: str, **changes) -> dict:
    """Return the metadata that nbgrader's toolbar gives a cell."""
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": plain | {"grade_id": grade_id} | changes}


def plain(source: str) -> NotebookNode:
    return new_code_cell(source)


def locked(grade_id: str, source: str) -> NotebookNode:
    return new_code_cell(source, metadata=mark(grade_id, locked=True))


def answer(grade_id: str, solution: str, before: str = "") -> NotebookNode:
    source = f"{before}### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    return new_code_cell(source, metadata=mark(grade_id, solution=True))


def test(grade_id: str, source: str, points: float = 1, hidden: str = "") -> NotebookNode:
    if hidden:
        source += f"\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    return new_code_cell(source, metadata=mark(grade_id, grade=True, locked=True, points=points))


def manual(grade_id: str, solution: str, points: float = 1, code: bool = False) -> NotebookNode:
    cell = new_code_cell if code else new_markdown_cell
    return cell(f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION",
                metadata=mark(grade_id, grade=True, solution=True, points=points))


def task(grade_id: str, text: str, points: float = 1) -> NotebookNode:
    return new_markdown_cell(f"{text}\n=== BEGIN MARK SCHEME ===\nOne for each.\n=== END MARK SCHEME ===",
                             metadata=mark(grade_id, task=True, locked=True, points=points))


def find(cells: list[NotebookNode], grade_id: str) -> NotebookNode:
    return next(cell for cell in cells if grade_id_of(cell) == grade_id)


def grade_id_of(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def all_cells(notebooks: Notebooks) -> list[NotebookNode]:
    return [cell for each in notebooks.values() for cell in each.cells]


def untouched(notebooks: Notebooks) -> None:
    """Hand in what was released."""


def fill(**sources: str) -> Edit:
    """Return an edit that writes into cells; the names are grade ids."""
    def edit(notebooks: Notebooks) -> None:
        for grade_id, source in sources.items():
            find(all_cells(notebooks), grade_id).source = source
    return edit


def then(*edits: Edit) -> Edit:
    """Return edits as one."""
    def edit(notebooks: Notebooks) -> None:
        for each in edits:
            each(notebooks)
    return edit


def tag(grade_id: str, *tags: str) -> Edit:
    def edit(notebooks: Notebooks) -> None:
        find(all_cells(notebooks), grade_id).metadata.tags = list(tags)
    return edit


def remark(grade_id: str, /, **changes) -> Edit:
    """Return an edit of what nbgrader notes about a cell."""
    def edit(notebooks: Notebooks) -> None:
        find(all_cells(notebooks), grade_id).metadata.nbgrader.update(changes)
    return edit


def retype(grade_id: str, kind: str) -> Edit:
    def edit(notebooks: Notebooks) -> None:
        for each in notebooks.values():
            for i, cell in enumerate(each.cells):
                if grade_id_of(cell) == grade_id:
                    new = {"markdown": new_markdown_cell, "code": new_code_cell}[kind]
                    each.cells[i] = new(cell.source, metadata=cell.metadata, id=cell.get("id", f"retyped-{i}"))
    return edit


def drop(*grade_ids: str) -> Edit:
    def edit(notebooks: Notebooks) -> None:
        for each in notebooks.values():
            each.cells = [cell for cell in each.cells if grade_id_of(cell) not in grade_ids]
    return edit


def copy(grade_id: str, at_end: bool = True, **changes) -> Edit:
    """Return an edit that adds a changed copy of a cell, with its id, as the first or the last of its notebook."""
    def edit(notebooks: Notebooks) -> None:
        for each in notebooks.values():
            for cell in [cell for cell in each.cells if grade_id_of(cell) == grade_id]:
                copied = nbformat.from_dict(cell)
                copied.update({"id": f"copy-{len(each.cells)}"} | changes)
                each.cells.insert(len(each.cells) if at_end else 0, copied)
    return edit


def add(source: str, at: int = 0) -> Edit:
    """Return an edit that adds a code cell to every notebook."""
    def edit(notebooks: Notebooks) -> None:
        for each in notebooks.values():
            each.cells.insert(at, new_code_cell(source))
    return edit


def replace_with(**paths: Path) -> Edit:
    """Return an edit that hands in files instead; the names are those of the notebooks."""
    def edit(notebooks: Notebooks) -> None:
        notebooks.clear()
        notebooks.update(paths)
    return edit
