"""From which version of a lesson a copy comes: as it was noted, or as its cells tell."""
from __future__ import annotations

import hashlib
import re
from typing import Any

from course.work.notebooks import Cell, Notebook, fingerprint, fingerprints, key_of, marks_of, question_of, source_of

NAMED_BY_TEXT = re.compile(r"cell-([0-9a-f]{12})(-\d+)?")  # how the build names cells that are of no question
Version = dict[str, str]  # the hash of each released cell's text, by the cell's name


def noted(version: Any) -> Version | None:
    """Return a version as the state has it; None if nothing is known."""
    if not isinstance(version, dict) or not version:
        return None
    return version if all(isinstance(value, str) for value in version.values()) else None


def guess(theirs: Notebook, released: Notebook) -> Version:
    """Return from which version a copy seems to come, as far as its cells tell.

    Cells of no question are named by a hash of their text. Cells of questions carry nbgrader's checksum of theirs.
    """
    ours = {key_of(cell): cell for cell in released["cells"]}
    version: Version = {}
    for cell in theirs["cells"]:
        key, named = key_of(cell), NAMED_BY_TEXT.fullmatch(key_of(cell))
        if key in version or not (named or marks_of(cell)):
            continue
        if named or _has_checksum_of(cell, ours.get(key)):
            version[key] = fingerprint(ours[key]) if key in ours else named[1] if named else ""
        else:
            version[key] = fingerprint(cell) if is_as_released(cell) else ""
    return version


def _has_checksum_of(cell: Cell, released: Cell | None) -> bool:
    mine = marks_of(cell).get("checksum")
    return released is not None and isinstance(mine, str) and mine == marks_of(released).get("checksum")


def is_as_released(cell: Cell) -> bool:
    """Return whether a cell of a question still has the text of which nbgrader's checksum was taken."""
    marks = marks_of(cell)
    parts = [source_of(cell), cell["cell_type"], *(str(marks.get(name)) for name in ("grade", "solution", "locked")),
             str(marks.get("grade_id"))]
    if marks.get("grade") and isinstance(marks.get("points"), (int, float)):
        parts.append(str(float(marks["points"])))
    return hashlib.md5("".join(parts).encode("utf-8", "surrogatepass"),
                       usedforsecurity=False).hexdigest() == marks.get("checksum")


def is_behind(theirs: Notebook, version: Version | None, released: Notebook) -> bool:
    """Return whether a copy comes from another text than the released one."""
    ours = fingerprints(released)
    if version is None:
        version = guess(theirs, released)
        is_other = any(key not in ours or value != ours[key] for key, value in version.items()) or ours.keys() > {
            *version}
    else:
        is_other = list(version.items()) != list(ours.items())
    marks = {key_of(cell): marks_of(cell) for cell in reversed(theirs["cells"])}
    return is_other or any(marks_of(cell) != marks[key_of(cell)] for cell in released["cells"] if key_of(cell) in marks)


def lost(theirs: Notebook, version: Version | None, released: Notebook) -> list[str]:
    """Return the questions of which a copy lacks a cell that it once had: without it, an answer can't be checked."""
    there = {key_of(cell) for cell in theirs["cells"]}
    gone = [cell for cell in released["cells"] if marks_of(cell) and key_of(cell) in (version or {})
            and key_of(cell) not in there]
    return list(dict.fromkeys(filter(None, map(question_of, gone))))
