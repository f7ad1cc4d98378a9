"""The report and the feedback of the sample class, as files an instructor and a learner open."""
import csv
import json
import re
from dataclasses import replace
from html import unescape

import pytest
from sample_class import LEARNERS, LESSON, POINTS

from course.checking.question import Result
from grader.classroom.results import Graded, read_all_results, write_atomically, write_results
from grader.desk.report import write
from grader.desk.report.facts.classroom import Classroom, Item, Lesson
from grader.desk.report.questions import find_misconceptions
from grader.marks.mark import Mark, Record
from grader.printable import printable


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


def test_the_json_has_all_that_is_said_of_everybody(reported):
    data = json.loads((reported / "report.json").read_text())
    assert [row["learner"] for row in data["learners"]] == sorted(LEARNERS)
    assert {row["learner"] for row in data["learners"] if row["state"] == "refused"} == {"lee", "mia"}
    softmax = next(one for one in data["questions"] if one["id"] == "row-softmax")
    assert softmax["outcomes"] == {"right": 9, "wrong": 3, "blank": 2} and softmax["lost"] == 15
    assert softmax["difficulty"] == pytest.approx(27 / 42) and softmax["discrimination"]["r"] > 0.5
    assert "only 14 learners" in softmax["discrimination"]["said"]
    found = {one["name"]: one for one in data["misconceptions"]}
    assert found["no-zero-grad"]["learners"] == ["chen"] and found["no-zero-grad"]["source"] == "key"
    assert found["softmax-overflow"]["source"] == "hint"


def test_every_graded_learner_gets_a_page_with_their_cards(pages):
    assert set(pages) == set(LEARNERS)
    assert len(re.findall('<section class="question right"', pages["ada"])) == len(POINTS)
    assert "precision-recall-swapped" not in pages["chen"]  # the name is the instructor's, the hint the learner's
    assert "Your precision is the recall, and your recall the precision." in pages["chen"]


def graded(text: str) -> Graded:
    words = dict.fromkeys(("called", "returned", "expected", "message", "hint", "misconception"), text)
    result = Result("fraud", "failed", 0.0, 2.0, "ship_it", **words)
    return Graded(text, LESSON, [result], refused=text)


def make(*graded: Graded) -> write.Report:
    """Return a report of results, with the marks that they give."""
    people = {one.learner: "" for one in graded}
    items = dict.fromkeys(result.question for one in graded for result in one.results)
    marks = {one.learner: {result.question: Mark(result.points, 2.0, result.points) for result in one.results}
             for one in graded if one.results}
    lesson = Lesson(LESSON, [Item(name, 2.0) for name in items], graded={one.learner: one for one in graded},
                    handed_in=frozenset(people),
                    records={learner: Record(marks={LESSON: cells}) for learner, cells in marks.items()})
    return write.make_reports(Classroom(people, lessons={LESSON: lesson}))[0]


def render_page(*graded: Graded) -> str:
    return write.render_page(make(*graded))


def render_table(*graded: Graded) -> str:
    return write.render_table(make(*graded))


def test_markup_of_a_learner_is_shown_and_never_run():
    page = render_page(graded("<script>alert(1)</script>"), graded("<img src=x onerror=alert(1)>"))
    assert "<script" not in page and "<img" not in page


@pytest.mark.parametrize(("text", "shown"), [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\\x09x"),
    ("\n=1", "'\\x0a=1"),
    (" =1", " '=1"), ("＝1", "'＝1"), ('"=1', "\"'=1"), ("a;=1", "a;'=1"), ("a; -1", "a; '-1"),
    ("a = 1; b", "a = 1; b"),
])
def test_no_text_of_a_learner_becomes_a_formula(text, shown):
    rows = list(csv.reader(render_table(graded(text)).splitlines()))
    assert len(rows) == 2 and rows[1][0] == shown


def test_no_text_of_a_learner_makes_cells_or_rows_of_its_own():
    table = render_table(graded('x",=1\n"eve",9;=1+1\t=2'))
    assert len(table.splitlines()) == 2
    for separator in ",;\t":  # whatever the spreadsheet of that country splits at
        cells = next(csv.reader(table.splitlines()[1:], delimiter=separator))
        assert not [cell for cell in cells if cell.startswith("=")]


@pytest.mark.parametrize("text", ["\udcff", "a\x1b[2Jb", "\u202eb", "x\nlee: 23 of 23", "\u2066x", "\x9b2J", "\x00"])
def test_odd_characters_are_shown_escaped_and_stop_nobody(text, tmp_path):
    for name, said in (("page", render_page(graded(text))), ("table", render_table(graded(text)))):
        write_atomically(tmp_path / name, said)
        assert text not in said and printable(text) in unescape(said)
    write_results(tmp_path, replace(graded(text), learner="x"))
    assert read_all_results(tmp_path, LESSON)[0].refused == text


def result(question: str, outcome: str, message: str = "", points: float = 0.0) -> Result:
    return Result(question, outcome, points, 2.0, message=message)


TOLD = [
    Graded("zoe", LESSON, [result("fraud", "held", "facts: expected a `dtype`"), result("gradient", "passed")]),
    Graded("amy", LESSON, [result("fraud", "broken", "its right answer raised", 2.0)]),
    Graded("bo", LESSON, fault="OSError: no room"),
    Graded("cy", LESSON, refused="an empty file"),
    Graded("di", LESSON, [result("fraud", "passed", "", 2.0)], notices=["A cell took longer than 30 s.", "<b>x"],
           same_as_published=["fraud", "gradient"]),
]


def test_what_needs_a_person_comes_first_and_in_order():
    page = render_page(*TOLD)
    needs = page.partition("<h2>Needs your attention</h2>")[2].partition("<h2>")[0]
    assert re.findall(r'<div class="who"><bdi>(\w+)</bdi>', needs) == ["zoe", "cy", "bo", "amy"]
    assert f"grader grade {LESSON} --accept zoe fraud" in needs and "facts: expected a <code>dtype</code>" in needs
    assert re.findall("<h2>(.*?)</h2>", page) == [
        "Needs your attention", "The class", "Questions", "Worth a look", "Same as the published solution", "Marks"]
    assert "? 0" in page


def test_only_a_check_of_ours_that_broke_is_called_our_fault():
    told = {need.learners[0]: need.kind for need in make(*TOLD).needs}
    assert told == {"zoe": "held", "cy": "refused", "bo": "fault", "amy": "broken"}
    needs = render_page(*TOLD).partition("A check of ours broke <span")[2]
    assert "amy" in needs.partition("</ul>")[0] and "Full credit. Please report it." in needs.partition("</ul>")[0]


def test_a_command_to_copy_is_one_command_whatever_the_name():
    one = Graded("x; rm -rf ~ #", LESSON, [result("fraud", "held")])
    assert "--accept 'x; rm -rf ~ #' fraud" in unescape(render_page(one))


def test_the_table_has_columns_for_what_a_person_must_look_at():
    rows = {row["learner"]: row for row in csv.DictReader(render_table(*TOLD).splitlines())}
    assert rows["zoe"]["held"] == "fraud" and rows["di"]["held"] == ""
    assert rows["di"]["notices"] == "A cell took longer than 30 s. <b>x"
    assert rows["di"]["same_as_published"] == "fraud, gradient"


def test_misconceptions_are_counted_the_most_frequent_first():
    rare, often = graded("rare"), graded("often")
    report = make(rare, often, replace(often, learner="x"))
    assert [(one.name, len(one.learners)) for one in find_misconceptions(report.lesson, report.rows)] == [
        ("often", 2), ("rare", 1)]


def test_a_question_tells_strong_from_weak_by_all_the_others():
    def of(n: int, right: bool) -> Graded:
        points = {"a": 2.0 * right, "b": 2.0 * (n % 2)}
        return Graded(f"{n:02}", LESSON, [result(name, "passed", "", points[name]) for name in points])

    same = {one.id: one.discrimination for one in make(*(of(n, bool(n % 2)) for n in range(40))).questions}
    assert same["a"].r == pytest.approx(1) and same["a"].said == ""
    turned = {one.id: one.discrimination for one in make(*(of(n, not n % 2) for n in range(12))).questions}
    assert turned["a"].r == pytest.approx(-1) and "reread the question; only 12 learners" in turned["a"].said
    few = make(*(of(n, bool(n % 2)) for n in range(9))).questions
    assert {one.discrimination.r for one in few} == {None} and few[0].discrimination.said == "too few learners (9)"
