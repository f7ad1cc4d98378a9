"""Where the best of several hand-ins counts, everything that shows a score shows the same one."""
from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from ordinary_course import position
from own_class import LESSON, answer, graded, hand_in, make_class

BEST = f'[lessons.{LESSON}]\nattempts = "best"\n'


@pytest.fixture(scope="module")
def folder(run, tmp_path_factory) -> Path:
    """Two learners whose second hand-in was worse, and better, and a class that counts the best."""
    cells = [answer("x = 10"), graded("float(x)", "test", 10)]
    folder = make_class(tmp_path_factory.mktemp("best") / "class", "", cells)
    assert run("grader", "release", LESSON, "--folder", str(folder)).returncode == 0
    for points in ((8, 3), (4, 5)):
        for learner, worth in zip(("ada", "bea"), points):
            def edit(cells, worth=worth):
                cells[position(cells, "answer")].source = f"x = {worth}"
            hand_in(folder, learner, edit)
        assert run("grader", "grade", LESSON, "--folder", str(folder)).returncode == 0
    (folder / "policies.toml").write_text(BEST)
    for command in (["feedback", LESSON], ["report", LESSON], ["term"],
                    ["export", "--format", "nbgrader", str(folder / "marks.csv")]):
        done = run("grader", *command, "--folder", str(folder))
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


def of(rows: list[dict], column: str, name: str = "learner") -> dict[str, float]:
    return {row[name]: float(row[column]) for row in rows}


def table(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def letter(folder: Path, learner: str) -> BeautifulSoup:
    page = folder / "feedback" / learner / LESSON / f"{LESSON}.html"
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def test_report_letter_term_and_export_show_the_same_score(folder):
    results, due = folder / "results", {"ada": 8, "bea": 5}
    assert of(table(results / LESSON / "report.csv"), "score") == due
    assert of(table(results / "term.csv"), LESSON) == due
    assert {row["learner"]: row["scores"][LESSON]["points"] for row in json.loads(
        (results / "term.json").read_text())} == due
    assert of(table(folder / "marks.csv"), "score", "student_id") == due
    assert {name: float(letter(folder, name).find(class_="total").strong.get_text()) for name in due} == due


def test_a_letter_says_which_hand_in_counts(folder):
    told = " ".join(letter(folder, "ada").main.get_text(" ").split())
    assert "An earlier one was better, so that one counts: 8 of 10 points." in told and "This hand-in 4 of 10" in told
    assert "earlier one was better" not in letter(folder, "bea").get_text()
