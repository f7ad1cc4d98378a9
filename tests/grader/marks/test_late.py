"""What being late costs is worked out from the points and the policies of today, wherever a score is shown."""
from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from ordinary_course import position
from own_class import LESSON, answer, graded, hand_in, make_class

from grader.marks.reading import read_marks

POLICIES = f"""
[late]
penalty = "50%"
[lessons.{LESSON}]
due = "2026-01-10 12:00 UTC"
attempts = "best"
"""
EXTENSION = f'[extensions.ada]\n{LESSON} = "1 day"\n'


@pytest.fixture
def folder(run, tmp_path) -> Path:
    """Ada hands in twice, late, and the second time worse; Bea once, late."""
    folder = make_class(tmp_path / "class", "", [answer("x = 10"), graded("float(x)", "test", 10)])
    assert run("grader", "release", LESSON, "--folder", str(folder)).returncode == 0
    (folder / "policies.toml").write_text(POLICIES)
    for learner, worth, hour in (("ada", 10, 20), ("bea", 6, 20), ("ada", 4, 22)):
        def edit(cells, worth=worth):
            cells[position(cells, "answer")].source = f"x = {worth}"
        hand_in(folder, learner, edit)
        (folder / "submitted" / learner / LESSON / "timestamp.txt").write_text(f"2026-01-10 {hour}:00:00 UTC")
        assert run("grader", "grade", LESSON, "--folder", str(folder), "--unsafe").returncode == 0
    return folder


def scores(folder: Path) -> dict[str, float]:
    return {learner: mark.score for learner, mark in read_marks(folder, LESSON).items()}


def test_an_extension_granted_later_reaches_the_earlier_hand_in_too(run, folder):
    assert scores(folder) == {"ada": 5, "bea": 3}
    (folder / "policies.toml").write_text(POLICIES + EXTENSION)
    assert scores(folder) == {"ada": 10, "bea": 3}  # at once, and after grading as well
    assert run("grader", "grade", LESSON, "--folder", str(folder), "--unsafe").returncode == 0
    assert scores(folder) == {"ada": 10, "bea": 3}


def test_points_given_in_formgrader_to_a_late_hand_in_lose_their_share(folder):
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("test", LESSON, LESSON, "bea")
        grade.manual_score, grade.needs_manual_grade = 8.0, False
        gradebook.db.commit()
    assert scores(folder)["bea"] == 4
