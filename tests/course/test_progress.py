"""Progress is kept in one small file beside the notebooks, and nothing about it can stop a lesson."""
import json

import pytest

from course import progress, questions
from course.checking.question import Result


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path


def record(question, outcome):
    progress.record(Result(question, outcome, 0, 1))


def test_what_was_right_once_stays_right():
    for outcome in ("failed", "passed", "failed", "not tried"):
        record("fraud", outcome)
    assert progress.load() == {"fraud": "passed"}


def test_what_is_ready_to_be_handed_in_is_not_what_comes_next():
    for question in (question.id for asked in questions.lessons().values() for question in asked):
        record(question, "ready" if question == "capstone" else "passed")
    assert "Every checked answer is right." in repr(progress.show()) and "ready to hand in" in repr(progress.show())


def test_grading_leaves_no_trace(folder, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    record("fraud", "passed")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("text", [
    pytest.param("", id="empty"), pytest.param("{", id="cut"), pytest.param("[1]", id="list"),
    pytest.param("\xff\xfe", id="not_utf8"), pytest.param("[" * 100_000, id="deep"),
])
def test_a_damaged_file_counts_as_empty(folder, text):
    (folder / progress.FILE).write_bytes(text.encode("latin-1"))
    assert progress.load() == {}
    record("fraud", "passed")
    assert progress.load() == {"fraud": "passed"}


def test_a_folder_that_cannot_be_written_does_not_matter(folder):
    (folder / progress.FILE.with_suffix(".new")).mkdir()
    record("fraud", "passed")
    assert progress.load() == {}


def test_the_file_is_json_and_nothing_else_is_left(folder):
    record("fraud", "failed")
    assert [path.name for path in folder.iterdir()] == [progress.FILE.name]
    assert json.loads((folder / progress.FILE).read_text()) == {"fraud": "failed"}


def test_overview_lists_every_question_and_names_the_next():
    record("tensor-shape", "passed")
    lines = repr(progress.show()).splitlines()
    assert lines[0].endswith("✓ right")
    assert lines[-1] == "Next: broadcast in lesson 01_first_computation."
    assert "Next: broadcast" in progress.show()._repr_html_()


def test_a_lesson_shows_its_own_questions_alone():
    record("linear-shapes", "passed")
    lines = repr(progress.show("02_linear_layers")).splitlines()
    assert lines[0].split() == ["linear-shapes", "✓", "right"] and lines[-1] == "Next: linear-by-hand."
    assert len(lines) == len(questions.lessons()["02_linear_layers"]) + 1
    assert "lesson" not in progress.show("02_linear_layers")._repr_html_()
    with pytest.raises(ValueError, match="expected one of 01_first_computation"):
        progress.show("2")


def test_overview_escapes_what_stands_in_the_file(folder):
    (folder / progress.FILE).write_text(json.dumps({"fraud": "<script>"}))
    assert "<script>" not in progress.show()._repr_html_()


def test_overview_says_when_nothing_is_left():
    for _, question, _ in progress.show().rows:
        record(question, "passed")
    assert repr(progress.show()).splitlines()[-1] == "Every checked answer is right."
