"""A lesson's percent text as a notebook with answers, and the learner's copy made from that.

Markers of the text (`notebooks/source/NN_topic.py`), beside jupytext's own `# %%` and `# %% [markdown]`:

    # %% role="setup"                              always run, in grading too
    # %% role="proof"                              proves the prose: run by the tests, and not in the learner's copy
    # %% role="program"                            a whole program without the course, which the tests run by itself
    # %% role="work"                               the learner's own training: never run in grading, changed or not;
                                                   the copy lacks what stands between the solution marks
    # %% answer="row-softmax"                      the learner fills it in; the reference answer stands between
                                                   `### BEGIN SOLUTION` and `### END SOLUTION`, in Markdown
                                                   between `<!-- BEGIN SOLUTION -->` and `<!-- END SOLUTION -->`
    # %% check="row-softmax" points=3              the cell's one statement is `check("row-softmax", row_softmax)`
    # %% [markdown] answer="fraud-why" points=2    words that a person grades

Every other code cell is a demonstration ("show"): grading skips it as long as it is unchanged. In a lesson with
work cells, code cells that a learner adds or changes are work as well, and setup cells are run as they were released.
A section whose heading begins with "Going deeper" is folded.
"""
from __future__ import annotations

import ast
import hashlib
import re
import textwrap
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from grader.errors import WrongCall

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"  # nbgrader's own marks, in a comment of code or of Markdown
MARKER = re.compile(r"^# %%(?!%)", re.MULTILINE)
NAME = re.compile(r"^\d\d_[a-z0-9_]+$")
ID = re.compile(r"^[a-z][a-z0-9-]*$")
DEEPER = re.compile(r"#+ Going deeper\b")
CODE_ROLES = ("setup", "show", "work", "proof", "program")
CLEARED = ("answer", "manual", "work")  # roles of cells whose solutions learners do not get
TEXT_STUB = "*Write your answer here.*"
WORK_STUB = "# YOUR CODE HERE"
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class LessonError(WrongCall):
    """A lesson's text cannot be built; the message names file and line."""


@dataclass(frozen=True)
class Place:
    """Where a cell stands in a lesson's text, for error messages."""

    path: Path
    line: int

    def error(self, expected: str, got: str, action: str) -> LessonError:
        return LessonError(f"{self.path.name}:{self.line}: expected {expected}, got {got}. {action}")


def read_lesson(path: Path) -> NotebookNode:
    """Return the notebook of a lesson's percent text, with reference answers and nbgrader's metadata.

    Raises:
        LessonError: a marker or a cell is not of the form above, or an id occurs twice.
    """
    import jupytext

    text = path.read_text(encoding="utf-8")
    if not NAME.match(path.stem):
        raise Place(path, 1).error("a file name such as `01_topic.py`", repr(path.name), "Rename the file.")
    lines = [text.count("\n", 0, match.start()) + 1 for match in MARKER.finditer(text)]
    cells = jupytext.reads(text, fmt="py:percent").cells
    if len(cells) != len(lines):
        raise Place(path, 1).error("a cell marker before any text", f"{len(cells)} cells for {len(lines)} markers",
                                   "Begin the file with `# %%` or `# %% [markdown]`.")
    built = [build_cell(cell, Place(path, line)) for cell, line in zip(cells, lines)]
    _number(built, path, lines)
    metadata = KERNEL | {"grader": {"lesson": path.stem}}
    return nbformat.from_dict({"cells": built, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def build_cell(cell: NotebookNode, place: Place) -> NotebookNode:
    """Return one cell with our role and nbgrader's metadata; its id is set to the question's, or left empty."""
    marks = {key: value for key, value in cell.metadata.items() if key != "lines_to_next_cell"}  # jupytext's own
    role, question, points = _read_marker(cell, marks, place)
    make = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
    built = make(cell.source)
    built.id = ""
    if role == "text":
        if DEEPER.match(cell.source):
            built.metadata["jp-MarkdownHeadingCollapsed"] = True
        return built
    marks = {"question": question} if question else {"program": True} if role == "program" else {}
    built.metadata = nbformat.from_dict({"grader": {"role": "show" if role == "program" else role} | marks})
    if role == "check":
        built.source = _with_points(cell.source, question, points, place)
    if role in ("answer", "manual") or (role == "work" and BEGIN in cell.source):
        _require_marks(cell, place)
    if role in ("answer", "check", "manual"):
        built.id = f"{question}-answer" if role == "answer" else question
        built.metadata.nbgrader = _nbgrader(built.id, role, points)
    return built


def _read_marker(cell: NotebookNode, marks: dict, place: Place) -> tuple[str, str, float]:
    """Return a cell's role, question and points from its marker."""
    question = marks.pop("answer", None) or marks.pop("check", None) or ""
    role = marks.pop("role", "show")
    checks = "check" in cell.metadata
    points = marks.pop("points", 0)
    if marks:
        raise place.error("answer, check, points or role", f"{sorted(marks)[0]}", "Correct the cell marker.")
    if question and not ID.match(question):
        raise place.error("an id of lower-case letters, digits and hyphens", repr(question), "Rename the question.")
    if cell.cell_type != "code":
        role = "manual" if question else "text"
    elif question:
        role = "check" if checks else "answer"
    if role not in ("text", "manual", "answer", "check", *CODE_ROLES):
        raise place.error(f"no role or one of {', '.join(CODE_ROLES)}", repr(role), "Correct the cell marker.")
    worth = role in ("check", "manual")
    if worth != bool(points) or not isinstance(points, (int, float)) or points < 0:
        raise place.error("points above 0 on a check or a hand-graded answer, and nowhere else", f"points={points!r}",
                          "Correct the cell marker.")
    return role, question, float(points)


def _with_points(source: str, question: str, points: float, place: Place) -> str:
    """Return the check call with its points, which partial credit is a share of."""
    try:
        tree: Any = ast.parse(source)
        call = tree.body[0].value
        fits = len(tree.body) == 1 and call.func.id == "check" and call.args[0].value == question and not call.keywords
    except (SyntaxError, AttributeError, IndexError):
        fits = False
    if not fits:
        raise place.error(f'the one call `check("{question}", …)`', repr(source[:60]), "Correct the check cell.")
    return f"{source.rstrip()[:-1].rstrip().rstrip(',')}, points={points:g})"


def with_points(source: str, points: float) -> str:
    """Return a check call that says other points.

    >>> with_points("check('f1', f1, points=2)", 5)
    "check('f1', f1, points=5)"
    """
    return re.sub(r"points=[\d.]+\)\s*$", f"points={points:g})", source)


def _require_marks(cell: NotebookNode, place: Place) -> None:
    """An answer without a reference between the marks could not be proven right."""
    try:
        clear_answer(cell.source)
        found = BEGIN in cell.source
    except ValueError:
        found = False
    if not found:
        raise place.error(f"the reference answer between `{BEGIN}` and `{END}`", "one mark without the other, or none",
                          "Add the marks.")


def _nbgrader(cell_id: str, role: str, points: float) -> NotebookNode:
    graded = role != "answer"
    metadata = {
        "grade": graded, "solution": role != "check", "locked": role == "check", "task": False,
        "grade_id": cell_id, "schema_version": 3,
    }
    return nbformat.from_dict(metadata | ({"points": points} if graded else {}))


def _number(cells: list[NotebookNode], path: Path, lines: list[int]) -> None:
    """Give every cell an id that stays the same from build to build: the question's, or a hash of its text."""
    seen: Counter[str] = Counter()
    for cell, line in zip(cells, lines):
        name = cell.id or "cell-" + hashlib.sha256(cell.source.encode()).hexdigest()[:12]
        seen[name] += 1
        if cell.id and seen[name] > 1:
            raise Place(path, line).error("every id once", f"{name!r} again", "Rename the question.")
        cell.id = name if seen[name] == 1 else f"{name}-{seen[name]}"


def clear_answer(source: str, kind: str = "code") -> str:
    """Return a cell's source with the text between the solution marks replaced by what a learner starts from.

    Assignments become `name = ...`, so that a notebook runs through before its values are filled in; anything
    else becomes `raise NotImplementedError`. What stands around the marks in "work" must run without it.

    >>> print(clear_answer("### BEGIN SOLUTION\\nshape = (2, 3)\\n### END SOLUTION"))
    shape = ...

    Raises:
        ValueError: a mark is missing.
    """
    kept: list[str] = []
    solution: list[str] | None = None
    for line in source.split("\n"):
        if BEGIN in line and solution is None:
            solution, indent = [], line[: len(line) - len(line.lstrip())]
        elif END in line and solution is not None:
            kept += [indent + stub for stub in _stub(solution, kind)]
            solution = None
        elif BEGIN in line or END in line:
            break
        else:
            (kept if solution is None else solution).append(line)
    else:
        if solution is None:
            return "\n".join(kept)
    raise ValueError(f"answer: expected {BEGIN!r} and {END!r} in turns, got one without the other. Add the mark.")


def clear_cell(cell: NotebookNode) -> None:
    """Leave of one of our cells what a learner starts from, in place."""
    cell.source = clear_answer(cell.source, "work" if role_of(cell) == "work" else cell.cell_type)


def _stub(solution: list[str], kind: str) -> list[str]:
    if kind != "code":
        return [WORK_STUB if kind == "work" else TEXT_STUB]
    try:
        statements = ast.parse(textwrap.dedent("\n".join(solution))).body
    except SyntaxError:
        statements = []
    at_top = bool(solution) and solution[0] == solution[0].lstrip()
    assigned = [node for node in statements if isinstance(node, ast.Assign)]
    if at_top and statements == assigned != []:
        names = [name for node in assigned for target in node.targets for name in ast.walk(target)]
        return [f"{name.id} = ..." for name in names if isinstance(name, ast.Name)]
    return ["raise NotImplementedError  # YOUR CODE HERE"]


def without_proofs(lesson: NotebookNode) -> NotebookNode:
    """Return a lesson with its answers, as instructors get it: what proves our prose is for the tests alone."""
    copy = nbformat.from_dict(lesson)
    copy.cells = [cell for cell in copy.cells if role_of(cell) != "proof"]
    return copy


def released(lesson: NotebookNode) -> NotebookNode:
    """Return the learner's copy: no answers, proofs or outputs, locked checks, nbgrader's checksums."""
    from nbgrader.utils import compute_checksum

    copy = without_proofs(lesson)
    for cell in copy.cells:
        if role_of(cell) in CLEARED:
            clear_cell(cell)
        if "nbgrader" not in cell.metadata:
            continue
        cell.metadata.deletable = False
        if cell.metadata.nbgrader.locked:
            cell.metadata.editable = False
        cell.metadata.nbgrader.checksum = compute_checksum(cell)
        cell.metadata.nbgrader.cell_type = cell.cell_type
    return copy


def role_of(cell: NotebookNode) -> str:
    """Return a built cell's role, as at the top of this file; "" for text and for cells that are not ours."""
    return cell.metadata.get("grader", {}).get("role", "")


def dump(notebook: NotebookNode) -> str:
    """Return a notebook as the text that is written to its file: the same text for the same lesson."""
    return nbformat.writes(notebook, version=4) + "\n"

