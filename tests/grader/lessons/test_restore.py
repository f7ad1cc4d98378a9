"""Reading and restoring what was handed in, on small notebooks that are wrong in one way each."""
import json
from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from grader.errors import Refused
from grader.lessons.hand_in import parse_notebook
from grader.lessons.restore import restore
from grader.lessons.text import read_lesson, released, role_of

TEXT = '''# %% role="setup"
from course import check
# %%
print("shown")
# %% answer="fraud"
### BEGIN SOLUTION
ship_it, missed_share = False, 0.88
### END SOLUTION
# %% check="fraud" points=2
check("fraud", ship_it, missed_share)
# %% [markdown] answer="fraud-why" points=1
# ### BEGIN SOLUTION
# Because.
# ### END SOLUTION
'''


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> nbformat.NotebookNode:
    path = tmp_path_factory.mktemp("lesson") / "01_topic.py"
    path.write_text(TEXT)
    return released(read_lesson(path))


def hand_in(release, edit) -> nbformat.NotebookNode:
    """Restore the released lesson after an edit of its cells, by way of the bytes of a file."""
    notebook = json.loads(nbformat.writes(release))
    edit(notebook["cells"])
    return restore(parse_notebook(json.dumps(notebook).encode(), "01_topic.ipynb"), release)


def checks(notebook) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("locked")]


def answer(cells, source: str) -> None:
    cells[2]["source"] = source


def swap_ids(cells) -> None:
    cells[3]["metadata"]["nbgrader"]["grade_id"] = "other"


def drop_all_marks(cells) -> None:
    for cell in cells:
        cell["metadata"], cell["id"] = {}, "x" + cell["id"]


EDITS = {
    "nothing": lambda cells: None,
    "copied-check": lambda cells: cells.append(deepcopy(cells[3])),
    "copied-answer": lambda cells: cells.insert(0, deepcopy(cells[2])),
    "deleted-check": lambda cells: cells.pop(3),
    "deleted-all": lambda cells: cells.clear(),
    "edited-check": lambda cells: cells[3].update(source="2.0"),
    "retyped-check": lambda cells: cells[3].update(cell_type="markdown"),
    "tagged": lambda cells: cells[3]["metadata"].update(tags=["skip-execution"]),
    "points-edited": lambda cells: cells[3]["metadata"]["nbgrader"].update(points=1000),
    "unlocked": lambda cells: cells[3]["metadata"]["nbgrader"].update(locked=False, grade=False),
    "id-edited": swap_ids,
    "marks-lost": drop_all_marks,
    "metadata-of-another-type": lambda cells: cells[3]["metadata"].update(nbgrader="no"),
    "reordered": lambda cells: cells.reverse(),
    "source-as-lines": lambda cells: cells[2].update(source=["a = 1\n", "b = 2"]),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_every_check_is_there_once_as_it_was_released(release, edit):
    restored = hand_in(release, edit)
    assert checks(restored) == checks(release)
    check = next(cell for cell in restored.cells if cell.id == "fraud")
    assert check.metadata == release.cells[3].metadata and check.cell_type == "code"
    assert sum(cell.id == "fraud-why" for cell in restored.cells) == 1
    nbformat.validate(restored)


def test_the_copy_that_the_learner_worked_on_counts(release):
    def paste_and_work(cells):
        cells.insert(3, deepcopy(cells[2]))
        answer(cells, "ship_it = 1")
    restored = hand_in(release, paste_and_work)
    assert next(cell.source for cell in restored.cells if cell.id == "fraud-answer") == "ship_it = 1"


def test_a_missing_check_comes_back_behind_its_answer(release):
    ids = [cell.id for cell in hand_in(release, lambda cells: cells.pop(3)).cells]
    assert ids.index("fraud") == ids.index("fraud-answer") + 1


def test_an_unchanged_demonstration_is_skipped_and_a_changed_one_is_run(release):
    def shown(notebook):
        return next(cell for cell in notebook.cells if "shown" in cell.source)
    assert role_of(shown(hand_in(release, EDITS["nothing"]))) == "show"
    assert role_of(shown(hand_in(release, lambda cells: cells[1].update(source="print('shown', 1)")))) == ""


def test_a_cell_of_the_learners_is_run_and_carries_nothing_over(release):
    own = new_code_cell("x = 1", metadata={"tags": ["skip-execution"], "grader": {"role": "show"}})
    cell = hand_in(release, lambda cells: cells.append(own)).cells[-1]
    assert role_of(cell) == "" and cell.metadata == {}


def test_outputs_that_were_handed_in_are_dropped(release):
    output = {"output_type": "execute_result", "data": {"text/plain": "2.0"}, "metadata": {}, "execution_count": 1}
    restored = hand_in(release, lambda cells: cells[3].update(outputs=[output]))
    assert all(cell.get("outputs", []) == [] for cell in restored.cells)


def test_an_old_format_is_read(release):
    old = nbformat.convert(deepcopy(release), 3)
    assert checks(restore(parse_notebook(nbformat.writes(old, version=3).encode(), "old"), release)) == checks(release)


@pytest.mark.parametrize("raw", [
    pytest.param(b"", id="empty"), pytest.param(b"  \n", id="blank"), pytest.param(b"{", id="truncated"),
    pytest.param("{\"cells\": [\"ä\"]}".encode("latin-1"), id="not-utf-8"), pytest.param(b"[1]", id="a-list"),
    pytest.param(b"{}", id="no-cells"), pytest.param(b'{"cells": 3, "nbformat": 4}', id="cells-a-number"),
    pytest.param(b'{"cells": [3], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', id="cell-a-number"),
    pytest.param(b'{"cells": [], "nbformat": 99}', id="format-of-the-future"), pytest.param(b"[" * 200_000, id="deep"),
    pytest.param(b"PK\x03\x04zip", id="an-archive"),
    pytest.param(b'{"cells": [{"cell_type": "code"}], "nbformat": 4}', id="no-source"),
])
def test_what_is_no_notebook_is_refused_in_one_line(raw):
    with pytest.raises(Refused, match="^hw.ipynb: expected ") as refusal:
        parse_notebook(raw, "hw.ipynb")
    assert "\n" not in str(refusal.value) and len(str(refusal.value)) < 300


def test_half_of_a_character_pair_can_be_written_to_a_file(release):
    restored = hand_in(release, lambda cells: answer(cells, "x = '\ud800'"))
    nbformat.writes(restored).encode()


def test_of_several_keys_of_one_name_the_last_counts(release):
    text = nbformat.writes(release).replace('"metadata": {', '"metadata": 7, "metadata": {', 3)
    assert checks(restore(parse_notebook(text.encode(), "twice"), release)) == checks(release)


NUMBERS = [float("nan"), float("inf"), -float("inf"), 1e400, "NaN"]
HALVES = ["\ud83d", "\ude00\ud83d", "\ud83d\ude00", "\\ud83d", "\\\ud83d \"NaN\" \\"]


LISTS, MAPPINGS = ("[" * 900 + "]" * 900), '{"a":' * 20_000 + "1" + "}" * 20_000


@pytest.mark.parametrize("where", ["metadata", "outputs", "attachments"])
@pytest.mark.parametrize(("what", "deep"), [
    pytest.param(NUMBERS, "", id="numbers"), pytest.param(HALVES, "", id="halves"),
    pytest.param("DEEP", LISTS, id="900-deep"), pytest.param("DEEP", MAPPINGS, id="20000-deep"),
    pytest.param([HALVES, "DEEP", NUMBERS], MAPPINGS, id="all"),
])
def test_what_jupyter_and_python_write_beside_the_answers_costs_nothing(release, what, deep, where):
    """Texts of cells stay as they are, whatever looks like such a number in them."""
    notebook = json.loads(nbformat.writes(release))
    source = 'x = [NaN, "NaN", -Infinity]  # \\ud83d \\"'
    notebook["cells"][2] |= {"source": source, where: {"x": what}}
    raw = json.dumps(notebook).replace('"DEEP"', deep).encode()
    assert parse_notebook(raw, "x").cells[2].source == source


@pytest.mark.parametrize("raw", [
    pytest.param('{"cells": [], "nbformat": 4, "metadata": NaNN}', id="no-number"),
    pytest.param('{"cells": [], "nbformat": 4, "metadata": "\\x"}', id="no-escape"),
    pytest.param('{"cells": [], "nbformat": 4} NaN', id="more"),
    pytest.param("[" * 900 + "]" * 899, id="one-left-open"),
])
def test_only_what_jupyter_and_python_write_is_mended(raw):
    with pytest.raises(Refused, match="damaged in line 1"):
        parse_notebook(raw.encode(), "x")


@pytest.mark.parametrize("gone", ["deleted", "emptied", "retyped"])
def test_a_setup_cell_that_is_gone_comes_back_where_it_was(release, gone):
    """What follows needs it; the learner's own imports come behind it, so that they still count."""
    def edit(cells):
        if gone == "deleted":
            cells[0] = {"cell_type": "code", "id": "own", "metadata": {}, "source": "import torch", "outputs": []}
        else:
            cells[0].update({"source": " \n"} if gone == "emptied" else {"cell_type": "markdown"})
    cells = hand_in(release, edit).cells
    assert cells[0] == release.cells[0] and len(cells) == len(release.cells) + 1


def test_a_setup_cell_that_was_changed_is_the_learners(release):
    cells = hand_in(release, lambda cells: cells[0].update(source="from course import check, data")).cells
    assert cells[0].source == "from course import check, data" and len(cells) == len(release.cells)
