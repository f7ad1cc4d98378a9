"""The history of a mark, and what a preview says, without a kernel."""
from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from course.checking.question import Result
from grader.classroom.results import Graded
from grader.commands.regrade import changes_table, history_table
from grader.marking.history import Entry, add_to_history, history_path, lost_since_best, read_history
from grader.marking.regrade import Change, compare

RESULT = Result("slope", "passed", 2.0, 3.0)
GRADED = Graded("ada", "lesson", [RESULT], hand_in="first", depends_on={"the lesson": "a", "the grader": "b"})


def shown(table) -> str:
    text = StringIO()
    Console(file=text, width=200).print(table)
    return text.getvalue()


def test_a_history_grows_when_marks_or_a_penalty_change_and_not_otherwise(tmp_path):
    for graded in (GRADED, GRADED, replace(GRADED, penalty=0.5), replace(GRADED, penalty=0.5),
                   replace(GRADED, results=[replace(RESULT, points=3.0)]), replace(GRADED, refused="no notebook"),
                   replace(GRADED, fault="our fault"), replace(GRADED, results=[])):
        add_to_history(tmp_path, graded)
    kept = read_history(tmp_path, "lesson", "ada")
    assert [(entry.points, entry.penalty) for entry in kept] == [
        ({"slope": 2.0}, 0.0), ({"slope": 2.0}, 0.5), ({"slope": 3.0}, 0.0)]
    assert (kept[0].hand_in, kept[0].depends_on) == ("first", GRADED.depends_on)


def test_a_line_that_was_cut_off_costs_only_itself(tmp_path):
    add_to_history(tmp_path, GRADED)
    path = history_path(tmp_path, "lesson", "ada")
    path.write_text('{"when": "2026-01-01", "poi\n{"points": 3, "of": 4}\n' + path.read_text())
    assert [entry.points for entry in read_history(tmp_path, "lesson", "ada")] == [{"slope": 2.0}]


def test_the_table_of_a_history_has_points_penalties_and_causes():
    first = Entry("Monday", {"slope": 2.0, "loss": 1.0}, 0.75, "one", {"the lesson": "a", "the grader": "b"})
    lines = shown(history_table([first, replace(first, when="Tuesday", points={"slope": 3.0, "loss": 1.0},
                                                depends_on={"the lesson": "a", "the grader": "c"}),
                                 replace(first, when="Friday", points={"slope": 3.0, "loss": 1.0}, penalty=0.0,
                                         depends_on={"the lesson": "a", "the grader": "c"})])).splitlines()
    monday, tuesday, friday = (next(line for line in lines if day in line) for day in ("Monday", "Tuesday", "Friday"))
    assert "│ 3 " in monday and "│ 0.75 " in monday and "first graded" in monday
    assert "│ 4 " in tuesday and "the grader; slope 2 → 3 " in tuesday
    assert "the lesson" not in tuesday and "loss" not in tuesday
    assert "│ 0 " in friday and "penalty 0.75 → 0 " in friday


def test_the_best_is_the_best_after_what_being_late_costs():
    early, late = Entry("", {"a": 6.0}, 0.0, "early"), Entry("", {"a": 8.0}, 4.0, "late")
    assert lost_since_best([early, late]) == 2 and lost_since_best([late, early]) == 0


@pytest.mark.parametrize("change", [{"refused": "no notebook"}, {"fault": "our fault"}])
def test_who_could_not_be_graded_again_keeps_the_marks(change):
    worse = replace(GRADED, results=[replace(RESULT, points=0.0)])
    assert [one.after for one in compare(GRADED, worse)] == [0.0]
    assert list(compare(GRADED, replace(worse, **change))) == []


def test_a_preview_names_questions_that_are_new_or_gone_and_nobody_whose_marks_stay():
    other = replace(GRADED, results=[Result("loss", "passed", 1.0, 1.0)], depends_on={"the lesson": "z"})
    assert [(one.question, one.before, one.after, one.why) for one in compare(GRADED, other)] == [
        ("loss", None, 1.0, "the lesson"), ("slope", 2.0, None, "the lesson")]
    assert list(compare(GRADED, replace(GRADED, hand_in="another"))) == []
    assert {one.why for one in compare(None, GRADED)} == {"not graded before"}


def test_a_preview_says_where_points_given_by_hand_stay():
    changes = [Change(name, "slope", 2.0, None, "the lesson", "Wrong.", name == "ada") for name in ("ada", "bo")]
    ada, bo = (line for line in shown(changes_table(changes)).splitlines() if "slope" in line)
    assert "2 " in ada and "–" in ada and "the lesson. Wrong. Points given by hand stay" in ada
    assert "by hand" not in bo
