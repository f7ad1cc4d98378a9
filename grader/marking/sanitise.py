"""Bound what a learner wrote before it is stored with its marks: whoever grades opens it in a browser.

The words stay as they are; the pages made of them are cleaned (`grader.desk.clean`). What was handed in stays whole in
`submitted/`.
"""
from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

MAX_CHARS = 100_000  # of one cell; a whole lesson of this course has fewer
MAX_MORE_CHARS = 1_000_000  # of a notebook, beyond those of the lesson itself
CELL_CHARS = 1_000  # what a cell costs whoever shows it, however short it is
CUT = "… (cut for grading: the hand-in has {} characters here)"
LEFT_OUT = "*{} more cells are left out here: the hand-in is too long to be shown whole.*"


def sanitise(notebook: NotebookNode, release: NotebookNode) -> None:
    """Cut a graded notebook to what a page can show, in place; nothing that has points or that we wrote goes."""
    ours = {cell.source for cell in release.cells}
    room = MAX_MORE_CHARS + sum(len(cell.source) + CELL_CHARS for cell in release.cells)
    kept, n_left_out = [], 0
    for cell in notebook.cells:
        if room <= 0 and "nbgrader" not in cell.metadata:
            n_left_out += 1
            continue
        if cell.source not in ours:
            cell.source = cut(cell.source, max(0, min(MAX_CHARS, room)))
        room -= len(cell.source) + CELL_CHARS
        kept.append(cell)
    if n_left_out:
        kept.append(new_markdown_cell(LEFT_OUT.format(n_left_out), id="left-out"))
    notebook.cells = kept


def cut(source: str, most: int) -> str:
    """Return a text with a note at its end where it was too long.

    >>> cut("a < b", 10), cut("a < b", 1)
    ('a < b', 'a… (cut for grading: the hand-in has 5 characters here)')
    """
    return source if len(source) <= most else source[:most] + CUT.format(f"{len(source):,}")
