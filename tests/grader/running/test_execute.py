"""Running a submission in a real kernel, shut in or not: what is left out, what is stopped, what is kept."""
from functools import partial

import pytest
from sample_class import ANSWERS

from grader.kernels import sandbox
from grader.kernels.limits import Limits
from grader.lessons.hand_in import parse_notebook
from grader.lessons.text import dump, read_lesson, released
from grader.marking.grade import judge_ran
from grader.marking.prepare import Class, pack, prepare_notebook
from grader.running.work import run_work, unpack_ran

NEEDS_SANDBOX = pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")
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


def grade_with(lesson, sandboxed: bool, limits: Limits, **sources: str):
    """Grade the lesson with the sources of some cells replaced; return notebook, outcomes and why the run ended."""
    hand_in = parse_notebook(dump(lesson).encode(), "hand-in")
    for cell in hand_in.cells:
        cell.source = sources.get(cell.id.replace("-", "_"), cell.source)
    of = Class(None, "01_topic", {"01_topic": released(lesson)}, b"secret", limits, sandboxed)
    prepared = prepare_notebook(of, dump(hand_in).encode(), "ada")
    judge_ran(of, prepared, unpack_ran(run_work(pack(of, prepared))))
    assert prepared.graded.fault == ""
    outcomes = {result.question: result.outcome for result in prepared.graded.results}
    return prepared.notebooks["01_topic"], outcomes | {"ended": prepared.graded.ended}


@pytest.fixture(params=[pytest.param(True, marks=NEEDS_SANDBOX), False], ids=["sandboxed", "ordinary"])
def grade(request, lesson):
    return partial(grade_with, lesson, request.param)


@pytest.fixture(params=[pytest.param(True, marks=NEEDS_SANDBOX, id="sandboxed"),
                        pytest.param(False, marks=[pytest.mark.slow, pytest.mark.prove], id="ordinary")])
def grade_in_time(request, lesson):
    """Grade with limits that the lesson keeps; an ordinary kernel must import PyTorch first."""
    return partial(grade_with, lesson, request.param, Limits(cell_s=4 if request.param else 60, submission_s=600))


PASSED = {"first-rates": "passed", "fraud": "passed", "ended": ""}


def test_an_unchanged_demonstration_is_not_run(grade):
    notebook, outcomes = grade(Limits())
    assert outcomes == PASSED
    assert [cell.execution_count is not None for cell in notebook.cells] == [True, False, True, True, True, True]


def test_an_answer_may_rely_on_a_name_of_a_demonstration(grade):
    code = (ANSWERS / "first-rates" / "formulas.py").read_text() + "\nold = rates\n" \
        "def rates(*counts):\n    return [2 * half * rate for rate in old(*counts)]\n"
    assert grade(Limits(), first_rates_answer=code)[1] == PASSED


def test_an_endless_cell_is_stopped_and_the_next_question_counts(grade_in_time):
    _, outcomes = grade_in_time(first_rates_answer="while True:\n    pass")
    assert outcomes == PASSED | {"first-rates": "failed"}


@NEEDS_SANDBOX
@pytest.mark.parametrize("code", ["import time\ntime.sleep(60)", "def rates(*counts):\n    while True:\n        pass"],
                         ids=["asleep", "endless-answer"])
def test_an_answer_that_takes_too_long_is_stopped_and_the_next_question_counts(lesson, code):
    _, outcomes = grade_with(lesson, True, Limits(cell_s=4, submission_s=600), first_rates_answer=code)
    assert outcomes == PASSED | {"first-rates": "failed"}


@NEEDS_SANDBOX
def test_a_loop_that_swallows_interrupts_ends_the_run_in_bounded_time(lesson):
    code = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
    _, outcomes = grade_with(lesson, True, Limits(cell_s=3, submission_s=6), first_rates_answer=code)
    assert outcomes["fraud"] == "failed" and ("6 s" in outcomes["ended"] or "did not give way" in outcomes["ended"])


def test_what_a_cell_prints_is_cut(grade):
    notebook, outcomes = grade(Limits(output_chars=1000), first_rates_answer="print('x' * 5_000_000)")
    (output,) = notebook.cells[2].outputs
    assert len(output.text) < 1100 and "cut here" in output.text and outcomes["fraud"] == "passed"
