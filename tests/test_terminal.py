"""Where the course meets no JupyterLab: a terminal, in a real `ipython`, and a page without widgets."""
import html
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
SESSION = """\
import torch
from course import check, data, play, plots, progress
from course.predictions import guess, my_guesses, predict
from course.yours import yours
check("tensor-shape", ..., ..., points=2)
check("tensor-shape", (3, 2), torch.int64, points=2)
check("tensor-shape", (2, 3), torch.float32, points=2)
predict("largest-exp", ["only 10", "10 and 88", "10, 88 and 89", "all four"])
guess("largest-exp", "a")
my_guesses("01_first_computation")
flowers = data.iris(["sepal length", "petal width"])
play.line(flowers.x, flowers.y, flowers.features, flowers.classes)
print(play.line(flowers.x, flowers.y, flowers.features, flowers.classes).draw(20, 10))
play.freeze_map("resnet50", n_classes=15)
plots.grids(("six", torch.arange(6).reshape(2, 3)))
progress.show("01_first_computation")
train_step = yours("train-step")
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict[str, str]:
    """What the terminal shows after each line of the session."""
    folder = tmp_path_factory.mktemp("terminal")
    command = [sys.executable, "-m", "IPython", "--simple-prompt", "--no-banner", "--no-confirm-exit",
               "--colors=NoColor", "--HistoryManager.enabled=False"]
    own = {"IPYTHONDIR": str(folder), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, input=SESSION, capture_output=True, encoding="utf-8", cwd=folder,
                          env=os.environ | own)
    assert done.returncode == 0, done.stderr
    _, *shown = re.split(r"In \[\d+\]: ", done.stdout)
    return dict(zip(SESSION.splitlines(), shown))


def after(said: dict[str, str], line: str) -> str:
    """Return what followed the line of the session that begins so."""
    return next(shown for each, shown in said.items() if each.startswith(line))


@pytest.mark.parametrize(("line", "words"), [
    pytest.param('check("tensor-shape", ...', ["○ Not tried yet · tensor-shape", "Fill in the cell"], id="not tried"),
    pytest.param('check("tensor-shape", (3, 2)', ["✗ Not right yet · tensor-shape", "Hint: (3, 2) is"], id="wrong"),
    pytest.param('check("tensor-shape", (2, 3)', ["✓ Right · tensor-shape · 2 of 2 points"], id="right"),
    pytest.param("predict(", ["(a) only 10", "(d) all four", 'guess("largest-exp", "a")'], id="prediction"),
    pytest.param("guess(", ["(a) only 10  ← your guess", "(b) 10 and 88  ← this is what happens"], id="guess"),
    pytest.param("my_guesses(", ["largest exp", "✗ surprise", "1 of 7"], id="guesses"),
    pytest.param("play.line(", ["100 flowers", "of 100 right"], id="sliders"),
    pytest.param("print(", ["a line at 20 degrees", "of 100 right"], id="moved"),
    pytest.param("play.freeze_map(", ["30,735 of 23,538,767"], id="a choice"),
    pytest.param("plots.grids(", ["holds 0 1 2 / 3 4 5"], id="picture"),
    pytest.param("progress.show(", ["tensor-shape    ✓ right", "Next: broadcast."], id="progress"),
    pytest.param("train_step = yours(", ["Running ours until your `train_step` passes"], id="stand-in"),
])
def test_a_terminal_shows_in_words(said, line, words):
    shown = after(said, line)
    assert [word for word in words if word not in shown] == []


def test_nothing_that_only_a_notebook_can_show_is_printed(said):
    everything = "".join(said.values())
    assert "<div" not in everything and "VBox(" not in everything and "Traceback" not in everything


def test_a_guess_is_printed_once(said):
    assert after(said, "guess(").count("Your guess is in.") == 1


def words(text: str) -> set[str]:
    return set(re.findall(r"[\w.,%]+", text))


def test_a_page_without_widgets_gets_html_and_text_that_say_the_same(tmp_path):
    cells = [nbformat.v4.new_code_cell(line) for line in SESSION.splitlines()]
    NotebookClient(nbformat.v4.new_notebook(cells=cells), allow_errors=True, kernel_name="python3",
                   shutdown_kernel="immediate", resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [output.data for cell in cells for output in cell.outputs if "data" in output]
    rich = [data for data in shown if "text/html" in data and not re.fullmatch(r"[\d.]+", data["text/plain"])]
    assert len(rich) >= 9  # not counting the points of a check, whose text is a number for nbgrader
    for data in rich:
        page = html.unescape(re.sub(r"<(?!img)[^>]+>", " ", data["text/html"]))
        assert words(data["text/plain"]) - words(page) == set()
    assert [data["text/plain"] for data in shown if "(children=" in data["text/plain"]] == []
