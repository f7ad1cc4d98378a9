"""Whatever lies in the class folder: it is named, and everybody else is in the report."""
from __future__ import annotations

import json
import os
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from made_term import QUESTIONS, all_at, give, make_term

from course.checking.question import Result
from grader.classroom.results import Graded, read_results, results_path, write_results
from grader.desk.report.facts.effort import read_efforts
from grader.desk.report.page import LONG
from grader.desk.report.write import write_reports
from grader.marks.reading import read_marks

LESSON = "01_one"
HARMS = {
    "cut": lambda text: text[:-40],
    "newer": lambda text: json.dumps({"version": 9, "who": "newer", "marks": []}),
    "no-number": lambda text: text.replace('"points": 1.0', '"points": NaN', 1),
    "words": lambda text: text.replace('"points": 1.0', '"points": "<b>1"', 1),
    "nested": lambda text: "[" * 100_000,
    "copied": lambda text: text.replace('"learner": "copied"', '"learner": "ada"'),
}


@pytest.fixture(scope="module")
def term(tmp_path_factory) -> Path:
    folder = make_term(tmp_path_factory.mktemp("damage") / "class", LESSON)
    for learner in ("ada", "bo", "cy", "report", *HARMS):
        give(folder, LESSON, learner, all_at(0.5))
    return folder


@pytest.fixture
def folder(term, tmp_path) -> Path:
    return Path(shutil.copytree(term, tmp_path / "class"))


def report(folder: Path) -> dict:
    write_reports(folder, LESSON)
    return json.loads((folder / "results" / LESSON / "report.json").read_text())


def told(data: dict, kind: str = "damaged") -> dict[str, str]:
    return {(one["learners"] or ["?"])[0]: one["what"] for one in data["needs"] if one["kind"] == kind}


def test_results_that_cannot_be_read_are_named_and_the_marks_stay(folder):
    for learner, harm in HARMS.items():
        path = results_path(folder, LESSON, learner)
        path.write_text(harm(path.read_text()))
    data = report(folder)
    found = {one["learners"][0]: one for one in data["needs"] if one["kind"] == "damaged"}
    assert set(found) == set(HARMS)
    page = (folder / "results" / LESSON / "report.html").read_text()
    for learner, one in found.items():
        assert one["command"] == f"grader grade {LESSON} --only {learner} --force"
        assert f"results/{LESSON}/{learner}.json" in one["what"] and f"{learner}.json" in page
    assert {row["score"] for row in data["learners"]} == {4.0} and len(data["learners"]) == 4 + len(HARMS)


def test_fields_of_a_newer_version_are_passed_over(folder):
    path = results_path(folder, LESSON, "bo")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"mood": "good"}))
    assert not told(report(folder))


def test_a_learner_called_report_keeps_their_results(folder):
    report(folder)
    report(folder)
    kept = read_results(results_path(folder, LESSON, "report"))
    assert kept and kept.learner == "report" and "report" in read_marks(folder, LESSON)
    assert "report" in {row["learner"] for row in report(folder)["learners"]}


def test_what_the_class_has_alike_is_nobody_s_results(folder):
    (folder / "results" / LESSON / "alike.json").write_text('{"lesson": "01_one", "groups": []}')
    assert not told(report(folder))


def test_long_texts_and_markup_are_shown_as_text_and_not_at_length(folder):
    long = "<script>alert(1)</script>" * 400
    graded = read_results(results_path(folder, LESSON, "cy"))
    assert graded
    graded.results[0] = Result("shape", "failed", 0.0, 2.0, message=long, hint=long, misconception=long)
    graded.notices, graded.ended = [long], "\x1b[2J"
    write_results(folder, graded)
    data = report(folder)
    page = (folder / "results" / LESSON / "report.html").read_text()
    assert data["misconceptions"][-1]["name"] == long or long in {one["name"] for one in data["misconceptions"]}
    assert "<script" not in page and "\x1b" not in page and len(page) < 60_000
    assert max(map(len, re.findall(r"(?:alert\(1\)\W*script\W*)+", unescape(page)))) <= LONG + 20


def test_a_name_that_is_no_text_stops_nothing(folder):
    name = os.fsdecode(b"\xff<img src=x>")
    (folder / "submitted" / name / LESSON).mkdir(parents=True)
    write_results(folder, Graded(name, LESSON, refused="expected a name without < and >."))
    data = report(folder)
    assert name in {row["learner"] for row in data["learners"]}
    page = (folder / "results" / LESSON / "report.html").read_text()
    assert "<img" not in page and "\\xff&lt;img" in page and name not in page


GOOD = {"format": 1, "questions": {"shape": {"tries": 3, "hints": 2}, "step": {"tries": 9, "hints": 0}}}


def effort(folder: Path, learner: str, raw: bytes) -> None:
    (folder / "submitted" / learner / LESSON / "effort.json").write_bytes(raw)


def test_tries_and_hints_that_a_learner_handed_in_are_shown(folder):
    before = report(folder)
    assert all(row["tries"] is None for row in before["learners"]) and not before["questions"][0]["n_effort"]
    effort(folder, "bo", json.dumps(GOOD).encode())
    data = report(folder)
    assert {row["learner"]: (row["tries"], row["hints"]) for row in data["learners"]}["bo"] == (12, 2)
    assert told(data, "stuck") == {"bo": "step: 9 tries."}
    assert [row["score"] for row in data["learners"]] == [row["score"] for row in before["learners"]]
    assert (data["questions"][0]["tries"], data["questions"][0]["n_effort"]) == (3, 1)


@pytest.mark.parametrize("raw", [
    b"", b"[]", b"{", b"\xff", b'{"format": 2, "questions": {}}', b'{"format": 1}', b"[" * 50_000,
    b'{"format": 1, "questions": {"shape": {"tries": -1}}}', b'{"format": 1, "questions": {"shape": {"tries": 1e9}}}',
    b'{"format": 1, "questions": {"shape": {"tries": NaN}}}', b'{"format": 1, "questions": {"shape": {"tries": true}}}',
    b'{"format": 1, "questions": {"shape": {"tries": "<b>"}}}', b'{"format": true, "questions": {"shape": {}}}',
    b'{"format": 1, "questions": {"shape": {"tries": 1' + b"0" * 5000 + b"}}}",
    b'{"format": 1, "questions": {"nowhere": {"tries": 1}}}', json.dumps(GOOD).encode() + b" " * 70_000,
], ids=lambda raw: raw[:50].decode("latin-1"))
def test_of_an_odd_effort_nothing_is_known(term, raw):
    effort(term, "bo", raw)
    assert not read_efforts(term, LESSON, ["bo"], QUESTIONS)
    (term / "submitted" / "bo" / LESSON / "effort.json").unlink()


def test_an_effort_that_is_no_file_of_the_learners_own_is_not_read(folder, tmp_path):
    (tmp_path / "secret.json").write_text(json.dumps(GOOD))
    (folder / "submitted" / "bo" / LESSON / "effort.json").symlink_to(tmp_path / "secret.json")
    os.mkfifo(folder / "submitted" / "cy" / LESSON / "effort.json")
    (folder / "submitted" / "ada" / LESSON / "effort.json").mkdir()
    assert all(row["tries"] is None for row in report(folder)["learners"])
