"""Small edits of a reference: what is made, what is caught, and that a check with a hole is told."""
from dataclasses import replace

import nbformat
import pytest

from course.keys import find_key
from course.questions import linear_layers
from grader.lessons.copies import find_lessons
from grader.lessons.text import read_lesson
from grader.proof.mutants import SEEDS, edit_functions, try_mutants

pytestmark = pytest.mark.prove

F1 = find_key("f1")


@pytest.fixture(scope="module")
def lesson():
    return read_lesson(find_lessons()[linear_layers.LESSON])


@pytest.mark.parametrize(("line", "edited"), [
    ("return a < b", "return (a <= b)"),
    ("return a and b", "return (a or b)"),
    ("return a @ b", "return (a * b)"),
    ("return a.sum(dim=1)", "return a.sum(dim=(2))"),
    ("return a.sum(dim=1)", "return (a.sum())"),
    ("return -a", "return (a)"),
    ("return a[1:]", "return (a[:])"),
    ("return a[0, b]", "return (a[b, 0])"),
    ("return a, b", "return ((b, a))"),
    ("return max(a, b)", "return (min)(a, b)"),
    ("return [x for x in a if x > b]", "return ([x for x in a])"),
    ("a = a.detach()", "pass"),
    ("return a if b else 0.0", "return (a if not b else 0.0)"),
])
def test_an_edit_is_made(line, edited):
    edits = [edit.partition(" → ")[2] for edit, _ in edit_functions(f"def f(a, b):\n    {line}")]
    assert edited in edits


def test_edits_are_python_and_leave_words_alone():
    source = ('def f(a: int, b: int = 2) -> int:\n    """Add 1."""\n    if a < 0:\n'
              '        raise ValueError(f"{a + 1}")\n    return a')
    edits = dict(edit_functions(source))
    assert edits and all(compile(code, "edit", "exec") for code in edits.values())
    assert all('"""Add 1."""' in code and "b: int = 2" in code and "{a + 1}" in code for code in edits.values()
               if "raise" in code)


def test_a_dozen_edits_of_f1_are_caught_and_none_survives(lesson):
    tried = list(try_mutants(lesson, (F1,)))
    assert sum(mutant.accepted == 0 for mutant in tried) >= 12
    assert not [mutant.edit for mutant in tried if mutant.is_survivor]


def test_a_check_with_a_hole_is_told(lesson):
    """Where the inputs reach an edge with some seeds only, an edit there is wrong on some and accepted on others."""
    def sometimes_empty(seed):
        return [(5, 1, 2), (0, 0, 3)] if seed == SEEDS[0] else [(5, 1, 2)]

    (solution,) = F1.solutions
    answer = replace(solution.answer, inputs=sometimes_empty)
    leaky = replace(F1, question=replace(F1.question, answers=(answer,)), solutions=(replace(solution, answer=answer),))
    assert [mutant.edit for mutant in try_mutants(lesson, (leaky,)) if mutant.is_survivor]


def test_an_edit_without_an_end_is_stopped(lesson, monkeypatch):
    monkeypatch.setattr("grader.proof.mutants.LIMIT_S", 0.3)
    halved = nbformat.from_dict(lesson)
    cell = next(cell for cell in halved.cells if cell.id == "f1-answer")
    cell.source = "def precision_recall_f1(tp, fp, fn):\n    while tp > 0:\n        tp = tp - 1\n    return tp"
    accepted = {mutant.edit: mutant.accepted for mutant in try_mutants(halved, (F1,))}
    assert accepted["tp = tp - 1 → tp = (tp + 1)"] == 0
