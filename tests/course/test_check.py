"""The contract of `check` with stock nbgrader, held in real kernels against nbgrader's own scoring."""
import json
import math
import subprocess
import sys
from ast import literal_eval

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

from course import check as public_check
from course.checking.judge import judge
from course.exchange import FACTS_MIME, GRADING_SEED, question_seed
from course.keys import find_key

SETUP = """
import logging, os, subprocess, sys, threading, warnings
import torch
from course import check
logging.basicConfig(level=logging.INFO)

def softmax(scores):
    return scores.softmax(dim=1)

def saying(speak):
    def row_softmax(scores):
        speak()
        return softmax(scores)
    return row_softmax

def progress_bar(notebook=False):
    import tqdm, tqdm.auto
    for _ in (tqdm.auto.tqdm if notebook else tqdm.tqdm)(range(3), desc="rows"):
        pass

def plot():
    import matplotlib.pyplot as plt
    plt.plot([1, 2])
    plt.show()
"""
RIGHT = {
    "plain": "softmax",
    "prints": "saying(lambda: print('hello'))",
    "prints_to_stderr": "saying(lambda: print('hello', file=sys.stderr))",
    "warns": "saying(lambda: warnings.warn('careful'))",
    "torch_warns": "lambda scores: torch.nn.functional.softmax(scores)",
    "numpy_warns": "lambda scores: [softmax(scores), scores.numpy() / 0][0]",
    "logs": "saying(lambda: logging.error('so far so good'))",
    "writes_below_python": "saying(lambda: os.write(2, b'from below'))",
    "child_process": "saying(lambda: subprocess.run('echo child >&2', shell=True))",
    "half_a_line_to_the_original_stream": "saying(lambda: sys.__stderr__.write('half a line'))",
    "thread": "saying(lambda: [t.start() or t.join() for t in [threading.Thread(target=print, args=('t',))]])",
    "progress_bar": "saying(progress_bar)",
    "progress_bar_of_the_notebook": "saying(lambda: progress_bar(notebook=True))",
    "plot": "saying(plot)",
    "returns_float64_with_a_graph": "lambda scores: softmax(scores.double().requires_grad_())",
}
WRONG = {
    "zeros": "torch.zeros_like", "raises": "lambda scores: 1 / 0", "returns_nothing": "print", "no_function": "5",
    "exits": "lambda scores: sys.exit(0)", "half_a_character": "lambda scores: '\\ud800'",
    "huge": "lambda scores: scores.new_ones(999, 999)", "base_exception": "lambda scores: exec('raise BaseException')",
}
OTHER = {
    "partly": 'check("fraud", False, 0.12, points=3)',
    "blank": 'check("fraud", ..., ..., points=3)',
    "wrong_id": 'check("row_softmax", softmax, points=3)',
    "wrong_number": 'check("row-softmax", softmax, softmax, points=3)',
    "changed_types": 'torch.set_default_dtype(torch.float64)\ncheck("row-softmax", softmax, points=3)',
}
CHECK = 'check("row-softmax", {}, points=3)'
SOURCES = {name: CHECK.format(answer) for name, answer in (RIGHT | WRONG).items()} | OTHER


def run_cells(folder, **environment):
    """Run every check in one kernel and return the executed cells by name."""
    nbgrader = {"grade": True, "solution": False, "points": 3, "grade_id": "q"}
    sources = (SETUP, *SOURCES.values())
    cells = [nbformat.v4.new_code_cell(source, metadata={"nbgrader": nbgrader}) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=True, shutdown_kernel="immediate",
                            resources={"metadata": {"path": str(folder)}})
    with pytest.MonkeyPatch.context() as patch:
        for name in (GRADING_SEED, "NBGRADER_EXECUTION"):
            patch.delenv(name, raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        client.execute()
    return dict(zip(SOURCES, notebook.cells[1:]))


@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    return run_cells(tmp_path_factory.mktemp("lesson"))


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graded")
    return folder, run_cells(folder, COURSE_GRADING_SEED="secret", NBGRADER_EXECUTION="autograde")


def errors(cell):
    return [output for output in cell.outputs if output.output_type == "error"]


def streams(cell):
    return [output.text for output in cell.outputs if output.output_type == "stream"]


def results(cell):
    return [output.data["text/plain"] for output in cell.outputs if output.output_type == "execute_result"]


@pytest.mark.parametrize("name", RIGHT)
def test_right_answer_earns_all_points_whatever_it_says(cells, name):
    assert determine_grade(cells[name]) == (3, 3), cells[name].outputs
    assert streams(cells[name]) == []


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answer_earns_nothing_and_shows_no_code_of_ours(cells, name):
    assert determine_grade(cells[name]) == (0, 3)
    (error,) = errors(cells[name])
    assert error.traceback == ["CheckFailed: row-softmax is not right yet."]
    assert any("course-card" in output.get("data", {}).get("text/html", "") for output in cells[name].outputs)


@pytest.mark.parametrize(("name", "points"), [("partly", 1.5), ("blank", 0), ("plain", 3)])
def test_what_is_earned_is_the_one_number_of_the_cell(cells, name, points):
    assert determine_grade(cells[name]) == (points, 3)
    (number,) = results(cells[name])
    assert math.isfinite(literal_eval(number))
    assert errors(cells[name]) == streams(cells[name]) == []


@pytest.mark.parametrize(("name", "words"), [
    ("wrong_id", "expected a question's id, got 'row_softmax'. Did you mean 'row-softmax'?"),
    ("wrong_number", 'expected row_softmax for "row-softmax", got 2 answers. Write check("row-softmax", row_softmax).'),
])
def test_changed_check_cell_says_what_is_wrong_with_it(cells, name, words):
    (error,) = errors(cells[name])
    assert words in error.evalue
    assert determine_grade(cells[name]) == (0, 3)


def test_a_learners_own_default_dtype_does_no_harm(cells, graded):
    assert determine_grade(cells["changed_types"]) == (3, 3)
    assert judge_cell(graded[1]["changed_types"]).outcome == "passed"


def judge_cell(cell, question="row-softmax"):
    (output,) = cell.outputs
    facts = json.loads(json.dumps(output.data[FACTS_MIME], allow_nan=False))
    return judge(find_key(question), facts, question_seed("secret", question), 3)


@pytest.mark.parametrize("name", [*(name for name in RIGHT if "notebook" not in name and name != "plot"), *WRONG])
def test_grading_publishes_facts_and_nothing_else(graded, name):
    (output,) = graded[1][name].outputs
    assert (output.output_type, set(output.data)) == ("display_data", {FACTS_MIME, "text/plain"})
    assert output.data["text/plain"] == "facts for the grader"
    assert judge_cell(graded[1][name]).outcome == ("passed" if name in RIGHT else "failed")


def test_grading_shows_no_card_and_keeps_no_progress(graded, cells):
    folder, graded_cells = graded
    assert judge_cell(graded_cells["partly"], "fraud").points == 1.5
    assert judge_cell(graded_cells["blank"], "fraud").outcome == "not tried"
    assert list(folder.iterdir()) == []


def test_seed_of_a_question_is_hard_to_guess_and_fits_a_generator():
    seeds = {question_seed(secret, question) for secret in ("a", "b") for question in ("fraud", "gradient")}
    assert len(seeds) == 4
    assert all(0 <= seed < 2**62 for seed in seeds)
    assert question_seed("a", "fraud") == question_seed("a", "fraud")


def test_check_works_without_a_notebook(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (GRADING_SEED, "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    points = public_check("fraud", False, 0.88)
    assert points == 1.0 and repr(points) == "1.0"
    print(points)
    assert capsys.readouterr().out == "✓ Right · fraud · 1 of 1 points\n"
    with pytest.raises(Exception, match="fraud is not right yet"):
        public_check("fraud", True, 0.12)
    assert "accuracy-is-enough" not in capsys.readouterr().out  # the name is for the report; the card has the hint


def test_importing_the_course_imports_nothing_heavy():
    heavy = {"matplotlib", "sklearn", "torchvision", "IPython", "skimage", "nbgrader", "grader"}
    code = f"import course, sys; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(("question", "answers", "again"), [
    pytest.param("row-softmax", [lambda scores: scores.softmax(1)], True, id="function"),
    pytest.param("fraud", [False, 0.88], False, id="values"),
])
def test_only_a_function_is_told_that_other_inputs_follow(question, answers, again, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert ("other inputs" in public_check(question, *answers).result.hint) == again
