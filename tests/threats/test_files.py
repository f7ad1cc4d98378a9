"""Threats 17 and 22: what is handed in, in whatever state, at whatever time, by whomever."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from hostile_class import FULL, HONEST, Learner, assert_as_stated, fill, grade_class, hand_in, parametrize
from sample_class import LESSON, PLAIN, POINTS, TOO_LATE, Cells, copy_cells, delete_cells, position

from grader.classroom.results import Graded
from grader.errors import WrongCall
from grader.kernels import sandbox
from grader.lessons.copies import NOTEBOOKS
from grader.marking.session import Session, grade_session
from grader.marks.reading import read_marks

pytestmark = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")


def edited(name: str, edit: Callable[[Cells], Cells | None], points: float = FULL) -> Learner:
    """Who has all answers right, and has done something to the cells."""
    return Learner(name, 17, answers=PLAIN, points=points, edit=lambda cells: edit(cells) or cells)


def refused(name: str, raw: bytes, told: str) -> Learner:
    return Learner(name, 17, raw=raw, told=told)


def duplicate_all(cells: Cells) -> Cells:
    return [copy for cell in cells for copy in (cell, deepcopy(cell))]


def split_an_answer(cells: Cells) -> None:
    """Half of an answer stands in a cell of the learner's own, in front of it."""
    at = position(cells, "row-softmax-answer")
    half = {"cell_type": "code", "id": "half", "metadata": {}, "outputs": [], "execution_count": None,
            "source": "def shifted(scores):\n    return scores - scores.max(dim=1, keepdim=True).values"}
    cells[at]["source"] = "def row_softmax(scores):\n    return torch.softmax(shifted(scores), dim=1)"
    cells.insert(at, half)


def retype(cells: Cells) -> None:
    """A check becomes text, an answer becomes raw text."""
    cells[position(cells, "fraud")]["cell_type"] = "markdown"
    cells[position(cells, "first-rates-answer")]["cell_type"] = "raw"


def reorder(cells: Cells) -> None:
    """All checks first: an answer that comes later cannot be there yet."""
    cells.sort(key=lambda cell: cell["metadata"].get("grader", {}).get("role") == "answer")


def lose_marks(cells: Cells) -> None:
    for number, cell in enumerate(cells):
        cell["metadata"], cell["id"] = {"tags": ["x"], "nbgrader": None}, f"{number}"


def edit_marks(cells: Cells) -> None:
    for cell in cells:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"points": 1e9, "locked": False, "grade": True, "solution": True, "task": 1}


def name_it_all_alike(cells: Cells) -> None:
    for cell in cells:
        cell["id"] = "fraud"


def in_format_3() -> bytes:
    old = nbformat.convert(nbformat.reads(RIGHT, as_version=4), 3)
    return nbformat.writes(old, version=3).encode()


def with_metadata_of_other_types() -> bytes:
    """Another kernel is named, too."""
    metadata = {"kernelspec": {"name": "bash", "display_name": 7}, "language_info": [], "widgets": "no"}
    return json.dumps(json.loads(RIGHT) | {"metadata": metadata, "nbformat_minor": 99}).encode()


def lose_setup(cells: Cells) -> None:
    """An honest slip: what everything else needs is gone."""
    cells[:] = [cell for cell in cells if cell["metadata"].get("grader") != {"role": "setup"}]


def beside_answers(text: str) -> bytes:
    """All answers right, and something in the metadata of notebook and cells that an extension or a program wrote."""
    notebook = json.loads(RIGHT)
    notebook["metadata"]["extension"] = notebook["cells"][1]["metadata"]["extension"] = "TEXT"
    return json.dumps(notebook).replace('"TEXT"', text).encode()


RIGHT = fill(NOTEBOOKS / f"{LESSON}.ipynb", HONEST[0])
LEARNERS = (
    edited("copied-check", copy_cells), edited("duplicated", duplicate_all), edited("split", split_an_answer),
    edited("deleted", delete_cells), edited("retyped", retype),
    edited("marks-edited", edit_marks), edited("one-id", name_it_all_alike), edited("marks-lost", lose_marks),
    edited("reordered", reorder, 0),
    Learner("old-format", 17, raw=in_format_3(), points=FULL),
    Learner("other-kernel", 17, raw=with_metadata_of_other_types(), points=FULL),
    Learner("second-download", 17, answers=PLAIN, points=FULL, file_name=f"{LESSON} (1).ipynb"),
    Learner("José [b] 学生", 17, answers=PLAIN, points=FULL),
    refused("empty", b"", "got an empty file"), refused("truncated", RIGHT[:-20], "got a file that is damaged in line"),
    refused("not-utf-8", RIGHT[:-20] + "ä".encode("latin-1"), "expected UTF-8 text, got other bytes"),
    refused("not-a-notebook", b'{"name": "package"}', "got other JSON"), refused("deep", b"[" * 99_999, "damaged"),
    refused("huge", b" " * 21_000_000, "expected at most 20 MB, got 21 MB"),
    edited("setup-lost", lose_setup),
    Learner("nan", 29, raw=beside_answers('[NaN, -Infinity, Infinity, "\\\\ud83d", 1e999]'), points=FULL),
    Learner("900-levels", 29, raw=beside_answers("[" * 900 + "]" * 900), points=FULL),
    Learner("20000-levels", 29, raw=beside_answers('{"a":' * 20_000 + "1" + "}" * 20_000), points=FULL),
    Learner("9-mb-of-metadata", 29, raw=beside_answers("[" + "[]," * 1_500_000 + "1]"), points=FULL),
    Learner("late", 22, answers=PLAIN, points=FULL, stamp=TOO_LATE, told="33.5 h late"),
    Learner("without-date", 22, answers=PLAIN, points=FULL, stamp="yesterday",
            told="timestamp.txt: expected when it was handed in, got \"yesterday\""),
    Learner("two-files", 22, answers=PLAIN, file_name="a.ipynb", files={"b.ipynb": RIGHT}, told="got a.ipynb, b.ipynb"),
    Learner("hands-in-adas", 22, raw=RIGHT, points=FULL), *HONEST,
)


@pytest.fixture(scope="module")
def graded(run, released_class, tmp_path_factory):
    return grade_class(run, released_class, tmp_path_factory.mktemp("files") / "class", LEARNERS)


@parametrize(LEARNERS)
def test_it_is_graded_as_far_as_it_can_be_or_refused_by_name(graded, learner):
    assert_as_stated(graded, learner)
    refusal = f"refused: {learner.name}: "
    assert (refusal in graded.done.stdout) == bool(graded.results[learner.name]["refused"])


def test_lateness_is_noted_and_costs_nothing(graded):
    """Row 22: what it costs is for the plugin that the class folder names."""
    assert graded.results["late"]["late_s"] == 33.5 * 3600 + 60 and graded.results["without-date"]["late_s"] == 0


def test_a_notebook_counts_for_the_folder_that_it_lies_in(graded):
    """Row 22: whoever hands in the work of another under their own name gets its marks, and the other keeps theirs."""
    assert graded.marks["hands-in-adas"].score == graded.marks["ada"].score == FULL


def test_what_comes_later_counts_and_what_lies_elsewhere_is_refused_or_not_counted(graded, tmp_path):
    """Row 22: handed in again; in no lesson's folder; for a lesson that was never released."""
    folder = shutil.copytree(graded.folder, tmp_path / "class")
    shutil.rmtree(folder / "submitted" / "late")
    hand_in(folder, Learner("late", answers=PLAIN | {"fraud": "both_wrong"}))
    for path in (f"astray/{LESSON}.ipynb", "early/07_unknown/07_unknown.ipynb"):
        (folder / "submitted" / path).parent.mkdir(parents=True)
        (folder / "submitted" / path).write_bytes(RIGHT)
    again = {one.learner: one for one in grade(folder)}
    marks = read_marks(folder, LESSON)
    assert marks["late"].score == FULL - POINTS["fraud"] and marks["ada"] == graded.marks["ada"]
    assert "expected submitted/astray" in again["astray"].refused and "early" not in again
    with pytest.raises(WrongCall, match="got none of that name"):
        grade(folder, "07_unknown")


def old(text: str) -> str:
    return f'{{"nbformat": 3, "metadata": {{}}, "worksheets": [{{"metadata": {{}}, "cells": [{text}]}}]}}'


def today(metadata: str, source: str = '""', more: str = "") -> str:
    cell = f'{{"cell_type": "code", "metadata": {metadata}, "source": {source}}}'
    return f'{{"nbformat": 4, "cells": [{more}{cell}]}}'


COSTLY = {
    "lists": today("[" + "[]," * 3_000_000 + "1]"), "mappings": today("[" + '{"":0},' * 1_400_000 + "1]"),
    "texts": today("[" + '"",' * 3_000_000 + "1]"), "cells": today("1", more='{"cell_type":"","source":""},' * 300_000),
    "no-cells": today("1", more="{}," * 3_000_000), "lines": today("1", "[" + '"a",' * 2_000_000 + '"b"]'),
    "lists-as-lines": today("1", "[" + "[]," * 3_000_000 + "1]"), "levels": "[" * 9_000_000,
    "nan": today("[" + "NaN," * 2_000_000 + "1]"), "halves": today("[" + '"\\ud83d",' * 1_000_000 + "1]"),
    "closed-levels": today("[" * 4_000_000 + "]" * 4_000_000), "quotes": today("[NaN," + '"\\"",' * 1_800_000 + "1]"),
    "old-cells": old("{}," * 3_000_000 + "{}"), "old-metadata": old('{"metadata": [' + "[]," * 3_000_000 + "1]}"),
    "source": today("1", json.dumps("x" * 9_000_000 + "\U0001f600", ensure_ascii=False)),
}
MEASURE = """
import re, sys
from grader.imports import leave_out_address_grammar
leave_out_address_grammar()
from grader.errors import Refused
from grader.lessons.hand_in import parse_notebook
raw = open(sys.argv[1], "rb").read()
def parse(raw):
    try: parse_notebook(raw, "raw.ipynb")
    except Refused as reason: print(reason, file=sys.stderr)
def peak():
    return 1024 * int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
parse(b'{"nbformat": 3, "metadata": NaN, "worksheets": []}')  # what is imported only then
before = peak()
parse(raw)
print((peak() - before) / len(raw))
"""


@pytest.mark.parametrize("name", COSTLY)
def test_a_notebook_costs_a_few_times_its_size_whatever_is_in_it(tmp_path, name):
    """Row 29: in an interpreter of its own, whose peak of memory was 2.2 GB."""
    (tmp_path / "raw").write_text(COSTLY[name], encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", MEASURE, tmp_path / "raw"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 16, f"{done.stdout.strip()} times its size"


def grade(folder: Path, lesson: str = LESSON) -> list[Graded]:
    return grade_session(Session(folder, lesson, 2), lambda total: None, lambda graded: None)
