"""Predictions: buttons where somebody can click, a plain list elsewhere, and a first guess that stays."""
import html
import json
import re
from pathlib import Path

import nbformat
import pytest
import torch
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from course import state
from course.predictions import buttons, guess, kept, lookup, my_guesses, predict, right_choice
from course.predictions import prompt as prompts

ROOT = Path(__file__).resolve().parents[2]
ID, RIGHT = "largest-exp", "10 and 88"
CHOICES = ["only 10", RIGHT, "10, 88 and 89", "all four"]
LESSON = "01_first_computation"
CALL = f"from course.predictions import guess, my_guesses, predict\npredict({ID!r}, {CHOICES!r})"
CLICK = """
import gc, ipywidgets
[button] = [b for b in gc.get_objects() if isinstance(b, ipywidgets.Button) and b.description.startswith("({})")]
button.click()
said = [widget.value for widget in gc.get_objects() if isinstance(widget, ipywidgets.HTML)]
print(button.disabled, button.description, *said)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED", "JPY_SESSION_NAME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def at_jupyter(folder, monkeypatch):
    """A kernel that believes one of Jupyter's servers has started it."""
    monkeypatch.setenv("JPY_SESSION_NAME", str(folder / "lesson.ipynb"))


def run_cells(folder, *sources: str) -> list[list[dict]]:
    """Run cells in a real kernel without a front end, and return the outputs of each."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute()
    nbformat.validate(notebook)
    return [cell.outputs for cell in notebook.cells]


def files(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".lock")


def test_without_a_front_end_there_is_a_plain_list_and_a_way_to_commit(folder):
    [[output], [used]] = run_cells(folder, CALL, "print(*({'ipywidgets', 'torch'} & {*__import__('sys').modules}))")
    assert set(output["data"]) == {"text/plain", "text/html"} and used["text"] == "\n"
    plain, page = output["data"]["text/plain"], output["data"]["text/html"]
    assert "(b) 10 and 88" in plain and 'guess("largest-exp", "a")' in plain
    assert "(b) 10 and 88" in page and "guess(" in page
    assert lookup.find(ID).because[:20] not in json.dumps(output["data"]) and files(folder) == []


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
    assert files(folder) == [".course.json"]


def test_the_cell_that_asked_shows_what_came_of_the_guess(folder):
    [[asked], _] = run_cells(folder, CALL, f'guess("{ID}", "b")')
    assert "✓ You got it!" in asked["data"]["text/html"]


def test_a_click_commits_and_from_the_next_cell_on_the_page_needs_no_widgets(folder, at_jupyter):
    [[shown], [said], [again]] = run_cells(folder, CALL, CLICK.format("b"), CALL)
    assert "(b) 10 and 88  ← your guess, this is what happens" in said["text"] and "✓ You got it!" in said["text"]
    assert shown["data"] == again["data"] and set(again["data"]) == {"text/plain", "text/html"}
    assert state.read("guesses") == {ID: RIGHT}


def test_where_somebody_can_click_there_are_buttons_and_the_plain_list_for_everybody_else(folder, at_jupyter):
    [[shown]] = run_cells(folder, CALL)
    assert set(shown["data"]) == {buttons.VIEW, "text/plain", "text/html"}
    assert "(b) 10 and 88" in shown["data"]["text/html"] and "Button" not in shown["data"]["text/plain"]


def test_the_first_guess_stays(folder, at_jupyter):
    again = f'guess("{ID}", "a")'
    [_, _, [said]] = run_cells(folder, CALL, CLICK.format("c"), again)
    assert "(c) 10, 88 and 89  ← your guess" in said["data"]["text/plain"]
    assert state.read("guesses") == {ID: "10, 88 and 89"}


def test_the_pressed_button_stays_where_the_focus_is_and_the_others_are_locked():
    clicked = []
    box = buttons.make_buttons(tuple(CHOICES), clicked.append)
    box.children[3].click()
    buttons.lock(box, lookup.find(ID), tuple(CHOICES), clicked[0])
    assert clicked == ["10, 88 and 89"]
    assert [button.disabled for button in box.children[1:-1]] == [True, True, False, True]
    assert "✗ Not this time. It's: 10 and 88." in html.unescape(box.children[-1].value)


def test_without_ipywidgets_there_is_the_plain_list(folder, at_jupyter):
    hide = "import sys; sys.modules['ipywidgets'] = None"
    [_, [shown]] = run_cells(folder, hide, CALL)
    assert set(shown["data"]) == {"text/plain", "text/html"}


@pytest.mark.parametrize("variable", ["NBGRADER_EXECUTION", "COURSE_GRADING_SEED"])
def test_grading_shows_a_plain_list_and_leaves_no_file(folder, at_jupyter, monkeypatch, variable):
    monkeypatch.setenv(variable, "autograde")
    [[shown], [said], [table], [used]] = run_cells(
        folder, CALL, f'guess("{ID}", "b")',
        f'my_guesses("{LESSON}")', "print('ipywidgets' in __import__('sys').modules)")
    assert set(shown["data"]) == {"text/plain", "text/html"} and "guess(" not in shown["data"]["text/plain"]
    assert "No guesses yet." in table["data"]["text/plain"] and used["text"] == "False\n" and files(folder) == []


@pytest.mark.parametrize("text", [
    pytest.param(b"", id="empty"), pytest.param(b"{", id="cut"), pytest.param(b"[1]", id="list"),
    pytest.param(b"\xff\xfe", id="not_utf8"), pytest.param(b"[" * 100_000, id="deep"),
    pytest.param(b'{"guesses": {"largest-exp": 5}}', id="number"),
    pytest.param(b'{"guesses": {"largest-exp": "13"}}', id="no_such_choice"),
])
def test_a_damaged_file_counts_as_empty(folder, text):
    (folder / state.FILE).write_bytes(text)
    assert predict(ID, CHOICES).guessed is None and repr(my_guesses(LESSON))
    guess(ID, "b")
    assert predict(ID, CHOICES).guessed == RIGHT and kept.load() == {ID: RIGHT}


def test_in_a_folder_that_cannot_be_written_a_guess_lasts_as_long_as_the_kernel(folder):
    (folder / ".course.json.lock").mkdir()
    predict(ID, CHOICES)
    assert guess(ID, "b").guessed == RIGHT and "✓ right" in repr(my_guesses(LESSON))
    assert not (folder / state.FILE).exists()


def test_a_guess_can_be_forgotten():
    predict(ID, CHOICES)
    guess(ID, "(A)")
    assert guess(ID, None).guessed is None and kept.load() == {}
    assert guess(ID, RIGHT).guessed == RIGHT


def test_the_closing_table_tells_only_what_was_guessed():
    predict(ID, CHOICES)
    assert "No guesses yet." in repr(my_guesses(LESSON)) and RIGHT not in repr(my_guesses(LESSON))
    guess(ID, "b")
    table = my_guesses(LESSON)
    assert re.search(r"1 of \d+ predictions, and 1 came true. You saw it coming!", repr(table))
    others = int(re.search(r"1 of (\d+)", repr(table))[1]) - 1
    assert repr(table).count("not made yet") == table._repr_html_().count("not made yet") == others > 1
    assert "smaller" not in repr(table)


def test_what_stands_in_the_file_is_escaped(folder):
    (folder / state.FILE).write_text(json.dumps({"guesses": {ID: "<script>"}}))
    assert "<script>" not in my_guesses(LESSON)._repr_html_() and "&lt;script&gt;" in my_guesses(LESSON)._repr_html_()


def test_choices_are_escaped():
    prompt = predict(ID, ["<script>", RIGHT])
    assert "<script>" not in prompt._repr_mimebundle_()["text/html"]
    guess(ID, "a")
    assert "<script>" not in prompt._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(("call", "message"), [
    pytest.param(lambda: predict("largest-expp", CHOICES), "predict: expected a prediction's id, got 'largest-expp'. "
                 "Do you mean 'largest-exp'? Add a new one in course/predictions/lessons.", id="unknown"),
    pytest.param(lambda: predict(["x"], CHOICES), "predict: expected a prediction's id, got ['x'].", id="no_id"),
    pytest.param(lambda: predict(ID, [RIGHT]), "predict: expected a list of 2 to 9 different texts", id="one_choice"),
    pytest.param(lambda: predict(ID, [RIGHT] * 2), "predict: expected a list of 2 to 9 different texts", id="twice"),
    pytest.param(lambda: predict(ID, [RIGHT, *map(str, range(9))]), "predict: expected a list of 2 to 9", id="ten"),
    pytest.param(lambda: predict(ID, RIGHT), "predict: expected a list of 2 to 9 different texts", id="a_text"),
    pytest.param(lambda: predict(ID, [RIGHT, 7]), "predict: expected a list of 2 to 9 different texts", id="a_number"),
    pytest.param(lambda: predict(ID, ["a", "b"]), 'predict: expected the right choice of "largest-exp" among its '
                 "choices, got ['a', 'b']. Write it in the lesson exactly as in", id="right_one_missing"),
    pytest.param(lambda: guess("loss-after-one-step", "a"), "Run the cell with predict(", id="not_asked"),
    pytest.param(lambda: (predict(ID, CHOICES), guess(ID, "e")), "guess: expected one of the letters a, b, c, d for "
                 "\"largest-exp\", got 'e'. Write guess(", id="no_such_letter"),
    pytest.param(lambda: (predict(ID, CHOICES), guess(ID, ["b"])), "guess: expected one of the letters", id="a_list"),
    pytest.param(lambda: right_choice("largest"), "Do you mean 'largest-exp'?", id="truth_of_nothing"),
    pytest.param(lambda: my_guesses("first"), "my_guesses: expected the name of a lesson with predictions, got "
                 "'first'. Do you mean '01_first_computation'?", id="no_lesson"),
])
def test_what_does_not_fit_is_said(monkeypatch, call, message):
    monkeypatch.setattr(prompts, "_asked", {})
    with pytest.raises(ValueError) as error:
        call()
    assert message in str(error.value)


def test_the_entries_are_what_pytorch_says():
    finite = torch.tensor([10.0, 88.0, 89.0, 10_000.0]).exp().isfinite()
    assert right_choice(ID) == RIGHT and finite.tolist() == [True, True, False, False]
    six = torch.arange(1, 7).reshape(2, 3)
    assert six.reshape(3, 2).shape == six.T.shape and not torch.equal(six.reshape(3, 2), six.T)


def test_every_entry_can_be_shown():
    for lesson, entries in lookup.lessons().items():
        assert (ROOT / "notebooks" / "source" / f"{lesson}.py").exists() and entries
        for entry in entries:
            assert re.fullmatch("[a-z][a-z0-9-]*", entry.id) and entry.because.endswith((".", "!"))
            assert predict(entry.id, [entry.right, "something else"]).guessed is None
