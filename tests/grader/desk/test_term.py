"""The term: scores of all lessons, by the class's policies."""
from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from ordinary_course import position
from own_class import answer, graded, hand_in, make_class

from grader.classroom.gradebook import open_gradebook
from grader.marking.history import Entry, read_history

LESSONS = ("first", "second")


def of_worth(points: int):
    def edit(cells):
        cells[position(cells, "answer")].source = f"x = {points}"
    return edit


def term(run, folder: Path) -> dict[str, dict]:
    done = run("grader", "term", "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    return {row["learner"]: row for row in json.loads((folder / "results" / "term.json").read_text())}


@pytest.mark.slow
def test_a_term_of_two_lessons_with_weights_attempts_and_a_lesson_that_does_not_count(run, tmp_path, monkeypatch):
    folder = tmp_path / "class"
    assert run("grader", "term", "--folder", str(make_class(folder))).returncode == 2
    for name in LESSONS:
        monkeypatch.setattr("own_class.LESSON", name)
        made = make_class(tmp_path / name, "", [answer("x = 10"), graded("float(x)", "test", 10)])
        (made / "source" / name).rename(folder / "source" / name)
        assert run("grader", "release", name, "--folder", str(folder)).returncode == 0

    def grade(lesson: str, learner: str, points: int) -> None:
        monkeypatch.setattr("own_class.LESSON", lesson)
        hand_in(folder, learner, of_worth(points))
        assert run("grader", "grade", lesson, "--folder", str(folder)).returncode == 0

    grade("first", "=ada", 8)
    grade("first", "=ada", 4)  # a second try was worse
    grade("second", "=ada", 6)
    grade("second", "bea", 10)
    rows = term(run, folder)
    assert {name: row["total"]["share"] for name, row in rows.items()} == {"=ada": 0.5, "bea": 0.5}
    (folder / "policies.toml").write_text('[lessons.first]\nweight = 3\nattempts = "best"\n')
    rows = term(run, folder)
    assert {name: row["total"]["share"] for name, row in rows.items()} == pytest.approx({"=ada": 0.75, "bea": 0.25})
    assert rows["=ada"]["scores"]["first"]["points"] == 8 and rows["bea"]["scores"]["first"] is None
    (folder / "policies.toml").write_text("[total]\ndrop_lowest = 1\n")
    with open_gradebook(folder) as gradebook:
        gradebook.api.find_grade("test", "second", "second", "bea").needs_manual_grade = True
        gradebook.api.db.commit()
    rows = term(run, folder)
    assert {name: row["waiting"] for name, row in rows.items()} == {"=ada": [], "bea": ["second"]}
    assert rows["bea"]["total"] == {"share": 1.0, "dropped": ["first"]}
    assert rows["=ada"]["total"]["dropped"] == ["first"]
    with (folder / "results" / "term.csv").open() as file:
        table = list(csv.DictReader(file))
    assert [(row["learner"], row["waiting"]) for row in table] == [("'=ada", ""), ("bea", "second")]
    page = (folder / "results" / "term.html").read_text()
    assert "://" not in page and "<script" not in page and "doesn't count" in page


def test_a_hand_in_counts_as_it_was_last_graded():
    from grader.marking.history import lost_since_best

    history = [Entry("", {"a": 9}, hand_in="one"), Entry("", {"a": 5}, hand_in="one"),
               Entry("", {"a": 4}, hand_in="two"), Entry("", {"a": 6}, penalty=3, hand_in="three")]
    assert lost_since_best(history) == 2
    assert lost_since_best([]) == 0 and read_history(Path("nowhere"), "a", "b") == []
