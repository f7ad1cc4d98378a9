"""Where a learner stands, told from small notebooks and notes, whole and damaged."""
import json
import os

import pytest
from small_lessons import hand_out, lesson, text_answer

from course import state
from course.home.notebook import parse
from course.home.records import Records, read_records, to_records
from course.home.status import Trouble, find_work, read_course
from course.work.folder import lessons_in
from course.work.notebooks import fingerprints, key_of


@pytest.fixture
def released(tmp_path):
    return hand_out(tmp_path / "released")


@pytest.fixture
def work(tmp_path):
    return hand_out(tmp_path / "work")


def test_a_notebook_tells_its_title_its_questions_and_its_predictions(work):
    content = parse(json.loads((work / "01_lesson.ipynb").read_text()))
    assert content.title == "Title 1" and content.predictions == ("backward-again",)
    alpha, beta, words = content.questions
    assert (alpha.id, alpha.points, alpha.minutes) == ("alpha", 2.0, (3, 3)) and beta.minutes == (4, 4)
    assert (alpha.heading, alpha.section) == ("Question `alpha`: go", "About alpha")
    assert (alpha.anchor, alpha.entry) == ("Question-alpha:-go", "About-alpha")
    assert words.is_text and not words.is_written and words.minutes is None


def test_a_copied_check_cell_is_no_second_question(work):
    notebook = json.loads((work / "01_lesson.ipynb").read_text())
    notebook["cells"] += notebook["cells"][2:]
    assert [question.id for question in parse(notebook).questions] == ["alpha", "beta", "words-1"]


def test_who_has_done_nothing_is_sent_to_the_first_question(work, released):
    course = read_course(work, lessons_in(released), Records())
    assert not course.is_begun and course.last is None
    assert course.next_lesson.number == 1 and course.next_asked.question.id == "alpha"


def test_the_next_question_is_the_open_one_in_the_lesson_of_the_latest_first_check(work, released):
    course = read_course(work, lessons_in(released), Records({"alpha": "passed", "gamma": "failed"}))
    assert course.next_lesson.number == 2 and course.next_asked.question.id == "gamma"
    assert course.next_asked.anchor == "Question-gamma:-go"  # tried: the text above it is known


def test_a_question_that_nobody_tried_is_entered_by_the_text_that_leads_to_it(work, released):
    course = read_course(work, lessons_in(released), Records({"alpha": "passed"}))
    assert course.next_asked.question.id == "beta" and course.next_asked.anchor == "About-beta"


def test_an_answer_in_words_is_done_when_it_is_written(work, released):
    path = work / "01_lesson.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][-1] = text_answer("words-1", "I would not ship it.")
    path.write_text(json.dumps(notebook))
    done = Records({"alpha": "passed", "beta": "passed"})
    first, second = read_course(work, lessons_in(released), done).lessons
    assert first.is_done and (first.n_done, first.n_right) == (3, 2) and not second.is_done


def test_when_a_lesson_is_done_the_next_one_comes_and_at_the_end_none(work, released):
    for path in work.glob("*.ipynb"):
        path.write_text(path.read_text().replace("*Write your answer here.*", "Mine."))
    done = Records({"alpha": "passed", "beta": "ready"})
    assert read_course(work, lessons_in(released), done).next_lesson.number == 2
    everything = Records(done.progress | {"gamma": "passed"})
    assert read_course(work, lessons_in(released), everything).next_lesson is None


def test_guesses_and_tries_are_counted(work, released):
    records = Records({"alpha": "failed"}, {"backward-again": "8", "never-asked": "x"}, {"alpha": 3, "beta": 1})
    first = read_course(work, lessons_in(released), records).lessons[0]
    assert (first.n_guesses, first.n_guesses_right, first.n_tries) == (1, 1, 4)


def test_lessons_that_are_missing_damaged_or_old_say_so_and_keep_their_titles(work, released):
    (work / "01_lesson.ipynb").write_text("{")
    (work / "02_lesson.ipynb").unlink()
    first, second = read_course(work, lessons_in(released), Records()).lessons
    assert (first.trouble.kind, first.trouble.of) == ("unreadable", "01_lesson") and "damaged" in first.trouble.why
    assert first.content.title == "Title 1" and len(first.asked) == 3
    assert second.trouble.kind == "missing" and not second.is_there
    (work / "01_lesson.ipynb").write_text(json.dumps(lesson(1, "alpha")))
    assert read_course(work, lessons_in(released), Records()).lessons[0].trouble.kind == "behind"


def test_a_question_whose_cell_was_deleted_is_told_and_still_counts(work, released):
    path = work / "01_lesson.ipynb"
    notebook = json.loads(path.read_text())
    records = Records(versions={"01_lesson": fingerprints(notebook)})
    notebook["cells"] = [cell for cell in notebook["cells"] if key_of(cell) != "alpha"]
    path.write_text(json.dumps(notebook))
    first = read_course(work, lessons_in(released), records).lessons[0]
    assert (first.trouble.kind, first.trouble.why) == ("lost", "alpha")
    assert [asked.question.id for asked in first.asked] == ["alpha", "beta", "words-1"]


def test_a_folder_of_that_name_and_a_link_to_nowhere_are_named(work, released):
    for path in work.glob("*.ipynb"):
        path.unlink()
    (work / "01_lesson.ipynb").mkdir()
    (work / "02_lesson.ipynb").symlink_to("nowhere")
    folder, link = read_course(work, lessons_in(released), Records()).lessons
    assert (folder.trouble.kind, link.trouble.kind) == ("in the way", "unreadable")
    assert "isn't a file" in folder.trouble.why and "leads nowhere" in link.trouble.why


def test_a_notebook_of_their_own_is_no_lesson(work, released):
    (work / "07_mine.ipynb").write_text(json.dumps({"cells": []}))
    (work / "08_extra.ipynb").write_text(json.dumps(lesson(8, "delta")))
    assert [each.number for each in read_course(work, lessons_in(released), Records()).lessons] == [1, 2, 8]


def test_a_copy_of_a_lesson_under_another_name_is_no_second_lesson_but_one_that_was_renamed_stays(work, released):
    copy = work / "01_lesson_old.ipynb"
    copy.write_text(json.dumps(lesson(1, "alpha", "beta")))
    course = read_course(work, lessons_in(released), Records({"alpha": "failed"}))
    assert [each.file for each in course.lessons] == ["01_lesson.ipynb", "02_lesson.ipynb"]
    assert course.next_lesson.file == "01_lesson.ipynb"
    (work / "01_lesson.ipynb").unlink()
    assert read_course(work, lessons_in(released), Records()).next_lesson.file == copy.name


@pytest.mark.parametrize("name", ["01_mine.ipynb", "01_lesson (1).ipynb", "my first.ipynb"])
def test_a_lesson_that_was_renamed_counts_once_and_is_told(work, released, name):
    (work / "01_lesson.ipynb").rename(work / name)
    first, second = read_course(work, lessons_in(released), Records({"alpha": "passed"})).lessons
    assert (first.file, first.number, first.n_right, first.is_there) == (name, 1, 1, True)
    assert first.trouble == Trouble("renamed", "01_lesson", name) and second.number == 2


def test_a_second_question_in_a_section_is_entered_by_its_own_heading():
    notebook = lesson(1, "alpha", "beta")
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["source"] != "## About beta"]
    beta = parse(notebook).questions[1]
    assert (beta.section, beta.entry) == ("About alpha", beta.anchor)


def test_an_empty_folder_a_missing_one_and_no_lessons_at_all_are_told(tmp_path, released):
    (tmp_path / "empty").mkdir()
    for name, kind in (("empty", "empty"), ("none", "gone")):
        troubles = read_course(tmp_path / name, lessons_in(released), Records()).troubles
        assert troubles == (Trouble(kind, str(tmp_path / name)),)
    assert read_course(tmp_path / "empty", {}, Records()).lessons == ()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user whom the system can refuse")
def test_a_read_only_folder_is_told(work, released):
    work.chmod(0o500)
    assert read_course(work, lessons_in(released), Records()).troubles[0].kind == "read-only"
    work.chmod(0o700)


def test_the_work_folder_is_the_server_s_own_or_the_one_in_it(tmp_path, work):
    assert find_work(work) == work and find_work(tmp_path) == work


CUT_OFF = '{"version": 1,\n "progress": {\n  "alpha": "passed",\n  "be'
TRIED = {"alpha": {"checks": 2, "last": "2026-11-29T09:00:00+00:00"},
         "gamma": {"checks": 1, "last": "2026-11-29T09:30:00+02:00"}, "beta": 3, "odd": {"checks": -1, "last": "now"}}


def test_what_the_course_keeps_is_what_the_page_shows(work, monkeypatch):
    monkeypatch.chdir(work)
    state.update("progress", lambda kept: kept | {"alpha": "passed", "gamma": "failed"})
    state.update("guesses", lambda kept: kept | {"backward-again": "8"})
    state.update("tries", lambda kept: kept | TRIED)
    records = read_records(work)
    assert records == Records({"alpha": "passed", "gamma": "failed"}, {"backward-again": "8"},
                              {"alpha": 2, "gamma": 1, "beta": 0, "odd": 0}, "alpha")


def test_where_the_last_check_was_is_where_one_goes_on(work, released):
    later = to_records({"progress": {"gamma": "failed", "alpha": "passed"}, "tries": TRIED})
    assert read_course(work, lessons_in(released), later).next_lesson.number == 1
    without = to_records({"progress": {"alpha": "passed", "gamma": "failed"}})
    assert read_course(work, lessons_in(released), without).next_lesson.number == 2


def test_notes_of_an_earlier_course_are_shown(work):
    (work / ".course-progress.json").write_text('{"alpha": "passed"}')
    assert read_records(work).progress == {"alpha": "passed"}


@pytest.mark.parametrize("said, told, kept", [
    pytest.param(CUT_OFF, "is damaged", {"alpha": "passed"}, id="cut off"),
    pytest.param("", "is damaged", {}, id="empty"), pytest.param("[" * 100_000, "is damaged", {}, id="deep"),
    pytest.param('{"version": 1, "progress": [], "tries": {"a": {}}}', "is damaged", {}, id="of another form"),
    pytest.param('{"version": 99, "progress": {"alpha": "passed"}}', "newer version", {}, id="of a newer course")])
def test_notes_that_cannot_be_read_are_told_and_left_as_they_are(work, said, told, kept):
    path = work / state.FILE
    path.write_text(said)
    records = read_records(work)
    assert records.progress == kept and len(records.troubles) == 1 and told in records.troubles[0]
    assert path.read_text() == said and not list(work.glob("*damaged*"))


def test_a_folder_in_place_of_the_notes_is_told(work):
    (work / state.FILE).mkdir()
    assert "is damaged" in read_records(work).troubles[0]
