"""The bytes that a learner handed in, as a notebook of which only what counts is kept."""
from __future__ import annotations

import json

import nbformat
from nbformat import NotebookNode

from grader.errors import Refused


def parse_notebook(raw: bytes, name: str) -> NotebookNode:
    """Return the notebook in a file's bytes, in today's format.

    Raises:
        Refused: the bytes are not text, not JSON or not a notebook.
    """
    if not raw.strip():
        raise Refused(f"{name}: expected a notebook, got an empty file. Ask the learner to hand in again.")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(f"{name}: expected UTF-8 text, got other bytes. Ask for it as JupyterLab saves it.") from None
    except (ValueError, RecursionError) as error:
        where = f"in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "as a whole"
        raise Refused(f"{name}: expected a notebook, got a file that is damaged {where}. Ask for it again.") from None
    try:
        return modernise(data)
    except Exception as error:  # nbformat raises many kinds of error on data that is no notebook
        raise Refused(f"{name}: expected a notebook, got other JSON ({str(error)[:80]}). Ask for it again.") from None


def modernise(data: dict) -> NotebookNode:
    """Return a notebook of any format with what counts of each cell: text, type, and which released cell it was."""
    if not isinstance(data, dict) or not isinstance(data.get("cells", data.get("worksheets")), list):
        raise ValueError("no cells")
    notebook = nbformat.convert(nbformat.from_dict(data), 4)
    cells = [_plain_cell(cell) for cell in notebook.cells]
    return nbformat.from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def _plain_cell(cell: NotebookNode) -> NotebookNode:
    """Keep of a cell what counts: its text, its type, and the marks that say which released cell it was."""
    source = cell["source"]
    source = "".join(source) if isinstance(source, list) else str(source)
    source = source.encode("utf-8", "replace").decode()  # half of a character pair can be written to no file
    kind = cell["cell_type"] if cell["cell_type"] in ("code", "markdown") else "raw"
    plain = {"cell_type": kind, "id": str(cell.get("id", "")), "source": source}
    plain |= {"outputs": [], "execution_count": None} if kind == "code" else {}
    mark = cell.get("metadata", {}).get("nbgrader")
    grade_id = str(mark.get("grade_id", "")) if isinstance(mark, dict) else ""
    return nbformat.from_dict(plain | {"metadata": {"grade_id": grade_id}})
