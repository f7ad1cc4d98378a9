"""Cells for the learner's own training: left out of the copy, out of grading, and of nobody else's lesson."""
import json
from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from grader.kernels import sandbox
from grader.kernels.limits import Limits
from grader.lessons.hand_in import parse_notebook
from grader.lessons.restore import restore
from grader.lessons.text import LessonError, dump, read_lesson, released, role_of
from grader.marking.grade import judge_ran
from grader.marking.prepare import Class, pack, prepare_notebook
from grader.running.work import run_work, unpack_ran

TEXT = '''# %% role="setup"
from pathlib import Path
from course import check
# %%
half = 0.5
# %% role="work"
width = 8
### BEGIN SOLUTION
width = 64
Path("share.txt").write_text("0.88")
### END SOLUTION
# %% role="setup"
ship_it = False
missed_share = float(Path("share.txt").read_text()) if Path("share.txt").exists() else ...
# %% check="fraud" points=2
check("fraud", ship_it, missed_share)
'''
NEEDS_SANDBOX = pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    path = tmp_path_factory.mktemp("lesson") / "01_topic.py"
    path.write_text(TEXT)
    return read_lesson(path)


def hand_in(lesson, edit=lambda cells: None):
    """Restore what a learner handed in after an edit of the released cells, by way of the bytes of a file."""
    notebook = json.loads(nbformat.writes(released(lesson)))
    edit(notebook["cells"])
    return restore(parse_notebook(json.dumps(notebook).encode(), "01_topic.ipynb"), released(lesson))


def roles(notebook) -> list[str]:
    return [role_of(cell) for cell in notebook.cells]


def test_the_learners_copy_of_work_runs_without_its_solution(lesson):
    work = released(lesson).cells[2].source
    assert work == "width = 8\n# YOUR CODE HERE"
    exec(work, {})
    assert "nbgrader" not in released(lesson).cells[2].metadata


def test_half_a_mark_in_work_is_a_fault_of_the_author(tmp_path):
    path = tmp_path / "01_topic.py"
    path.write_text(TEXT.replace("### END SOLUTION\n", ""))
    with pytest.raises(LessonError, match="01_topic.py:6: expected the reference answer"):
        read_lesson(path)


EDITS = {
    "nothing": lambda cells: None,
    "work changed": lambda cells: cells[2].update(source="1 / 0"),
    "work added": lambda cells: cells.insert(3, new_code_cell("while True: pass")),
    "work copied": lambda cells: cells.insert(3, deepcopy(cells[2])),
    "work deleted": lambda cells: cells.pop(2),
    "demonstration changed": lambda cells: cells[1].update(source="half = 1 / 0"),
    "setup changed": lambda cells: cells[0].update(source="import no_such_package"),
    "setup deleted": lambda cells: cells.pop(0),
    "both setups deleted": lambda cells: [cells.pop(3), cells.pop(0)],
    "setup copied below": lambda cells: cells.append(deepcopy(cells[0])),
    "answer by hand": lambda cells: cells[3].update(source="ship_it, missed_share = False, 0.88"),
    "everything deleted": lambda cells: cells.clear(),
    "ids and marks lost": lambda cells: [cell.update(id="x" + cell["id"], metadata={}) for cell in cells],
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_is_run_is_setup_and_check_as_released_and_all_else_is_work(lesson, edit):
    release, restored = released(lesson), hand_in(lesson, edit)
    run = [cell.source for cell in restored.cells if role_of(cell) in ("setup", "check")]
    assert run == [cell.source for cell in release.cells if role_of(cell) in ("setup", "check")]
    assert set(roles(restored)) <= {"setup", "show", "work", "check"}
    nbformat.validate(restored)


def test_in_a_lesson_without_work_cells_added_code_is_run(lesson, tmp_path):
    path = tmp_path / "01_topic.py"
    path.write_text(TEXT.replace('# %% role="work"', '# %% answer="fraud"'))
    restored = hand_in(read_lesson(path), lambda cells: [cells.append(new_code_cell("x = 1")),
                                                         cells[0].update(source="import os")])
    assert roles(restored)[-1] == "" and roles(restored)[0] == ""


def graded(lesson, edit, files, whole=False):
    """Grade a hand-in with its files; return the one result and the notebook."""
    of = Class(None, "01_topic", {"01_topic": released(lesson)}, b"secret", Limits(cell_s=60, submission_s=600))
    notebook = nbformat.from_dict(lesson if whole else released(lesson))
    edit(notebook.cells)
    prepared = prepare_notebook(of, dump(notebook).encode(), "ada", files)
    judge_ran(of, prepared, unpack_ran(run_work(pack(of, prepared, whole))))
    assert prepared.graded.fault == prepared.graded.ended == ""
    return prepared.graded.results[0], prepared.notebooks["01_topic"]


@NEEDS_SANDBOX
@pytest.mark.parametrize("name", ["nothing", "work changed", "work added", "setup changed", "both setups deleted"])
def test_work_is_not_run_and_the_file_counts(lesson, name):
    result, notebook = graded(lesson, EDITS[name], {"share.txt": b"0.88"})
    assert (result.outcome, result.points) == ("passed", 2)
    assert all(cell.execution_count is None for cell in notebook.cells if role_of(cell) == "work")


@NEEDS_SANDBOX
def test_without_its_file_work_earns_nothing_and_its_names_are_not_looked_for(lesson):
    result, _ = graded(lesson, lambda cells: cells.insert(3, new_code_cell("Path('share.txt').write_text('0.88')")), {})
    assert result.points == 1  # one of the two answers is the lesson's own


@NEEDS_SANDBOX
def test_whole_runs_the_work_too(lesson):
    result, notebook = graded(lesson, EDITS["nothing"], {}, whole=True)
    assert result.outcome == "passed" and all(cell.execution_count for cell in notebook.cells)


RELIES_ON_A_DEMONSTRATION = '''# %% role="setup"
from course import check
# %%
half = 0.5
# %% role="work"
trained = True
# %% answer="first-rates"
def rates(tp, fn, fp, tn):
    ### BEGIN SOLUTION
    return 2 * half * tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)
    ### END SOLUTION
# %% check="first-rates" points=2
check("first-rates", rates)
'''


@NEEDS_SANDBOX
def test_demonstrations_that_an_answer_relies_on_are_run_and_work_still_is_not(tmp_path):
    path = tmp_path / "01_topic.py"
    path.write_text(RELIES_ON_A_DEMONSTRATION)
    lesson = read_lesson(path)
    result, notebook = graded(lesson, lambda cells: cells[3].update(source=lesson.cells[3].source), {})
    assert result.outcome == "passed"
    assert [cell.execution_count is not None for cell in notebook.cells] == [True, True, False, True, True]
