"""nbgrader's exchange between two Unix users: an instructor who grades with `grader`, and a learner."""
from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import nbformat
import pytest
from ordinary_course import NAME, RIGHT, answered, make_source
from plain_user import run_as

from grader.classroom.results import read_all_results
from grader.kernels import sandbox

pytestmark = [
    pytest.mark.prove, pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root makes users"),
    pytest.mark.skipif(not shutil.which("useradd"), reason="no useradd here"),
    pytest.mark.skipif(not sandbox.could_work() or not sandbox.is_real_root(), reason="no sandbox, or no real root"),
]
CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'class'\nc.Exchange.root = '{exchange}'\n"


@dataclass
class Learner:
    """A Unix user with a home of their own, who types nbgrader's commands there."""

    name: str
    home: Path
    exchange: Path

    def type(self, *command: str) -> str:
        entry = pwd.getpwnam(self.name)
        done = run_as(entry.pw_uid, entry.pw_gid, self.home, "-m", "nbgrader", *command, place=self.home,
                      shown=[self.exchange])
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr


@pytest.fixture
def learner(tmp_path) -> Iterator[Learner]:
    name, home, exchange = f"ada-{token_hex(4)}", tmp_path / "ada", tmp_path / "exchange"
    home.mkdir()
    exchange.mkdir()
    exchange.chmod(0o777)
    made = subprocess.run(["useradd", "-M", "-N", "-g", "nogroup", "-d", home, name], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"no new user here: {made.stderr.strip()}")
    try:
        (home / "nbgrader_config.py").write_text(CONFIG.format(exchange=exchange))
        shutil.chown(home, name)
        yield Learner(name, home, exchange)
    finally:
        subprocess.run(["userdel", name], check=True, capture_output=True)


@pytest.fixture
def teach(run, learner, tmp_path) -> Callable[..., str]:
    """Type one of the instructor's commands, in the class folder."""
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text(CONFIG.format(exchange=learner.exchange))
    make_source(folder)

    def type_in(*command: str) -> str:
        done = run(*command, cwd=folder)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr
    return type_in


def answer(place: Path, code: str) -> None:
    """Fill in the answer of a fetched assignment, which stays the learner's own file."""
    path = place / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    answered(code)(notebook.cells)
    nbformat.write(notebook, path)


def pages_of(learner: Learner) -> list[str]:
    """Return the pages that a learner has fetched, the latest submission's last."""
    return [path.read_text() for path in sorted((learner.home / NAME / "feedback").glob(f"*/{NAME}.html"))]


def score_in(page: str) -> float:
    """Return the score that a letter says, or a page of nbgrader's own."""
    return float(re.search(r'(?:Score: |<p class="total"><strong>)([\d.]+)', page)[1])


@pytest.mark.parametrize("feedback", [("grader", "feedback"), ("nbgrader", "generate_feedback")], ids=["ours", "stock"])
def test_a_lesson_goes_out_and_comes_back_and_its_marks_reach_the_learner(teach, learner, tmp_path, feedback):
    teach("grader", "release", NAME)
    teach("nbgrader", "release_assignment", NAME)
    learner.type("fetch_assignment", NAME)
    points = []
    for code, earned in (("def double(x):\n    return abs(2 * x)", 4.0), (RIGHT, 8.0)):
        answer(learner.home / NAME, code)
        learner.type("submit", NAME)
        teach("nbgrader", "collect", NAME, "--update")
        teach("grader", "grade", NAME)
        (graded,) = read_all_results(tmp_path / "class", NAME)
        assert (graded.learner, graded.points) == (learner.name, earned)
        teach(*feedback, NAME)
        teach("nbgrader", "release_feedback", NAME)
        learner.type("fetch_feedback", NAME)
        points.append(earned)
        assert [score_in(page) for page in pages_of(learner)] == points
