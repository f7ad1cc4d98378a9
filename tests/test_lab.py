"""Lesson 1 in a real JupyterLab in a real browser, with the network cut: loopback is all there is."""
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sample_class import LEARNERS, LESSON, POINTS, fill

from course.start import copy_lessons
from grader.kernels.sandbox import find_bubblewrap
from grader.lessons.copies import NOTEBOOKS
from grader.lessons.text import dump, read_lesson

pytestmark = pytest.mark.prove

SESSION = Path(__file__).with_name("lab_session.py")
ROOT = SESSION.parent.parent
needs_browser = pytest.mark.skipif(
    not (shutil.which("chromium") and find_bubblewrap()), reason="needs Chromium and bubblewrap (Linux)")


def offline(*command: str) -> subprocess.CompletedProcess:
    """Run a command where no network interface but loopback exists."""
    cut = [find_bubblewrap(), "--dev-bind", "/", "/", "--unshare-net", "--die-with-parent"]
    return subprocess.run([*cut, *command], capture_output=True, text=True, cwd=ROOT)


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


def test_make_lab_never_overwrites_a_learners_work(tmp_path):
    notebooks, work = tmp_path / "notebooks", tmp_path / "work"
    notebooks.mkdir()
    (notebooks / "01_a.ipynb").write_text("released")
    assert [path.name for path in copy_lessons(notebooks, work)] == ["01_a.ipynb"]
    (work / "01_a.ipynb").write_text("mine")
    (notebooks / "02_b.ipynb").write_text("released")
    assert [path.name for path in copy_lessons(notebooks, work)] == ["02_b.ipynb"]
    assert (work / "01_a.ipynb").read_text() == "mine"
