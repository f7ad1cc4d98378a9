"""The page for instructors who have a course in nbgrader: its commands, typed in the course that `quickstart` makes."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import nbgrader
import pytest
from conftest import PROGRAMS

from grader.classroom.folder import make_api
from grader.kernels import sandbox

PAGE = (Path(__file__).parent.parent / "docs" / "from-nbgrader.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
LINES = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1]
SUBMITTED = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "submitted"
pytestmark = [pytest.mark.prove, pytest.mark.slow,
              pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")]


def type_in(folder: Path, commands: str) -> None:
    """Type commands into a shell that stops at the first that fails."""
    environment = os.environ | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-ec", commands], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"


def marks(course: Path) -> dict[str, float]:
    with make_api(course).gradebook as gradebook:
        return {one.student.id: one.score for one in gradebook.assignment_submissions("ps1")}


def test_the_switch_takes_five_commands():
    assert len(BLOCKS[0].splitlines()) == 5


@pytest.mark.parametrize("lines", ["", LINES], ids=["stock-settings", "our-steps"])
def test_the_pages_commands_switch_a_course_and_go_back(run, tmp_path, lines):
    course, exchange = tmp_path / "course101", tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    assert run("nbgrader", "quickstart", "course101", cwd=tmp_path).returncode == 0
    with open(course / "nbgrader_config.py", "a") as config:
        config.write(f"\nc.Exchange.root = {str(exchange)!r}\n{lines}")
    shutil.copytree(SUBMITTED, course / "submitted")
    switch, as_before, back = BLOCKS
    type_in(tmp_path, switch)
    ours = marks(course)
    assert set(ours) == {"bitdiddle", "hacker"} and (course / "feedback" / "hacker" / "ps1" / "problem1.html").is_file()
    type_in(course, as_before)
    pages = list((exchange / course.name / "feedback").glob("*.html"))
    assert len(pages) == 4 and (course / "grades.csv").read_text().count("ps1") == 2
    type_in(course, back)
    assert marks(course) == ours


@pytest.mark.parametrize("lines", ["", LINES], ids=["stock-settings", "our-steps"])
def test_the_course_with_autotest_gets_the_marks_that_nbgrader_gives(run, tmp_path, lines):
    course = tmp_path / "course101"
    assert run("nbgrader", "quickstart", "course101", "--autotest", cwd=tmp_path).returncode == 0
    with open(course / "nbgrader_config.py", "a") as config:
        config.write(f"\n{lines}")
    type_in(course, "grader release ps1")
    for learner, answers in (("blank", "release"), ("solved", "source")):
        shutil.copytree(course / answers / "ps1", course / "submitted" / learner / "ps1")
    type_in(course, "grader grade ps1")
    ours = marks(course)
    assert ours["solved"] > ours["blank"]
    (course / "nbgrader_config.py").write_text(
        (course / "nbgrader_config.py").read_text().replace("configure(c)", "pass  # as it was"))
    type_in(course, "nbgrader autograde ps1 --force")
    assert marks(course) == ours
