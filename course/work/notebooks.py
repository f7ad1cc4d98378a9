"""Notebooks as plain JSON: read and written whole, with cells told apart by what they are to the course."""
from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from course.state import file

Cell = dict[str, Any]
Notebook = dict[str, Any]
MAX_BYTES = 200_000_000
HANDED_OUT = "*Write your answer here.*"  # in an answer that is a text


class Unreadable(ValueError):
    """A file is no notebook; the message says what it is instead, as the end of a sentence."""


def read(path: Path) -> Notebook:
    """Return a notebook.

    Raises:
        FileNotFoundError: it isn't there.
        Unreadable: it isn't a file, or holds no notebook of format 4, or can't be opened.
    """
    try:
        if not path.is_file() and path.exists():
            raise Unreadable("isn't a file")
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(f"is larger than {MAX_BYTES // 10**6} MB")
        notebook = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Unreadable(f"can't be opened ({error.strerror})") from None
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, Unreadable) else Unreadable("is damaged: it's no longer a notebook") from None
    if (not isinstance(notebook, dict) or not _are_cells(notebook.get("cells"))
            or not isinstance(notebook.get("metadata", {}), dict)):
        raise Unreadable("is damaged: it's no longer a notebook")
    return notebook


def _are_cells(cells: object) -> bool:
    return isinstance(cells, list) and all(
        isinstance(cell, dict) and isinstance(cell.get("source"), (str, list))
        and cell.get("cell_type") in ("code", "markdown", "raw")
        and isinstance(cell.get("metadata", {}), dict) for cell in cells)


def dump(notebook: Notebook) -> str:
    """Return a notebook as Jupyter writes it."""
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write(path: Path, notebook: Notebook) -> None:
    """Write a notebook, whole or not at all."""
    write_text(path, dump(notebook))


def write_text(path: Path, text: str) -> None:
    """Write a file, whole or not at all.

    Raises:
        OSError: it can't be written; what was there is there.
    """
    file.replace(path, text)


def source_of(cell: Cell) -> str:
    """Return a cell's text, which files hold as a list of lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(map(str, source))


def with_source(cell: Cell, source: str) -> Cell:
    """Return a cell with another text; what came out of the old one is gone."""
    changed = cell | {"source": source.splitlines(keepends=True)}
    return changed | {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else changed


def marks_of(cell: Cell) -> dict[str, Any]:
    """Return nbgrader's marks of a cell; {} if it has none."""
    marks = cell.get("metadata", {}).get("nbgrader")
    return marks if isinstance(marks, dict) and isinstance(marks.get("grade_id"), str) else {}


def key_of(cell: Cell) -> str:
    """Return the name by which a cell is known in every version: of its question, or else its id; "" if it has none."""
    name = marks_of(cell).get("grade_id") or cell.get("id")
    return name if isinstance(name, str) else ""


def question_of(cell: Cell) -> str:
    """Return the id of the question to which a cell belongs, as its answer or its check; "" if it's of none."""
    marks = marks_of(cell)
    name = marks.get("grade_id", "")
    return name.removesuffix("-answer") if is_answer(cell) and not marks.get("grade") else name


def role_of(cell: Cell) -> str:
    """Return what the build says a cell is, such as "work" for one that learners fill in; "" if it says nothing."""
    ours = cell.get("metadata", {}).get("grader")
    return str(ours.get("role", "")) if isinstance(ours, dict) else ""


def is_answer(cell: Cell) -> bool:
    """Return whether a cell is where learners write what is graded."""
    return marks_of(cell).get("solution") is True


def fingerprint(cell: Cell) -> str:
    """Return a short hash of a cell's text."""
    return hashlib.sha256(source_of(cell).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def fingerprints(notebook: Notebook | Path) -> dict[str, str]:
    """Return the hashes of a lesson's cells, by their names and in their order."""
    cells = (read(notebook) if isinstance(notebook, Path) else notebook)["cells"]
    return {key_of(cell): fingerprint(cell) for cell in cells}


def complete(notebook: Notebook) -> Notebook:
    """Return a notebook in which every cell has an id of its own, as format 4.5 wants it."""
    seen: set[str] = set()
    cells = []
    for cell in notebook["cells"]:
        wanted = name = cell["id"] if isinstance(cell.get("id"), str) else f"own-{fingerprint(cell)}"
        number = 1
        while name in seen:
            number += 1
            name = f"{wanted}-{number}"
        seen.add(name)
        cells.append(cell | {"id": name})
    return notebook | {"cells": cells, "nbformat": 4, "nbformat_minor": 5}
