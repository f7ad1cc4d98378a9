"""Progress is kept in one small file beside the notebooks, and nothing about it can stop a lesson."""
import contextlib
import json
from datetime import datetime

import pytest

from course import CheckFailed, check, progress, questions, state
from course.checking.question import Result


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED"):
        monkeypatch.delenv(name, raising=False)
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
    (folder / state.FILE).write_bytes(text.encode("latin-1"))
    assert progress.load() == {}
    record("fraud", "passed")
    assert progress.load() == {"fraud": "passed"}


def test_a_folder_that_cannot_be_written_does_not_matter(folder):
    (folder / ".course.json.lock").mkdir()
    record("fraud", "passed")
    assert progress.load() == {"fraud": "passed"} and not (folder / state.FILE).exists()


def test_the_file_is_json_and_nothing_else_is_left(folder):
    record("fraud", "failed")
    assert {path.name for path in folder.iterdir()} <= {".course.json", ".course.json.lock"}
    assert json.loads((folder / state.FILE).read_text()) == {"version": 1, "progress": {"fraud": "failed"}}


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
    (folder / state.FILE).write_text(json.dumps({"progress": {"fraud": "<script>"}}))
    assert "<script>" not in progress.show()._repr_html_()


def test_overview_says_when_nothing_is_left():
    for _, question, _ in progress.show().rows:
        record(question, "passed")
    assert repr(progress.show()).splitlines()[-1] == "Every checked answer is right."


def test_tries_are_counted_different_answers_once_and_blank_ones_not_at_all():
    assert progress.tries("fraud") == progress.Tries()
    for outcome, facts in (("not tried", [0]), ("failed", [1]), ("failed", [1]), ("failed", [{"a": 2}]),
                           ("passed", [3]), ("failed", [1])):
        progress.record(Result("fraud", outcome, 0, 1), facts)
    found = progress.tries("fraud")
    assert (found.checks, found.different) == (5, 3) and found.first <= found.passed <= found.last
    assert datetime.fromisoformat(found.first).tzinfo and progress.load() == {"fraud": "passed"}


def test_of_what_was_tried_hashes_alone_are_kept_and_only_so_many(folder):
    for i in range(60):
        progress.record(Result("fraud", "failed", 0, 1), [f"secret {i}"])
    text = (folder / state.FILE).read_text()
    assert "secret" not in text and len(json.loads(text)["tries"]["fraud"]["answers"]) == progress.MAX_ANSWERS
    assert progress.tries("fraud")[:2] == (60, 60)


@pytest.mark.parametrize("kept", ["text", {"checks": "many", "answers": [5], "stars": 3}], ids=str)
def test_tries_of_another_form_count_as_none_and_what_is_unknown_stays(folder, kept):
    (folder / state.FILE).write_text(json.dumps({"tries": {"fraud": kept}}))
    progress.record(Result("fraud", "failed", 0, 1), [1])
    assert progress.tries("fraud")[:2] == (1, 1)
    assert ("stars" in (folder / state.FILE).read_text()) == ("stars" in kept)


def test_a_check_counts_as_a_try():
    for answers in ((..., ...), (False, 0.12), (False, 0.12), (True, 0.12)):
        with contextlib.suppress(CheckFailed):
            check("fraud", *answers)
    assert progress.tries("fraud")[:2] == (3, 2)
