"""Running a restored notebook in a real kernel: what is left out, what is stopped, what is kept."""
from pathlib import Path

import pytest
from sample_class import ANSWERS

from grader.execute import Limits, execute
from grader.grade import Work, grade_work
from grader.lesson import dump, read_lesson, released
from grader.submission import parse_notebook, restore

TEXT = '''# %% role="setup"
from course import check
# %%
half = 0.5
raised = True
# %% answer="first-rates"
def rates(tp, fn, fp, tn):
    ### BEGIN SOLUTION
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)
    ### END SOLUTION
# %% check="first-rates" points=2
check("first-rates", rates)
# %% answer="fraud"
### BEGIN SOLUTION
ship_it, missed_share = False, 0.88
### END SOLUTION
# %% check="fraud" points=2
check("fraud", ship_it, missed_share)
'''


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    path = tmp_path_factory.mktemp("lesson") / "01_topic.py"
    path.write_text(TEXT)
    return read_lesson(path)


def grade(lesson, **sources: str) -> dict:
    """Grade the lesson with the sources of some cells replaced; return outcomes and why the run ended."""
    hand_in = parse_notebook(dump(lesson).encode(), "hand-in")
    for cell in hand_in.cells:
        cell.source = sources.get(cell.id.replace("-", "_"), cell.source)
    work = Work("ada", "01_topic", dump(restore(hand_in, released(lesson))).encode(),
                dump(released(lesson)).encode(), "seed", Limits(cell_s=3, submission_s=12))
    _, graded = grade_work(work)
    return {result.question: result.outcome for result in graded.results} | {"ended": graded.ended}


def test_an_unchanged_demonstration_is_not_run(lesson, tmp_path: Path):
    notebook = restore(parse_notebook(dump(lesson).encode(), "hand-in"), released(lesson))
    assert execute(notebook, "seed", tmp_path) == ""
    assert [cell.execution_count is not None for cell in notebook.cells] == [True, False, True, True, True, True]


def test_an_answer_may_rely_on_a_name_of_a_demonstration(lesson):
    code = (ANSWERS / "first-rates" / "formulas.py").read_text() + "\nold = rates\n" \
        "def rates(*counts):\n    return [2 * half * rate for rate in old(*counts)]\n"
    assert grade(lesson, first_rates_answer=code) == {"first-rates": "passed", "fraud": "passed", "ended": ""}


@pytest.mark.parametrize("code", ["while True:\n    pass", "import time\ntime.sleep(60)"], ids=["busy", "asleep"])
def test_an_endless_cell_is_stopped_and_the_next_question_counts(lesson, code):
    outcomes = grade(lesson, first_rates_answer=code)
    assert outcomes == {"first-rates": "failed", "fraud": "passed", "ended": ""}


def test_an_endless_answer_is_stopped_and_the_next_question_counts(lesson):
    code = "def rates(*counts):\n    while True:\n        pass"
    assert grade(lesson, first_rates_answer=code) == {"first-rates": "failed", "fraud": "passed", "ended": ""}


def test_a_loop_that_swallows_interrupts_ends_the_run_in_bounded_time(lesson):
    code = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
    outcomes = grade(lesson, first_rates_answer=code)
    assert outcomes["fraud"] == "failed" and "12 s" in outcomes["ended"]


def test_what_a_cell_prints_is_cut(lesson, tmp_path: Path):
    hand_in = parse_notebook(dump(lesson).encode(), "hand-in")
    hand_in.cells[2].source = "print('x' * 5_000_000)"
    notebook = restore(hand_in, released(lesson))
    execute(notebook, "seed", tmp_path, Limits(output_chars=1000))
    (output,) = notebook.cells[2].outputs
    assert len(output.text) < 1100 and "cut here" in output.text
