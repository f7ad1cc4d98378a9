"""A course that was installed without its keys: a check looks at the form of an answer, and says that it is ready."""
import json
import os

import nbformat
import pytest
from keyless_course import copy_course, environment, run_there
from nbformat.v4 import new_code_cell, new_notebook

ASK = """
import json
from course import CheckFailed, check
import torch

def stub(*given):
    raise NotImplementedError

def raises(*given):
    return {}[1]

def ask(question, *answers):
    try:
        points = check(question, *answers, points=3)
    except CheckFailed as error:
        return ["raised", type(error).__name__, str(error)]
    return [points.result.outcome, float(points), points.result.max_points]
"""
CASES = {
    "right": ('"row-softmax", lambda scores: scores.softmax(dim=1)', ["ready", 0.0, 3.0]),
    "wrong": ('"row-softmax", torch.zeros_like', ["ready", 0.0, 3.0]),
    "right_values": ('"fraud", False, 0.88', ["ready", 0.0, 3.0]),
    "raises_where_it_should": ('"broadcast", lambda a, b: tuple((torch.empty(a) + torch.empty(b)).shape)',
                               ["ready", 0.0, 3.0]),
    "blank_values": ('"fraud", ..., ...', ["not tried", 0.0, 3.0]),
    "blank_function": ('"row-softmax", stub', ["not tried", 0.0, 3.0]),
    "one_blank": ('"fraud", False, ...', ["not tried", 0.0, 3.0]),
    "model": ('"any-head", lambda model, n: model', ["ready", 0.0, 3.0]),
    "predictions": ('"capstone", [7] * 1000', ["ready", 0.0, 3.0]),
    "no_predictions": ('"capstone", ...', ["not tried", 0.0, 3.0]),
    "raises_everywhere": ('"row-softmax", raises', ["raised", "CheckFailed", "row-softmax is not right yet."]),
    "one_raises": ('"averages", raises, stub, stub', ["raised", "CheckFailed", "averages is not right yet."]),
    "value_for_a_function": ('"row-softmax", 0.5', ["raised", "CheckFailed", "row-softmax is not right yet."]),
    "function_for_a_value": ('"fraud", False, raises', ["raised", "CheckFailed", "fraud is not right yet."]),
    "none_for_a_value": ('"fraud", None, None', ["raised", "CheckFailed", "fraud is not right yet."]),
    "returns_nothing": ('"row-softmax", print', ["raised", "CheckFailed", "row-softmax is not right yet."]),
    "observed_to_return_nothing": ('"gradient", lambda f, x: None',
                                   ["raised", "CheckFailed", "gradient is not right yet."]),
    "unknown_question": ('"fraude", 1', ["raised", "WrongCheck", "check: expected a question's id, got 'fraude'. "
                                                                 "Did you mean 'fraud'?"]),
}


@pytest.fixture(scope="module")
def keyless(tmp_path_factory):
    return copy_course(tmp_path_factory.mktemp("keyless"))


@pytest.fixture(scope="module")
def asked(keyless, tmp_path_factory):
    """What each case came to, what it printed, and the progress afterwards."""
    beside = tmp_path_factory.mktemp("beside")
    calls = "".join(f'print("=====", {name!r})\nprint(json.dumps(ask({call})))\n' for name, (call, _) in CASES.items())
    blocks = run_there(keyless, ASK + calls, beside).split("===== ")[1:]
    lines = {block.splitlines()[0]: block.splitlines()[1:] for block in blocks}
    found = {name: (json.loads(said[-1]), "\n".join(said[:-1])) for name, said in lines.items()}
    return found, json.loads((beside / ".course.json").read_text())["progress"]


@pytest.mark.parametrize("name", CASES)
def test_what_an_answer_comes_to_where_nobody_knows_the_right_one(asked, name):
    came_to, _ = asked[0][name]
    assert came_to == CASES[name][1]


@pytest.mark.parametrize(("name", "words"), [
    ("raises_everywhere", "`row_softmax` raised KeyError: 1"), ("value_for_a_function", "Hand in the function"),
    ("function_for_a_value", "Call it, with brackets"), ("returns_nothing", "None came back"),
])
def test_the_card_says_what_is_wrong_with_the_form(asked, name, words):
    assert words in asked[0][name][1]


def test_progress_says_what_is_ready(asked):
    assert {name: asked[1][name] for name in ("any-head", "broadcast", "averages")} == {
        "any-head": "ready", "broadcast": "ready", "averages": "failed"}


@pytest.mark.parametrize(("running", "right", "wrong"), [
    ("autograde", ["ready", 0.0, 3.0], ["ready", 0.0, 3.0]),
    ("validate", ["ready", 3.0, 3.0], ["raised", "CheckFailed", "fraud is not right yet."]),
])
def test_stock_nbgrader_gives_nothing_for_what_it_cannot_know_and_validates_what_is_ready(
    keyless, tmp_path, running, right, wrong,
):
    code = ASK + 'print(json.dumps([ask("fraud", False, 0.5), ask("fraud", None, None)]))'
    said = run_there(keyless, code, tmp_path, NBGRADER_EXECUTION=running).splitlines()[-1]
    assert json.loads(said) == [right, wrong]


@pytest.mark.parametrize(("answer", "said"), [
    ("lambda scores: scores.softmax(dim=1)", "Success! Your notebook passes all the tests."),
    ("lambda scores: 1 / 0", "row-softmax is not right yet."),
])
def test_the_validate_button_does_not_complain_about_an_answer_that_is_ready(keyless, tmp_path, run, answer, said):
    marks = {"grade": True, "solution": False, "locked": True, "task": False, "points": 3, "grade_id": "row-softmax",
             "schema_version": 3}
    source = f'from course import check\ncheck("row-softmax", {answer}, points=3)'
    path = tmp_path / "lesson.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(source, metadata={"nbgrader": marks})]), path)
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - environment(keyless).keys():
            patch.delenv(name)
        patch.setenv("PYTHONPATH", str(keyless))
        done = run("nbgrader", "validate", str(path), cwd=tmp_path)
    assert said in done.stdout + done.stderr
