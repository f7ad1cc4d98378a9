"""The bytes that a learner handed in, as a notebook of which only what counts is kept.

Of a notebook in today's format, nothing else is ever made into objects: outputs and metadata are passed over as they
are read, so that a notebook costs a few times its size, whatever is in it.
"""
from __future__ import annotations

import codecs
import json
import re
from typing import Any

import msgspec
import nbformat
from msgspec import Raw
from nbformat import NotebookNode

from grader.errors import Refused
from grader.lessons.repair import count_structure, repair
from grader.printable import printable

CHUNK = 1 << 20
MAX_CELLS = 5_000
MAX_LINES = 100_000  # of a cell
MAX_STRUCTURE = 300_000  # commas, colons and brackets of a notebook in an old format, all of which becomes objects
SCHEMA = 3  # of nbgrader's marks in the cells' metadata
ABSENT = Raw(b"")


class _Notebook(msgspec.Struct):
    cells: Raw = ABSENT
    nbformat: Raw = ABSENT


class _Cell(msgspec.Struct, gc=False):
    cell_type: Raw
    source: Raw
    id: Raw = ABSENT
    metadata: Raw = ABSENT


class _Metadata(msgspec.Struct):
    nbgrader: Raw = ABSENT


class _Mark(msgspec.Struct):
    grade_id: Raw = ABSENT
    schema_version: Raw = ABSENT


def parse_notebook(raw: bytes, name: str) -> NotebookNode:
    """Return the notebook in a file's bytes, in today's format.

    Raises:
        Refused: the bytes are not text, not JSON or not a notebook, or it would cost too much.
    """
    text = raw.removeprefix(codecs.BOM_UTF8)
    if not text or text.isspace():
        raise Refused(f"{name}: expected a notebook, got an empty file. Ask the learner to hand in again.")
    if not _is_utf_8(text):
        raise Refused(f"{name}: expected UTF-8 text, got other bytes. Ask for it as JupyterLab saves it.")
    try:
        return _parse(text)
    except Exception as error:  # nbformat raises many kinds of error on data that is no notebook
        raise Refused(f"{name}: expected a notebook, got {_reason(error, text)}. Ask for it again.") from None


def _is_utf_8(raw: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(raw), CHUNK):
            decoder.decode(raw[start:start + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _parse(text: bytes) -> NotebookNode:
    """Read JSON as it is; what a strict parser refuses is read once more when it has been repaired."""
    try:
        return _modernise(text)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, RecursionError):
        return _modernise(repair(text))


def _reason(error: Exception, text: bytes) -> str:
    """Say what a file is that is no notebook; JSON that was cut off is damaged in its last line."""
    if isinstance(error, msgspec.ValidationError) or not isinstance(error, (msgspec.DecodeError, RecursionError)):
        return f"other JSON ({printable(str(error)[:80])})"
    found = re.search(r"\(byte (\d+)\)", str(error))
    line = text.count(b"\n", 0, int(found[1]) if found else len(text)) + 1
    return f"a file that is damaged in line {line}"


def _modernise(text: bytes) -> NotebookNode:
    """Return a notebook of any format with what counts of each cell: text, type, and which released cell it was."""
    msgspec.json.decode(text, type=Raw)  # is it JSON from end to end?
    notebook = msgspec.json.decode(text, type=_Notebook)
    version = _read(notebook.nbformat, float, 1.0)
    if version not in (1, 2, 3, 4):
        raise ValueError(f"format {version:g}")
    cells = _read_cells(notebook.cells) if version == 4 else _convert(text)
    return nbformat.from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def _read_cells(cells: Raw) -> list[dict]:
    """Return the cells of today's format; each is known to have a type and a text before the next is looked at."""
    if cells is ABSENT:
        raise ValueError("no cells")
    found = msgspec.json.decode(cells, type=list[_Cell])
    _require_few(len(found), MAX_CELLS, "cells")
    return [_plain_cell(_read(cell.cell_type, str, ""), _read_source(cell.source), _read(cell.id, str, ""),
                        _read_mark(cell.metadata)) for cell in found]


def _read_source(source: Raw) -> str:
    """Return a cell's text, which is one text or one for each line."""
    if memoryview(source)[:1] == b"[":
        _require_few(bytes(source).count(b'"') // 2, MAX_LINES, "lines in a cell")
    found = msgspec.json.decode(source, type=str | list[str])
    return found if isinstance(found, str) else "".join(found)


def _read_mark(metadata: Raw) -> str:
    """Return nbgrader's id of a cell, "" if it has none."""
    mark = _read(_read(metadata, _Metadata, _Metadata()).nbgrader, _Mark, _Mark())
    if _read(mark.schema_version, int, SCHEMA) > SCHEMA:
        raise ValueError("nbgrader's marks of a newer version (schema); update nbgrader")
    return _read(mark.grade_id, str, "")


def _read(raw: Raw, type: type[Any], default: Any) -> Any:
    """Return a part of a notebook, or the default where it is not there or of another type."""
    if raw is ABSENT:
        return default
    try:
        return msgspec.json.decode(raw, type=type)
    except msgspec.ValidationError:
        return default


def _convert(text: bytes) -> list[dict]:
    """Return the cells of a notebook in an old format, by way of nbformat."""
    text = repair(text)
    _require_few(count_structure(text), MAX_STRUCTURE, "parts in an old format")
    data = json.loads(text)
    if not isinstance(data.get("cells", data.get("worksheets")), list):
        raise ValueError("no cells")
    for sheet in data.get("worksheets", []):
        for cell in sheet["cells"]:  # nbformat expects the texts of headings whole, as its own reader leaves them
            if isinstance(cell.get("source"), list):
                cell["source"] = _join(cell["source"])
    cells = nbformat.convert(nbformat.from_dict(data), 4).cells
    _require_few(len(cells), MAX_CELLS, "cells")
    return [_plain_cell(cell["cell_type"], _join(cell["source"]), "", _grade_id(cell)) for cell in cells]


def _grade_id(cell: NotebookNode) -> str:
    mark = cell.get("metadata", {}).get("nbgrader")
    return str(mark.get("grade_id", "")) if isinstance(mark, dict) else ""


def _require_few(n: int, limit: int, what: str) -> None:
    if n > limit:
        raise ValueError(f"{n:,} {what}; the limit is {limit:,}")


def _join(source: Any) -> str:
    return "".join(source) if isinstance(source, list) else str(source)


def _plain_cell(kind: str, source: str, cell_id: str, grade_id: str) -> dict:
    """Return a cell with what counts: its text, its type, and the marks that say which released cell it was."""
    kind = kind if kind in ("code", "markdown") else "raw"
    plain = {"cell_type": kind, "id": cell_id, "source": source, "metadata": {"grade_id": grade_id}}
    return plain | ({"outputs": [], "execution_count": None} if kind == "code" else {})
