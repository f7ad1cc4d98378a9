"""Who needs the instructor, in a term of three lessons, and whom no figure may count."""
from __future__ import annotations

import csv
import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from made_term import all_at, give, make_term

from course.checking.question import Result
from grader.classroom.results import write_results
from grader.desk.report.write import write_reports

LESSONS = ("01_one", "02_two", "03_three")
LATER = datetime(2026, 12, 24)


@pytest.fixture(scope="module")
def term(tmp_path_factory) -> Path:
    """Nine learners; the second lesson was hard for all of them."""
    folder = make_term(tmp_path_factory.mktemp("term") / "class", *LESSONS)
    for learner in ("ada", "bo", "cy", "di", "eve"):
        for lesson, share in zip(LESSONS, (1.0, 0.5, 1.0)):
            give(folder, lesson, learner, all_at(share))
    for lesson, share in zip(LESSONS[:2], (1.0, 0.5)):
        give(folder, lesson, "fay", all_at(share))  # and then nothing
    for lesson, share in zip(LESSONS, (1.0, 0.5, 0.25)):
        give(folder, lesson, "gus", all_at(share))
    for number in ("first", "second", "third"):
        give(folder, "03_three", "hana", all_at(1.0) | {"step": 0.0}, words=None, hand_in=number)
    give(folder, "01_one", "ivan", all_at(1.0))
    shutil.rmtree(folder / "submitted" / "ivan")
    (folder / "roster.csv").write_text("learner,name,email\n" + "".join(
        f"{one},,{one}@example.edu\n" for one in ("ada", "bo", "cy", "di", "eve", "fay", "gus", "hana", "zoe")))
    return folder


@pytest.fixture
def folder(term, tmp_path) -> Path:
    return Path(shutil.copytree(term, tmp_path / "class"))


def report(folder: Path, lesson: str = "03_three", now: datetime = LATER) -> dict:
    write_reports(folder, lesson, now)
    return json.loads((folder / "results" / lesson / "report.json").read_text())


def needs(data: dict, kind: str) -> dict[str, dict]:
    return {one["learners"][0]: one for one in data["needs"] if one["kind"] == kind}


def page(folder: Path, lesson: str = "03_three") -> str:
    return (folder / "results" / lesson / "report.html").read_text()


def test_who_fell_further_than_the_class_is_named_and_a_hard_lesson_names_nobody(folder):
    found = needs(report(folder), "falling")
    assert set(found) == {"gus"} and found["gus"]["shares"] == [0.8, 0.4, 0.2]
    assert found["gus"]["command"] == "grader history 03_three gus"
    assert found["gus"]["what"] == ("20% of the points, after 60% before. The class's middle went from 60% to 80%.")


def test_who_handed_in_nothing_is_named_with_every_lesson_they_miss(folder):
    data = report(folder)
    found = needs(data, "absent")
    assert {name: tuple(one["lessons"]) for name, one in found.items()} == {
        "zoe": LESSONS, "fay": LESSONS[2:], "hana": LESSONS[:2]}
    assert "zoe@example.edu" in found["zoe"]["what"]
    states = {row["learner"]: row["state"] for row in data["learners"]}
    assert states["zoe"] == states["fay"] == "nothing" and states["ada"] == "graded"
    assert ">Handed in nothing" in page(folder)


def test_nobody_is_absent_while_there_is_time(folder):
    (folder / "policies.toml").write_text('[lessons.03_three]\ndue = "2026-12-20 12:00 UTC"\n'
                                          '[extensions.fay]\n03_three = "1 week"\n')
    assert {name: one["lessons"][-1] for name, one in needs(report(folder), "absent").items()} == {
        "zoe": "03_three", "hana": "02_two"}
    assert needs(report(folder, now=datetime(2026, 12, 1)), "absent")["zoe"]["lessons"] == list(LESSONS[:2])


def test_who_gets_the_same_question_wrong_every_time_is_stuck(folder):
    found = needs(report(folder), "stuck")
    assert set(found) == {"hana"} and found["hana"]["what"] == "step: wrong in all 3 hand-ins."
    give(folder, "03_three", "hana", all_at(1.0), hand_in="fourth")
    assert not needs(report(folder), "stuck")


def test_words_to_grade_by_hand_are_among_what_needs_attention(folder):
    found = needs(report(folder), "by hand")
    assert found["hana"]["question"] == "why" and found["hana"]["learners"] == ["hana"]
    assert found["hana"]["command"] == "grader mark 03_three"
    attention = page(folder).partition("Needs your attention")[2].partition("Who needs you")[0]
    assert "Words for you to grade" in attention and "hana" in attention


def test_what_is_held_refused_faulty_or_new_comes_with_its_command(folder):
    graded = give(folder, "03_three", "bo", all_at(0.0))
    graded.results[0] = Result("shape", "held", 0.0, 2.0)
    write_results(folder, graded)
    give(folder, "03_three", "cy", all_at(0.5), refused="expected a notebook, got an empty file.")
    give(folder, "02_two", "di", all_at(0.5), fault="OSError: no room")
    (folder / "submitted" / "fay" / "03_three").mkdir()
    data = report(folder)
    commands = {kind: [one["command"] for one in needs(data, kind).values()] for kind in (
        "held", "refused", "fault", "ungraded")}
    assert commands == {"held": ["grader grade 03_three --accept bo shape"],
                        "refused": ["grader grade 03_three --only cy"], "fault": ["grader grade 02_two"],
                        "ungraded": ["grader grade 03_three"]}
    kinds = [one["kind"] for one in data["needs"]]
    assert kinds == sorted(kinds, key=["held", "refused", "fault", "ungraded", "by hand", "absent", "stuck",
                                       "falling"].index)


def test_who_left_the_class_is_counted_nowhere_and_named(folder):
    data = report(folder, "01_one")
    assert data["left_out"] == {"ivan": "not in roster.csv"} and "ivan" not in [
        row["learner"] for row in data["learners"]]
    assert sum(data["questions"][0]["outcomes"].values()) == 7 and "ivan" in page(folder, "01_one")
    (folder / "roster.csv").unlink()
    from grader.classroom.gradebook import open_gradebook
    with open_gradebook(folder) as gradebook:
        gradebook.api.remove_student("ivan")
    assert report(folder, "01_one")["left_out"] == {
        "ivan": "nothing of theirs is in submitted/ or the gradebook any more"}
    with (folder / "nbgrader_config.py").open("a") as file:
        file.write('c.CourseDirectory.student_id_exclude = "ada"\n')
    assert report(folder, "03_three")["left_out"] == {"ada": "excluded in nbgrader_config.py"}


def test_a_roster_that_cannot_be_read_is_told_and_stops_nothing(folder):
    (folder / "roster.csv").write_text("learner\nada\nada\n")
    data = report(folder)
    assert "roster.csv" in data["problems"][0] and data["problems"][0][:40] in page(folder)
    assert "gus" in needs(data, "falling")


def test_late_changed_and_hand_graded_points_have_columns_of_their_own(folder):
    from grader.classroom.gradebook import open_gradebook

    give(folder, "03_three", "eve", all_at(0.5), words=1.5, late=True)
    with open_gradebook(folder) as gradebook:
        gradebook.api.find_grade("loss", "03_three", "03_three", "eve").manual_score = 2.0
        gradebook.api.db.commit()
    report(folder)
    with (folder / "results" / "03_three" / "report.csv").open(newline="") as file:
        row = {one["learner"]: one for one in csv.DictReader(file)}
    assert row["eve"]["why"] == "1.5" and row["eve"]["overrides"] == "loss: 2 (was 1)"
    assert float(row["eve"]["late_s"]) == 30 * 24 * 3600 and row["hana"]["why"] == ""
    assert row["hana"]["waiting"] == "why" and row["zoe"]["state"] == "nothing" and row["zoe"]["score"] == ""
    head = page(folder).partition("<h2>Marks</h2>")[2].partition("</thead>")[0]
    assert "changed by hand" in head and ">late<" in head and "graded by hand" in head
