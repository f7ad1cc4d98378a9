"""Lesson 1 in a real JupyterLab in a real browser, with the network cut: loopback is all there is."""
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sample_class import LEARNERS, LESSON, POINTS, fill

from course.work.folder import copy_lessons, lessons_in
from grader.kernels.sandbox import find_bubblewrap
from grader.lessons.copies import NOTEBOOKS
from grader.lessons.text import dump, read_lesson

pytestmark = pytest.mark.prove

SESSION, LEARNER = (Path(__file__).with_name(f"lab_{name}.py") for name in ("session", "learner"))
ROOT = SESSION.parent.parent
needs_browser = pytest.mark.skipif(
    not (shutil.which("chromium") and find_bubblewrap()), reason="needs Chromium and bubblewrap (Linux)")


def offline(*command: str, said: str = "") -> subprocess.CompletedProcess:
    """Run a command where no network interface but loopback exists."""
    cut = [find_bubblewrap(), "--dev-bind", "/", "/", "--unshare-net", "--die-with-parent"]
    return subprocess.run([*cut, *command], capture_output=True, text=True, cwd=ROOT, input=said)


def learn(notebook: str, work: Path, *steps: list, theme: str = "light") -> list[str]:
    """Return what the cells show somebody who takes these steps."""
    done = offline(sys.executable, str(LEARNER), str(NOTEBOOKS / f"{notebook}.ipynb"), "--work", str(work),
                   "--theme", theme, said=json.dumps(steps))
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, dict]:
    """What became of the lesson as it is released, solved, and with a wrong answer: in one JupyterLab, one by one."""
    folder = tmp_path_factory.mktemp("lab")
    released = NOTEBOOKS / f"{LESSON}.ipynb"
    texts = {"blank": released.read_bytes(), "wrong": fill(released, LEARNERS["fay"]),
             "solved": dump(read_lesson(NOTEBOOKS / "source" / f"{LESSON}.py")).encode()}
    for name, text in texts.items():
        (folder / f"{name}.ipynb").write_bytes(text)
    done = offline(sys.executable, str(SESSION), *(str(folder / f"{name}.ipynb") for name in texts),
                   "--work", str(folder / "work"))
    assert done.returncode == 0, done.stderr[-3000:]
    return {name.removesuffix(".ipynb"): said for name, said in json.loads(done.stdout.splitlines()[-1]).items()}


@needs_browser
@pytest.mark.browser
def test_the_network_is_cut():
    done = offline(sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 3)")
    assert "Network is unreachable" in done.stderr


@needs_browser
@pytest.mark.browser
@pytest.mark.slow
def test_the_blank_lesson_runs_from_top_to_bottom_offline(outcomes):
    outcome = outcomes["blank"]
    assert outcome["run"] == outcome["code_cells"] > 20
    assert outcome["errors"] == [] and outcome["not_tried"] == len(POINTS)
    assert outcome["pictures"] >= 3


@needs_browser
@pytest.mark.browser
@pytest.mark.slow
def test_the_solved_lesson_shows_only_right_cards_offline(outcomes):
    outcome = outcomes["solved"]
    assert (outcome["right"], outcome["wrong"], outcome["not_tried"]) == (len(POINTS), 0, 0)
    assert outcome["errors"] == [] and outcome["stderr"] == []


@needs_browser
@pytest.mark.browser
@pytest.mark.slow
def test_a_wrong_answer_shows_its_card_and_no_traceback(outcomes):
    outcome = outcomes["wrong"]
    assert outcome["errors"] == ["CheckFailed: row-softmax is not right yet."]
    assert outcome["wrong"] == 1 and outcome["right"] == 2


STEP = """def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()"""


@needs_browser
@pytest.mark.browser
@pytest.mark.slow
def test_a_guess_a_slider_and_an_answer_change_what_the_lesson_shows(tmp_path):
    asks, shows, answer, uses = 'predict("reshape-or-transpose"', "play.line(", "def train_step", 'yours("train-step")'
    before, after, opened, locked, ours, _, _, right, theirs = learn(
        LESSON, tmp_path / "work", ["run", shows], ["slide", shows, -3], ["run", asks],
        ["guess", asks, 1], ["run", uses], ["write", answer, STEP], ["run", answer],
        ["run", 'check("train-step"'], ["run", uses])
    assert "right" in before and before != after
    assert "Your guess?" in opened and "You got it!" in locked and "your guess" in locked
    assert "Running ours until your train_step passes its check." in ours
    assert "Right" in right and "Running your train_step." in theirs


@needs_browser
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_cards_hints_and_predictions(tmp_path, theme):
    asks, guesses = 'check("row-softmax"', 'predict("reshape-or-transpose"'
    said = learn(LESSON, tmp_path / "work", ["run", guesses], ["axe", guesses], ["guess", guesses, 0],
                 ["axe", guesses], ["write", "def row_softmax", COLUMNS], ["run", "def row_softmax"], ["run", asks],
                 ["press", asks, "Hint 1 of 4"], ["axe", asks], ["write", "def row_softmax", ROWS],
                 ["run", "def row_softmax"], ["run", asks], ["axe", asks], theme=theme)
    assert [said[place] for place in (1, 3, 8, 12)] == ["[]"] * 4


COLUMNS = "def row_softmax(scores):\n    return scores.softmax(dim=0)"
ROWS = COLUMNS.replace("0", "1")


@needs_browser
@pytest.mark.browser
@pytest.mark.slow
def test_a_wrong_answer_two_hints_and_a_right_answer(tmp_path):
    answer, asks = "def row_softmax", 'check("row-softmax"'
    _, _, wrong, first, second, _, _, again, right, ours = learn(
        LESSON, tmp_path / "work", ["write", answer, COLUMNS], ["run", answer], ["run", asks],
        ["press", asks, "Hint 1 of 4"], ["press", asks, "Hint 2 of 4"], ["write", answer, ROWS], ["run", answer],
        ["run", 'progress.show("01'], ["run", asks], ["press", asks, "Compare with ours"])
    assert "Not right yet" in wrong and "0.7256*" in wrong and "Hint 1 of 4: ask yourself" in wrong
    assert "Take one row alone" in first and "Hint 2 of 4: the idea" in first
    assert "subtract the row" in second and "Hint 3 of 4: a worked example" in second
    assert "Next:" in again
    assert "Right" in right and "Tried on 4 inputs" in right and "def row_softmax" in ours


def test_make_lab_never_overwrites_a_learners_work(tmp_path):
    notebooks, work = tmp_path / "notebooks", tmp_path / "work"
    notebooks.mkdir()
    (notebooks / "01_a.ipynb").write_text("released")
    assert [path.name for path in copy_lessons(lessons_in(notebooks), work)] == ["01_a.ipynb"]
    (work / "01_a.ipynb").write_text("mine")
    (notebooks / "02_b.ipynb").write_text("released")
    assert [path.name for path in copy_lessons(lessons_in(notebooks), work)] == ["02_b.ipynb"]
    assert (work / "01_a.ipynb").read_text() == "mine"
