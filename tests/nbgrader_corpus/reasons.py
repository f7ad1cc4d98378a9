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
from nbgrader_corpus.pairs import Pair

MARKS = ("grade", "solution", "locked", "task", "points")


@dataclass(frozen=True)
class Reason:
    """A reason why a cell's marks differ, and the test that it holds."""

    name: str
    holds: Callable[[Pair, Key], bool]


def explain(pair: Pair) -> dict[Key, str]:
    """Return the reason for each cell that differs; "" where there is none, as where we did not grade."""
    if pair.ours.failed:
        return dict.fromkeys(pair.differing, "")
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


def waits(pair: Pair, key: Key) -> bool:
    """Nothing raised when nbgrader ran the test, nor here when its opposite was run: a person must look."""
    mark, ran = pair.ours.marks.get(key), pair.stock.cell(key)
    return (mark is not None and mark.needs_a_person and ran is not None and not _outputs(ran, "error")
            and "assert" in ran.source and _score(pair, key) == pair.stock.marks[key].most
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


def not_there(pair: Pair, key: Key) -> bool:
    """An answer that a person would grade was deleted, and no words stand in a cell of the learner's own."""
    notebook, ours = pair.notebooks.get(key[0]), pair.ours.cell(key)
    if notebook is None or ours is None or find_cell(notebook, key[1]) is not None:
        return False
    own = [cell for cell in notebook.cells if cell.cell_type == "markdown" and "nbgrader" not in cell.metadata]
    return (bool(ours.metadata.nbgrader.solution) and not own and _score(pair, key) is None
            and pair.ours.marks[key].score == 0)


def has_copies(pair: Pair, key: Key) -> bool:
    """The notebook that was handed in has several cells of one id."""
    ids = [cell.metadata.nbgrader.get("grade_id") for cell in _marked(pair, key)]
    return len(ids) > len(set(ids))


def is_old(pair: Pair, key: Key) -> bool:
    """The notebook that was handed in was made by an earlier nbgrader."""
    return any(cell.metadata.nbgrader.get("schema_version", 0) < 3 for cell in _marked(pair, key))


def has_other_types(pair: Pair, key: Key) -> bool:
    """A cell was handed in as text that is code, or the other way round."""
    return any(graded.cell_type != cell.cell_type for cell, graded in _with_graded(pair, key))


def has_other_metadata(pair: Pair, key: Key) -> bool:
    """What nbgrader notes about a cell was changed, or notes were handed in that the assignment does not have."""
    if any(pair.ours.cell((key[0], cell.metadata.nbgrader.get("grade_id", ""))) is None for cell in _marked(pair, key)):
        return True
    return any(cell.metadata.nbgrader.get(name, False) != graded.metadata.nbgrader.get(name, False)
               for cell, graded in _with_graded(pair, key) for name in MARKS)


def names_a_kernel(pair: Pair, key: Key) -> bool:
    """A learner's notebook names a kernel that the graded one does not have."""
    given, graded = pair.notebooks.get(key[0]), pair.ours.notebooks.get(key[0])
    return (given is not None and graded is not None
            and given.metadata.get("kernelspec", {}).get("name") != graded.metadata.get("kernelspec", {}).get("name"))


def has_no_date(pair: Pair, key: Key) -> bool:
    """The time of the hand-in cannot be read."""
    return bool(pair.handed_in.stamp.strip()) and not re.match(r"\d{4}-\d\d-\d\d ", pair.handed_in.stamp)


def _marked(pair: Pair, key: Key) -> list[NotebookNode]:
    notebook = pair.notebooks.get(key[0])
    return [cell for cell in (notebook.cells if notebook else ()) if "nbgrader" in cell.metadata]


def _with_graded(pair: Pair, key: Key) -> list[tuple[NotebookNode, NotebookNode]]:
    ids = [(cell, cell.metadata.nbgrader.get("grade_id", "")) for cell in _marked(pair, key)]
    return [(cell, graded) for cell, grade_id in ids if (graded := pair.ours.cell((key[0], grade_id))) is not None]


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
    Reason("a test that passes whatever it says waits for a person", waits),
    Reason("nan and numbers below 0 are no points", not_a_score),
    Reason("a cell that is missing is put back", put_back),
    Reason("an answer that is not there is no points", not_there),
    Reason("more than a cell's points are its points" + NOTHING, _stopped("partial credit cannot be greater")),
    Reason("a kernel that ends costs what comes after" + NOTHING, _stopped("DeadKernelError|Kernel died")),
    Reason("an old format is read all the same; nbgrader stops the class", _stopped("use an old version", is_old)),
    Reason("copied cells are sorted out; nbgrader stops the class", _stopped("use an old version", has_copies)),
    Reason("a time that cannot be read stops nobody; nbgrader stops the class", _stopped("'fail'", has_no_date)),
    Reason("the class's kernel is run, not the learner's" + NOTHING, _stopped("NoSuchKernel", names_a_kernel)),
    Reason("changed types are put right" + NOTHING, _stopped("Error", has_other_types)),
    Reason("changed metadata is put right" + NOTHING, _stopped("Error|Entry", has_other_metadata)),
)
