"""What a learner wrote and passed runs in what follows: in this kernel, after a restart, in another notebook."""
import json
import os

import nbformat
import pytest
from keyless_course import copy_course, environment
from nbclient import NotebookClient

from course.exchange import GRADING_SEED
from course.passed.memory import function_names
from course.questions import lessons
from course.state import FILE
from course.yours import yours

SETUP = """
import functools
import torch
from torch import Tensor, nn
from torch.nn import functional
from course import check
from course.yours import yours
"""
RATES = """# mine
def rates(tp, fn, fp, tn):
    if tn == 12_345:
        raise KeyError("too many")
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)
"""
WRONG_RATES = "def rates(tp, fn, fp, tn):\n    return 0.0, 0.0, 0.0\n"
RATES_CHECK, RATES_AGAIN = 'check("first-rates", rates)', 'rates = yours("first-rates")'
LAMBDA = "row_softmax = lambda scores: scores.softmax(1)\ncheck('row-softmax', row_softmax)"
HELPER = """
import math as maths
from torch import square as squared
STEPS, SCALE = [1], torch.float32

class Counter:
    count = 0
    def add(self):
        Counter.count += maths.ceil(0.5)

print("a cell is not run again")
counted = Counter

def loss_of(model, x, y):
    assert squared(torch.ones(1, dtype=SCALE)) == 1
    return functional.binary_cross_entropy_with_logits(model(x), y)
"""
TRAIN_STEP = """
import math
from torch import optim

def train_step(model: nn.Module, x: Tensor, y: "Nowhere", optimizer: optim.Optimizer, times=STEPS[0]) -> float:
    counted().add()
    optimizer.zero_grad()
    loss = loss_of(model, x, y)
    loss.backward()
    for _ in range(times):
        optimizer.step()
    return math.fsum([loss.item()])

train_step(model)  # raises, and is not run again
"""
DECORATED = """
@torch.no_grad()
def standardise(train: Tensor, test: Tensor) -> tuple[Tensor, Tensor]:
    mean, std = train.mean(dim=0), train.std(dim=0)
    return (train - mean) / std, (test - mean) / std
check("standardise", standardise)
"""
PARTIAL = """
def distance(power, p, y):
    return (p.flatten() - y.flatten()).abs().pow(power).mean()

def mse(p, y):
    return distance(2, p, y)

mae = functools.partial(distance, 1)
check("mse-mae", mse, mae)
"""
MADE = """
def make(times):
    def is_learning(losses, accuracy, n_classes):
        return losses[-1] < times * losses[0] and accuracy > 1 / n_classes
    return is_learning
is_learning = make(1)
check("is-it-learning", is_learning)
"""
TENSOR = """
zero = nn.Linear(1, 1)
def predict(logits, threshold):
    return torch.sigmoid(logits) > threshold if zero else None
check("threshold", predict)
"""
BUILTIN = "linear = functional.linear\ncheck('linear-by-hand', linear)"
ASK = """
made = {name: yours(name) for name in ("first-rates", "row-softmax", "train-step", "standardise", "linear-by-hand",
                                       "mse-mae", "is-it-learning", "threshold", "gradient")}
"""
TRY = """
model = nn.Sequential(nn.Linear(2, 1), nn.Flatten(0))
sgd = torch.optim.SGD(model.parameters(), lr=0.1)
losses = [made["train-step"](model, torch.ones(3, 2), torch.ones(3), sgd) for _ in range(3)]
one, two = torch.ones(2, 2), torch.eye(2)
print(losses[2] < losses[0], made["row-softmax"](one)[0, 0].item(), made["standardise"](two, two)[0].shape[0],
      made["linear-by-hand"](one, two, None)[0, 0].item(), *[error(one, two).item() for error in made["mse-mae"]])
"""
RAISES_LATER = """
rates = made["first-rates"]
print([rates(1, 1, 1, 12_345) for _ in range(2)] == [(0.5, 0.5, 12_346 / 12_348)] * 2)
"""
UNTIL_NOW = "Your `{}` passed its check, but can't be brought back from that session: it "
NOT_PASSED = "Running ours until your `slope` passes its check."
NO_DEF, USES_ZERO = "isn't written as a `def` of its own.", "uses `zero`, which only existed there."


def run_cells(folder, *sources, setup=SETUP, **more):
    """Run cells in a fresh kernel in a folder, and return what each one says, line by line."""
    cells = [nbformat.v4.new_code_cell(source) for source in (setup, *sources)]
    client = NotebookClient(nbformat.v4.new_notebook(cells=cells), kernel_name="python3", allow_errors=True,
                            shutdown_kernel="immediate", resources={"metadata": {"path": str(folder)}})
    with pytest.MonkeyPatch.context() as patch:
        for name in (GRADING_SEED, "NBGRADER_EXECUTION"):
            patch.delenv(name, raising=False)
        for name, value in more.items():
            patch.setenv(name, value)
        client.execute()
    assert "".join(said(cells[0])) == "", cells[0].outputs
    return [said(cell) for cell in cells[1:]]


def said(cell):
    """Return the lines of a cell's outputs; an error as its name and message."""
    texts = [output.get("text") or output.get("data", {}).get("text/plain") or f"{output.ename}: {output.evalue}"
             for output in cell.outputs]
    return "\n".join(text.rstrip("\n") for text in texts).splitlines()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("lessons")


@pytest.fixture(scope="module")
def first(folder):
    """A lesson in which every question is passed in another form, and what follows in it."""
    names = ("early", "of_ours", "rates", "rates_check", "lambda", "helper", "train_step", "train_step_check",
             "decorated", "partial", "made", "tensor", "builtin", "ask", "try", "raises")
    cells = run_cells(folder, 'rates = yours("first-rates")\nrates(1, 1, 0, 2)', RATES_CHECK, RATES, RATES_CHECK,
                      LAMBDA, HELPER, TRAIN_STEP, 'check("train-step", train_step)', DECORATED, PARTIAL, MADE, TENSOR,
                      BUILTIN, ASK, TRY, RAISES_LATER)
    return dict(zip(names, cells, strict=True))


@pytest.fixture(scope="module")
def second(folder, first):
    """The same folder in another kernel: after a restart, or in another notebook."""
    names = ("ask", "try", "raises", "has_to_raise", "check", "source", "fails", "failing", "passes", "passing")
    cells = run_cells(folder, ASK, TRY, RAISES_LATER, 'rates(0, 0, 0, 12_345)', RATES_CHECK,
                      f"import inspect; print('# mine\\n' + inspect.getsource(rates) == {RATES!r})",
                      WRONG_RATES + RATES_CHECK, "yours('first-rates')(1, 1, 0, 2)",
                      RATES.replace("raise KeyError", "return str") + RATES_CHECK,
                      "yours('first-rates')(1, 1, 0, 12_345)")
    return dict(zip(names, cells, strict=True))


def test_ours_stands_in_until_the_check_is_passed(first):
    assert first["early"] == ["Running ours until your `rates` passes its check.", "(1.0, 0.5, 0.75)"]


def test_ours_is_not_checked_in_place_of_the_learners(first):
    (line,) = first["of_ours"]
    assert line.startswith("WrongCheck: check: expected your own `rates`") and "Run the cell where you wrote" in line


def test_in_its_own_kernel_every_function_that_passed_runs(first):
    names = ("`rates`", "`row_softmax`", "`train_step`", "`standardise`", "`linear`", "`mse` and `mae`",
             "`is_learning`", "`predict`")
    assert first["ask"] == [*(f"Running your {name}." for name in names), NOT_PASSED]
    assert first["try"] == ["True 0.5 2 1.0 0.5 0.5"]


def test_elsewhere_what_can_be_written_down_comes_back_and_the_rest_says_why_not(second):
    assert second["ask"] == [
        "Running your `rates`.", "Running your `row_softmax`.", "Running your `train_step`.",
        "Running your `standardise`.", "Running your `linear`.",
        "Running your `mse`. Ours stands in for `mae`. " + UNTIL_NOW.format("mae") + NO_DEF,
        "Running ours here. " + UNTIL_NOW.format("is_learning") + NO_DEF,
        "Running ours here. " + UNTIL_NOW.format("predict") + USES_ZERO, NOT_PASSED]
    assert second["try"] == ["True 0.5 2 1.0 0.5 0.5"]


@pytest.mark.parametrize("session", ["first", "second"])
def test_ours_takes_over_where_theirs_raises_and_the_page_says_so_once(session, request):
    words = "Your `rates` raised KeyError: 'too many' on line 4 of its cell; ours takes over here."
    assert request.getfixturevalue(session)["raises"] == [words, "True"]


def test_where_ours_raises_too_the_learners_own_error_is_seen(second):
    assert second["has_to_raise"] == ["KeyError: 'too many'"]  # from ours: ZeroDivisionError


def test_what_came_back_can_be_checked_and_read_again(second):
    assert (second["check"], second["source"]) == (["1.0"], ["True"])


def test_what_passed_last_stays_while_what_came_after_it_fails(second):
    assert second["fails"][-1] == "CheckFailed: first-rates is not right yet."
    assert second["failing"] == ["Running your `rates` from the last time it passed.", "(1.0, 0.5, 0.75)"]
    assert second["passing"] == ["Running your `rates`.", "'too many'"]


BROKEN = {
    "empty": "", "cut": "{", "list": "[1]", "no_names": '{"answers": {"first-rates": [1]}}',
    "number": '{"answers": {"first-rates": {"rates": 5}}}', "other": '{"answers": {"first-rates": {"a": {}}}}',
}
BAD_PIECES = {
    "SyntaxError": [[1, "def rates(:"]], "KeyError": [[1, "other = 5"]], "TypeError": [["one", ""]],
    "ValueError": ["one"], "ModuleNotFoundError": [[1, "import nowhere"]], "SystemExit": [[1, "raise SystemExit"]],
    "UnicodeEncodeError": [[1, "'\ud800'"]],
}


@pytest.fixture(scope="module")
def damaged(tmp_path_factory):
    """What is said of files that are damaged, one after the other, and of a folder that cannot be written."""
    folder = tmp_path_factory.mktemp("damaged")
    texts = list(BROKEN.values()) + [json.dumps({"answers": {"first-rates": {"rates": {
        "name": "rates", "pieces": pieces}}}}) for pieces in BAD_PIECES.values()]
    (folder / ".course.json.lock").mkdir()
    write = "open({!r}, 'wb').write({!r})\nprint(yours('first-rates')(1, 1, 0, 2))"
    cells = [write.format(str(FILE), text.encode("latin-1")) for text in texts]
    return dict(zip((*BROKEN, *BAD_PIECES, "passes", "passing"),
                    run_cells(folder, *cells, RATES + RATES_CHECK, "print(yours('first-rates'))")))


@pytest.mark.parametrize("name", [*BROKEN, *BAD_PIECES])
def test_ours_stands_in_for_what_is_damaged(damaged, name):
    *told, line, result = damaged[name]
    assert told == [] or name == "empty" and told[0].startswith("Your progress can't be saved in .course.json")
    assert line.startswith("Running ours") and result == "(1.0, 0.5, 0.75)"
    assert name in BROKEN or line.endswith(f"Your `rates` passed its check, but bringing it back raised {name}.")


def test_a_folder_that_cannot_be_written_does_not_matter(damaged):
    assert (damaged["passes"], damaged["passing"]) == (["1.0"], ["Running your `rates`.", "<your rates>"])


@pytest.fixture(scope="module")
def keyless(tmp_path_factory):
    """What is said where the course has no keys: before and after a check, and in the next session."""
    folder = tmp_path_factory.mktemp("beside")
    more = environment(copy_course(tmp_path_factory.mktemp("keyless")))
    asked = "yours('first-rates')(1, 1, 0, 2)"
    return [*run_cells(folder, asked, WRONG_RATES + RATES_CHECK, asked, **more), *run_cells(folder, asked, **more)]


def test_without_keys_what_is_ready_is_theirs_and_the_error_says_what_to_do_until_then(keyless):
    before, _, after, later = keyless
    assert before == ["NothingYet: yours: expected an answer to 'first-rates' that is ready to hand in, got none. In "
                      "lesson 01_first_computation, fill in its cell, run it, then run check(\"first-rates\", rates)."]
    assert after == later == ["Running your `rates`.", "(0.0, 0.0, 0.0)"]


GRADED = """
rates = yours("first-rates")
print(rates)
rates(1, 1, 0, 2)
"""


@pytest.mark.parametrize("grading", [{GRADING_SEED: "secret"}, {"NBGRADER_EXECUTION": "autograde"},
                                     {"NBGRADER_EXECUTION": "validate"}], ids=str)
def test_grading_reads_and_writes_nothing_and_has_no_function_of_ours(tmp_path, grading):
    kept = {"answers": {"first-rates": {"rates": {"name": "rates", "pieces": [[1, "open('run', 'w')\nrates=print"]]}}}}
    (tmp_path / FILE).write_text(json.dumps(kept))
    cells = (GRADED, "import sys; 'course.keys' in sys.modules", RATES_CHECK, RATES, RATES_CHECK, GRADED)
    before, has_keys, *_, after = run_cells(tmp_path, *cells, **grading)
    assert has_keys == ["False"]
    assert before == ["<stand-in for your rates>", "NothingYet: yours: expected `rates` to be checked before it's "
                      "used, got no check of it in this run."]
    assert after == ["<your rates>", "(1.0, 0.5, 0.75)"]
    assert json.loads((tmp_path / FILE).read_text()) == kept and os.listdir(tmp_path) == [FILE.name]


@pytest.mark.parametrize("name", ["fraud", "capstone", "nowhere"])
def test_a_question_without_a_function_is_refused_by_name(name):
    with pytest.raises(ValueError, match=f"expected a question.+ got '{name}'"):
        yours(name)


@pytest.mark.parametrize("question", [question for asked in lessons().values() for question in asked
                                      if function_names(question)], ids=lambda question: question.id)
def test_ours_is_there_for_every_function(question, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    found = yours(question.id)
    functions = found if isinstance(found, tuple) else (found,)
    assert [function.__name__ for function in functions] == function_names(question)
    assert all(map(callable, functions))
