"""Why marks may differ: each reason is a test of one cell of one pair, on what was handed in and what both made of it.

A pair is explained when a reason holds for each cell that differs. No reason names a class or a learner.
"""
from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader_corpus.marks import Key, find_cell
from nbgrader_corpus.pairs import PENALTY, Pair


@dataclass(frozen=True)
class Reason:
    """A reason why a cell's marks differ, and the test that it holds."""

    name: str
    holds: Callable[[Pair, Key], bool]


def explain(pair: Pair) -> dict[Key, str]:
    """Return the reason for each cell that differs; "" where there is none."""
    return {key: next((reason.name for reason in REASONS if reason.holds(pair, key)), "") for key in pair.differing}


def gives_what_is_due(pair: Pair, key: Key) -> bool:
    mark = pair.ours.marks.get(key)
    return mark is not None and (mark.score or 0.0) == pair.handed_in.due.get(key[1], 0.0)


def _score(pair: Pair, key: Key) -> float | None:
    mark = pair.stock.marks.get(key)
    return mark and mark.score


def _outputs(cell: NotebookNode | None, kind: str) -> list[NotebookNode]:
    return [output for output in (cell or {}).get("outputs", ()) if output.output_type == kind]


def _last_text(pair: Pair, key: Key) -> str:
    """Return the text of what a test cell ended in when nbgrader ran it."""
    results = _outputs(pair.stock.cell(key), "execute_result")
    return str(results[0].data.get("text/plain", "")) if results else ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def warned_only(pair: Pair, key: Key) -> bool:
    """nbgrader takes anything on stderr for a failure; here the test itself passed."""
    cell = pair.stock.cell(key)
    streams = [output.name for output in _outputs(cell, "stream")]
    return (_score(pair, key) == 0 and "stderr" in streams and not _outputs(cell, "error")
            and gives_what_is_due(pair, key))


def skipped(pair: Pair, key: Key) -> bool:
    """nbgrader obeys a learner's tag and does not run the test: what did not run did not fail."""
    given, ran = find_cell(pair.notebooks.get(key[0]), key[1]), pair.stock.cell(key)
    return (given is not None and "skip-execution" in given.metadata.get("tags", []) and ran is not None
            and ran.execution_count is None and _score(pair, key) == pair.stock.marks[key].most
            and gives_what_is_due(pair, key))


def not_a_score(pair: Pair, key: Key) -> bool:
    """nbgrader gives full points where a test ends in nan or in a number below 0."""
    ended = _number(_last_text(pair, key))
    return (ended is not None and (math.isnan(ended) or ended < 0) and _score(pair, key) == pair.stock.marks[key].most
            and pair.ours.marks[key].score == 0)


def put_back(pair: Pair, key: Key) -> bool:
    """A test that a learner deleted has no marks in nbgrader and waits for a person; we put it back and run it."""
    ours = pair.ours.cell(key)
    return (find_cell(pair.notebooks.get(key[0]), key[1]) is None and key[0] in pair.notebooks
            and not pair.stock.failed and _score(pair, key) is None and gives_what_is_due(pair, key)
            and ours is not None and not ours.metadata.nbgrader.solution)


def follows_the_points(pair: Pair, key: Key) -> bool:
    """Marks differ for another reason, and by the class's rule the penalty is all of them, in both."""
    stock, ours = (sum(mark.score or 0.0 for cell, mark in outcome.marks.items() if cell[0] == key[0])
                   for outcome in (pair.stock, pair.ours))
    return (key[1] == PENALTY and stock != ours and pair.stock.penalties.get(key[0]) == stock
            and pair.ours.penalties.get(key[0]) == ours)


def has_copies(pair: Pair, key: Key) -> bool:
    """The notebook that was handed in has several cells of one id."""
    ids = [mark.get("grade_id") for mark in _marks_handed_in(pair, key)]
    return len(ids) > len(set(ids))


def is_old(pair: Pair, key: Key) -> bool:
    """The notebook that was handed in was made by an earlier nbgrader."""
    return any(mark.get("schema_version", 0) < 3 for mark in _marks_handed_in(pair, key))


def _marks_handed_in(pair: Pair, key: Key) -> list[NotebookNode]:
    notebook = pair.notebooks.get(key[0])
    return [cell.metadata.nbgrader for cell in (notebook.cells if notebook else ()) if "nbgrader" in cell.metadata]


def _stopped(pattern: str, only: Callable[[Pair, Key], bool] = lambda pair, key: True) -> Callable[[Pair, Key], bool]:
    """Return the test that nbgrader gave the hand-in no marks at all because of an error, and we what is due."""
    def holds(pair: Pair, key: Key) -> bool:
        return (bool(re.search(pattern, pair.stock.failed)) and only(pair, key) and not pair.ours.failed
                and gives_what_is_due(pair, key))
    return holds


NOTHING = "; nbgrader grades nothing of the hand-in"
REASONS = (
    Reason("a warning costs nothing", warned_only),
    Reason("a test that was tagged to be skipped is run", skipped),
    Reason("nan and numbers below 0 are no points", not_a_score),
    Reason("a cell that is missing is put back", put_back),
    Reason("a penalty follows the points", follows_the_points),
    Reason("more than a cell's points are its points" + NOTHING, _stopped("partial credit cannot be greater")),
    Reason("a kernel that ends costs what comes after" + NOTHING, _stopped("DeadKernelError|Kernel died")),
    Reason("changed metadata is put right" + NOTHING, _stopped("ValidationError|KeyError|MissingEntry")),
    Reason("changed types are put right" + NOTHING, _stopped("TypeError|AttributeError|Inconsistent")),
    Reason("copied cells are sorted out; nbgrader stops the class", _stopped("use an old version", has_copies)),
    Reason("an old format is read all the same; nbgrader stops the class", _stopped("use an old version", is_old)),
)
