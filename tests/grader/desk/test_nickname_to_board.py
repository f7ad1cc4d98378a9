"""A nickname's whole way: from `hand_in` in a learner's folder, over grading, to the board of the class."""
import json
import re
import shutil
import subprocess
import sys

import pytest
import torch

from course.capstone import BAD, GOOD, macro_f1
from course.data.shifted import shown_labels
from course.exchange import question_seed
from grader.classroom.folder import read_secret
from grader.classroom.seeds import shared_seed
from grader.kernels import sandbox

LESSON, POINTS = "06_capstone", 16
pytestmark = [pytest.mark.slow, pytest.mark.prove,
              pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")]
WORK = """
import json, sys
from course import capstone
digits = capstone.unlabelled()
told = json.load(sys.stdin)
capstone.hand_in(told.pop("classes"), digits, **told)
"""
LEARNERS = {"ada": (0.05, {"nickname": "Blue Heron"}), "bo": (0.25, {"nickname": "  Night\tOwl "}), "chen": (0.0, {})}


def spoil(labels: torch.Tensor, share: float) -> torch.Tensor:
    """Labels of which this share is wrong."""
    wrong = torch.rand(len(labels), generator=torch.Generator().manual_seed(1)) < share
    return torch.where(wrong, (labels + 4) % 10, labels)


def hand_in(klass, folder, name: str, classes: list[int], told: dict[str, str]) -> str:
    """Do what a learner does in a folder of their own, and put it where hand-ins arrive; return what they were told."""
    own = shutil.copytree(klass / "release" / LESSON, folder / name)
    done = subprocess.run([sys.executable, "-c", WORK], input=json.dumps({"classes": classes} | told), cwd=own,
                          capture_output=True, text=True, check=True)
    place = klass / "submitted" / name / LESSON
    place.mkdir(parents=True)
    for file in (f"{LESSON}.ipynb", "predictions.csv"):
        shutil.copy(own / file, place)
    return done.stdout


@pytest.fixture(scope="module")
def board(run, tmp_path_factory):
    """A class of three, graded: what each was told, the F1 of each, and the page."""
    folder = tmp_path_factory.mktemp("board")
    klass = folder / "class"
    for command in (("init", str(klass)), ("release", LESSON, "--folder", str(klass))):
        assert run("grader", *command).returncode == 0
    labels = shown_labels(question_seed(shared_seed(read_secret(klass), LESSON), "capstone"))
    classes = {name: spoil(labels, share) for name, (share, _) in LEARNERS.items()}
    said = {name: hand_in(klass, folder, name, classes[name].tolist(), told) for name, (_, told) in LEARNERS.items()}
    for command in (("grade", LESSON), ("leaderboard",)):
        done = run("grader", *command, "--folder", str(klass))
        assert done.returncode == 0, done.stdout + done.stderr
    page = (klass / "results" / LESSON / "leaderboard.html").read_text()
    return said, {name: macro_f1(labels, given) for name, given in classes.items()}, page


def test_who_gives_a_nickname_is_told_so_and_who_gives_none_is_not(board):
    said, _, _ = board
    assert "digits of your class" in said["ada"] and "as 'Blue Heron' on the leaderboard" in said["ada"]
    assert "as 'Night Owl' on the leaderboard" in said["bo"] and "leaderboard" not in said["chen"]


def test_the_board_has_the_nicknames_with_the_points_that_their_predictions_earn(board):
    _, f1, page = board
    rows = [tuple(re.sub("<.*?>", "", cell) for cell in row) for row in re.findall(
        r'<td class="rank">(.*?)</td><th[^>]*>(.*?)</th><td class="points">(.*?) of 16</td>', page)]
    assert [row[:2] for row in rows] == [("1", "Blue Heron"), ("2", "Night Owl")]
    for name, (*_, points) in zip(("ada", "bo"), rows):
        due = POINTS * min(1, (f1[name] - BAD) / (GOOD - BAD))
        assert due - POINTS / 100 <= float(points) <= due + 0.005 and float(points) > 0


def test_the_best_who_did_not_ask_is_only_counted(board):
    _, f1, page = board
    assert f1["chen"] == 1 and "One learner chose not to appear." in page
    assert not any(re.search(rf"\b{name}\b", page) for name in LEARNERS)
