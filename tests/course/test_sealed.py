"""A sealed test set counts every look, remembers it, and nothing about that can stop a lesson."""
import json

import pytest
import torch

from course import state
from course.data import Sealed


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def make(name="digits"):
    return Sealed(name, torch.arange(6.0).reshape(3, 2), torch.tensor([0, 1, 1]))


def test_a_look_gives_the_cases_and_says_that_it_is_the_first(capsys):
    x, y = make().open()
    assert x.shape == (3, 2) and y.tolist() == [0, 1, 1]
    assert capsys.readouterr().out.startswith("Look 1 at the test set 'digits'. It has not been looked at before")


def test_looks_are_counted_on_by_another_kernel(capsys):
    make().open()
    assert make().looks == 1
    again = make()
    again.open()
    again.open()
    assert again.looks == make().looks == 3
    assert capsys.readouterr().out.splitlines()[-1].startswith("Look 3 at")


def test_nothing_is_counted_before_the_first_look(folder):
    assert make().looks == 0 and len(make()) == 3
    assert repr(make()) == "3 sealed cases, 'digits', looks: 0"
    assert list(folder.iterdir()) == []


def test_every_test_set_has_a_count_of_its_own(folder):
    make("a").open()
    make("b").open()
    make("b").open()
    assert json.loads((folder / state.FILE).read_text())["looks"] == {"a": 1, "b": 2}


def test_what_is_done_to_the_cases_does_not_reach_the_sealed_ones():
    test = make()
    test.open()[0].zero_()
    assert test.open()[0].sum() == 15


@pytest.mark.parametrize("name", ["NBGRADER_EXECUTION", "COURSE_GRADING_SEED"])
def test_grading_leaves_no_trace(folder, monkeypatch, name):
    monkeypatch.setenv(name, "1")
    test = make()
    test.open()
    assert test.looks == 1 and list(folder.iterdir()) == []


@pytest.mark.parametrize("text", [
    pytest.param("", id="empty"), pytest.param("[1]", id="list"),
    pytest.param('{"looks": {"digits": "many"}}', id="text"), pytest.param('{"looks": {"digits": true}}', id="bool"),
    pytest.param("\xff\xfe", id="not_utf8"),
])
def test_a_damaged_file_counts_as_empty(folder, text):
    (folder / state.FILE).write_bytes(text.encode("latin-1"))
    make().open()
    assert make().looks == 1


def test_a_folder_that_cannot_be_written_still_counts_within_the_run(folder, capsys):
    (folder / ".course.json.lock").mkdir()
    test = make()
    test.open()
    test.open()
    assert test.looks == 2 and capsys.readouterr().out.splitlines()[-1].startswith("Look 2 at")
