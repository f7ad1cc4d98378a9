"""Predictions: buttons where somebody can click, a plain list elsewhere, and a first guess that stays."""
import builtins
import json
import os

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from course.predictions import buttons, guess, kept, lessons, my_guesses, predict, right_choice, truths

ID, RIGHT = "largest-exp", "10 and 88"
CHOICES = ["only 10", RIGHT, "10, 88 and 89", "all four"]
LESSON = "01_first_computation"
CALL = f"from course.predictions import guess, my_guesses, predict\npredict({ID!r}, {CHOICES!r})"
CLICK = """
import gc, ipywidgets
[button] = [b for b in gc.get_objects() if isinstance(b, ipywidgets.Button) and b.description == "({})"]
button.click()
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kept, "_unsaved", {})
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED", "JPY_SESSION_NAME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run_cells(folder, *sources: str) -> list[list[dict]]:
    """Run cells in a real kernel without a front end, and return the outputs of each."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute()
    nbformat.validate(notebook)
    return [cell.outputs for cell in notebook.cells]


def files(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_without_a_front_end_there_is_a_plain_list_and_a_way_to_commit(folder):
    [[output], [used]] = run_cells(folder, CALL, "import sys; print('ipywidgets' in sys.modules, 'torch' in sys.modules)")
    assert set(output["data"]) == {"text/plain", "text/html"} and used["text"].split() == ["False", "False"]
    assert "(b) 10 and 88" in output["data"]["text/plain"] and 'guess("largest-exp", "b")' in output["data"]["text/plain"]
    assert "(b) 10 and 88" in output["data"]["text/html"] and "guess(" in output["data"]["text/html"]
    assert truths.find(ID).because[:20] not in json.dumps(output["data"]) and files(folder) == []


def test_before_a_guess_nothing_tells_the_right_choice_from_the_others(folder):
    [[output]] = run_cells(folder, CALL)
    pages = [output["data"][kind] for kind in ("text/plain", "text/html")]
    assert [page.count(choice) for page in pages for choice in CHOICES[1:]] == [1] * 6


def test_a_guess_in_words_is_kept_over_a_restart(folder):
    [_, [said], [first]] = run_cells(folder, CALL, f'guess("{ID}", "c")', CALL)
    [[later], [table]] = run_cells(folder, CALL, f'my_guesses("{LESSON}")')
    assert said["data"] == first["data"] == later["data"]
    assert "✗ Not this time. It's: 10 and 88." in later["data"]["text/plain"]
    assert "largest exp" in table["data"]["text/plain"] and "✗ surprise" in table["data"]["text/plain"]
    assert files(folder) == [kept.FILE.name]


def test_the_cell_that_asked_shows_what_came_of_the_guess(folder):
    [[asked], _] = run_cells(folder, CALL, f'guess("{ID}", "b")')
    assert "✓ You got it!" in asked["data"]["text/html"]


def test_a_click_commits_locks_and_leaves_a_page_without_widgets(folder, monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", str(folder / "lesson.ipynb"))  # as Jupyter's servers set it
    [[output], _, [again], _] = run_cells(folder, CALL, CLICK.format(f"b) {RIGHT}"[:1] + f") {RIGHT}"), CALL,
                                          CLICK.format(f"a) {CHOICES[0]}") + "raise SystemExit" if False else "None")
    assert set(output["data"]) == set(again["data"]) == {"text/plain", "text/html"}
    assert "✓ You got it!" in output["data"]["text/html"] and output["data"] == again["data"]
    assert json.loads((folder / kept.FILE).read_text()) == {ID: RIGHT}
