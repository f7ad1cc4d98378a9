"""A class with a configuration of its own: what it asks for is what is graded."""
from __future__ import annotations

import csv
from pathlib import Path

import nbformat
import nbgrader
import pytest
from ordinary_course import position
from own_class import LESSON, OWN_SCHEME, answer, graded, hand_in, locked, make_class, task

from grader.classroom.gradebook import open_gradebook
from grader.classroom.results import read_all_results

pytestmark = pytest.mark.slow

CONFIG = '''
import sys
sys.path.insert(0, {folder!r})
from steps import Halve
from policy import Policy
c.Execute.timeout = 2
c.Autograde.exclude_overwriting = {{"own": ["helper.py"]}}
c.Autograde.autograde_preprocessors.insert(1, Halve)
c.AssignLatePenalties.plugin_class = Policy
c.CourseDirectory.student_id_exclude = "guest"
'''
STEPS = '''
from nbgrader.preprocessors import NbGraderPreprocessor

class Halve(NbGraderPreprocessor):
    """What prints "half" gets half of a point."""
    def preprocess_cell(self, cell, resources, index):
        if "HALF" in cell.source and resources["nbgrader"]["student"] != "nobody":
            cell.outputs = [{"output_type": "execute_result", "data": {"text/plain": "0.5"}, "metadata": {},
                             "execution_count": cell.execution_count}]
        return cell, resources
'''
POLICY = '''
from nbgrader.plugins import BasePlugin

class Policy(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return PENALTY
'''
CELLS = [
    locked("import os, time", "setup"),
    answer("def double(x):\n    return 2 * x"),
    graded("### AUTOTEST double(3)", "instantiated"),
    graded("assert double(2) == 4", "plain", 2),
    graded("1.0 * (os.environ.get('NBGRADER_EXECUTION') == 'autograde')", "execution"),  # it isn't set at release
    graded("import helper\nassert helper.answer == 42", "helper"),
    graded("assert double(1) == 2  # HALF", "halved"),
    graded("0.5 * (double(5) == 10)", "partial"),
    task(f"Give two reasons.\n{OWN_SCHEME}", "reasons", 2),
]
AUTOTESTS = (Path(nbgrader.__file__).parent / "tests" / "apps" / "files" / "autotests.yml").read_text()
WRONG = "def double(x):\n    return 0"
DROPS_ASSERTS = """import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Drop())"""
RIGHT = "def double(x):\n    return 2 * x"


def answered(source: str):
    def edit(cells):
        cells[position(cells, "answer")].source = source
    return edit


def worked_in_the_task(cells):
    answered(RIGHT)(cells)
    cells[position(cells, "reasons")].source += "\nBecause of this, and of that."


@pytest.fixture(scope="module")
def own_class(run, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "class"
    make_class(folder, CONFIG.format(folder=str(folder)), CELLS)
    (folder / "steps.py").write_text(STEPS)
    (folder / "policy.py").write_text(POLICY.replace("PENALTY", "1.5"))
    (folder / "source" / LESSON / "helper.py").write_text("answer = 42\n")
    (folder / "source" / LESSON / "autotests.yml").write_text(AUTOTESTS)
    done = run("grader", "release", LESSON, "--folder", str(folder), "--due", "2026-11-01 12:00 UTC")
    assert done.returncode == 0, done.stdout + done.stderr
    hand_in(folder, "solved", answered(RIGHT))
    hand_in(folder, "blank", lambda cells: None)
    hand_in(folder, "guest", answered(RIGHT))
    hand_in(folder, "in-the-task", worked_in_the_task)
    hand_in(folder, "hides", answered(f"get_ipython().showtraceback = lambda *a, **k: None\n{WRONG}"))
    hand_in(folder, "drops-asserts", answered(f"{DROPS_ASSERTS}\n{WRONG}"))
    hand_in(folder, "leaves", answered("import os\ndef double(x):\n    os._exit(0)"))
    hand_in(folder, "drowns", answered("def double(x):\n    print('x' * 10_000_000)\n    return 0"))
    hand_in(folder, "sleeps", answered("import time\ndef double(x):\n    time.sleep(60)"))
    place = hand_in(folder, "own-helper", answered(RIGHT))
    (place / "helper.py").write_text("answer = 42\n")  # where it is left out, the lesson's does not take its place
    hand_in(folder, "late", answered(RIGHT), "2026-11-01 13:00:00 UTC")
    done = run("grader", "grade", LESSON, "--folder", str(folder))
    assert done.returncode == 1 and done.stdout.count("held: ") == 3, done.stdout + done.stderr
    return folder


def points(folder: Path, learner: str) -> dict[str, float]:
    return {result.question: result.points for one in read_all_results(folder, LESSON) if one.learner == learner
            for result in one.results}


ALL = {"instantiated": 1.0, "plain": 2.0, "execution": 1.0, "helper": 0.0, "halved": 0.5, "partial": 0.5}


def test_marks_follow_the_class_s_own_tests_steps_and_files(own_class):
    assert points(own_class, "solved") == ALL
    assert points(own_class, "own-helper") == ALL | {"helper": 1.0}
    assert points(own_class, "blank") == {"instantiated": 0.0, "plain": 0.0, "execution": 1.0, "helper": 0.0,
                                          "halved": 0.5, "partial": 0.0}


@pytest.mark.parametrize("learner", ["hides", "leaves", "drowns"])
def test_an_error_that_is_not_shown_is_an_error(own_class, learner):
    assert not any(points(own_class, learner)[name] for name in ("plain", "instantiated", "partial"))


def test_code_that_drops_assertions_earns_nothing_until_a_person_looks(own_class):
    results = {result.question: result for one in read_all_results(own_class, LESSON)
               if one.learner == "drops-asserts" for result in one.results}
    assert results["plain"].outcome == "held" and results["plain"].points == 0
    assert points(own_class, "solved")["plain"] == 2
    with open_gradebook(own_class) as gradebook:
        grade = gradebook.api.find_grade("plain", LESSON, LESSON, "drops-asserts")
        assert grade.auto_score == 0 and grade.needs_manual_grade


def test_a_cell_has_the_time_that_the_configuration_gives(own_class):
    text = (own_class / "autograded" / "sleeps" / LESSON / f"{LESSON}.ipynb").read_text()
    assert "stopped after 2 s" in text and points(own_class, "sleeps")["plain"] == 0.0


def test_learners_whom_the_configuration_excludes_are_not_graded(own_class):
    assert not points(own_class, "guest")


def test_whoever_grades_a_task_sees_the_mark_scheme_and_what_was_written(own_class):
    notebook = nbformat.read(own_class / "autograded" / "in-the-task" / LESSON / f"{LESSON}.ipynb", as_version=4)
    at = position(notebook.cells, "reasons")
    assert "One point for each reason." in notebook.cells[at].source
    assert "Because of this" in notebook.cells[at + 1].source
    plain = nbformat.read(own_class / "autograded" / "solved" / LESSON / f"{LESSON}.ipynb", as_version=4)
    assert position(plain.cells, "reasons") == len(plain.cells) - 1


def test_a_changed_late_policy_is_applied_without_running_code_again(run, own_class):
    def report() -> tuple[str, str]:
        assert run("grader", "report", LESSON, "--folder", str(own_class)).returncode == 0
        with (own_class / "results" / LESSON / "report.csv").open() as file:
            row = next(row for row in csv.DictReader(file) if row["learner"] == "late")
        return row["score"], row["late_penalty"]

    def ran() -> int:
        return (own_class / "autograded" / "late" / LESSON / f"{LESSON}.ipynb").stat().st_mtime_ns

    before, kept = report(), ran()
    (own_class / "policy.py").write_text(POLICY.replace("PENALTY", "score"))
    assert "10 graded" in run("grader", "grade", LESSON, "--folder", str(own_class)).stdout
    assert (before, report()) == (("3.5", "1.5"), ("0.0", "5.0"))
    assert ran() == kept
    with open_gradebook(own_class) as gradebook:
        assert gradebook.api.find_submission(LESSON, "late").late_submission_penalty == 5.0


def test_a_changed_step_makes_everything_due_again(run, own_class):
    (own_class / "steps.py").write_text(STEPS.replace("0.5", "0.25"))
    done = run("grader", "grade", LESSON, "--folder", str(own_class), "--dry-run")
    assert "solved" in done.stdout
