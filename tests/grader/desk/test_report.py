"""The report and the feedback of the sample class, as files an instructor and a learner open."""
import csv
import re

import pytest
from sample_class import LEARNERS, LESSON, POINTS

from course.checking.question import Result
from grader.classroom.results import Graded
from grader.desk.report import count_misconceptions, render_page, render_table


@pytest.fixture(scope="module")
def reported(run, graded_class):
    folder, _ = graded_class
    done = run("grader", "report", LESSON, "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    return folder / "results" / LESSON


@pytest.fixture(scope="module")
def pages(run, graded_class):
    folder, _ = graded_class
    done = run("grader", "feedback", LESSON, "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    return {path.parent.parent.name: path.read_text() for path in folder.glob(f"feedback/*/{LESSON}/*.html")}


def test_the_table_has_a_row_for_everyone_and_the_points_of_every_question(reported):
    rows = {row["learner"]: row for row in csv.DictReader((reported / "report.csv").read_text().splitlines())}
    assert set(rows) == set(LEARNERS)
    assert [float(rows["ada"][name]) for name in POINTS] == list(POINTS.values())
    assert "got an empty file" in rows["mia"]["refused"] and rows["mia"]["score"] == ""


def test_the_page_names_the_refused_and_the_misconceptions(reported):
    page = (reported / "report.html").read_text()
    for words in ("lee", "a file that is damaged", "no-zero-grad", "h late", "kernel ended"):
        assert words in page


def test_every_graded_learner_gets_a_page_with_their_cards(pages):
    assert set(pages) == {name for name, learner in LEARNERS.items() if learner.raw is None}
    assert len(re.findall("✓ Right", pages["ada"])) == len(POINTS)
    assert "precision-recall-swapped" not in pages["chen"]  # the name is the instructor's, the hint the learner's
    assert "Check the two denominators" in pages["chen"]


def graded(text: str) -> Graded:
    words = dict.fromkeys(("called", "returned", "expected", "message", "hint", "misconception"), text)
    result = Result("fraud", "failed", 0.0, 2.0, "ship_it", **words)
    return Graded(text, LESSON, [result], refused=text)


def test_markup_of_a_learner_is_shown_and_never_run():
    page = render_page(LESSON, [graded("<script>alert(1)</script>"), graded("<img src=x onerror=alert(1)>")], {})
    assert "<script" not in page and "<img" not in page


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_text_of_a_learner_becomes_a_formula(text):
    rows = list(csv.reader(render_table([graded(text)], {}).splitlines()))
    assert rows[1][0] == f"'{text}"


def test_misconceptions_are_counted_the_most_frequent_first():
    one, two = graded("rare"), graded("often")
    assert [row[1:3] for row in count_misconceptions([one, two, two])] == [("often", 2), ("rare", 1)]
