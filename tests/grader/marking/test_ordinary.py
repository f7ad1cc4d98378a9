"""Assignments that instructors make with nbgrader itself: the same marks as from stock nbgrader, its leaks closed."""
from __future__ import annotations

import shutil
from pathlib import Path

import nbgrader
import pytest
from bs4 import BeautifulSoup
from ordinary_course import HONEST, LEAKS, NAME, RIGHT, answered, hand_in, make_source

from grader.classroom.gradebook import open_gradebook
from grader.classroom.results import read_all_results
from grader.kernels import sandbox

pytestmark = pytest.mark.prove

EXAMPLE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"  # what `nbgrader quickstart` copies


def read_grades(folder: Path, lesson: str) -> dict[tuple[str, str, str], float | None]:
    """Return what the gradebook has for every cell: the score, or None where a person must look."""
    with open_gradebook(folder) as gradebook:
        return {(submission.student.id, notebook.name, grade.name): grade.auto_score
                for submission in gradebook.api.assignment_submissions(lesson)
                for notebook in submission.notebooks for grade in notebook.grades}


def points_of(folder: Path, learners: dict) -> dict[str, float]:
    return {one.learner: one.points for one in read_all_results(folder, NAME) if one.learner in learners}


@pytest.fixture(scope="module")
def homework(run, tmp_path_factory) -> Path:
    """A class folder with an instructor's own assignment, released and handed in by honest and other learners."""
    folder = tmp_path_factory.mktemp("ordinary") / "class"
    assert run("grader", "init", str(folder)).returncode == 0
    make_source(folder)
    done = run("grader", "release", NAME, "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    hand_in(folder, HONEST | LEAKS)
    return folder


@pytest.fixture(scope="module")
def graded(run, homework):
    done = run("grader", "grade", NAME, "--folder", str(homework))
    assert done.returncode == 0, done.stdout + done.stderr
    return homework


def test_learners_get_no_answers_and_no_hidden_tests(homework):
    text = (homework / "release" / NAME / f"{NAME}.ipynb").read_text()
    assert "-3" not in text and "2 * x" not in text.replace("== 2 * x", "")


def test_honest_learners_get_their_points_with_hidden_tests_and_files(graded):
    assert points_of(graded, HONEST) == {name: points for name, (_, points) in HONEST.items()}


def test_what_leaks_in_stock_nbgrader_does_not_here(graded):
    assert points_of(graded, LEAKS) == {name: points for name, (_, points) in LEAKS.items()}


def test_the_gradebook_has_the_same_points(graded):
    scores: dict[str, float] = {}
    for (learner, _, _), score in read_grades(graded, NAME).items():
        scores[learner] = scores.get(learner, 0) + (score or 0)
    assert scores == points_of(graded, HONEST | LEAKS)


def test_the_report_says_that_tests_ran_inside_the_kernel(run, graded):
    assert all(one.tested_inside for one in read_all_results(graded, NAME))
    assert run("grader", "report", NAME, "--folder", str(graded)).returncode == 0
    page = (graded / "results" / NAME / "report.html").read_text()
    assert "inside the learner" in page


def test_letters_name_each_test_by_its_id_with_its_points_and_its_message(run, graded):
    assert run("grader", "feedback", NAME, "--folder", str(graded)).returncode == 0
    pages = {name: BeautifulSoup((graded / "feedback" / name / NAME / f"{NAME}.html").read_text(), "html.parser")
             for name in HONEST}
    lines = {name: [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.table.find_all("tr")]
             for name, page in pages.items()}
    assert lines["only-positive"][1:4] == [["visible", "✓ Right", "2 of 2"], ["hidden", "✗ Not right yet", "0 of 3"],
                                           ["partial", "◐ Partly right", "1 of 2"]]
    hidden = pages["only-positive"].find(id="q2")
    assert "AssertionError" in hidden.get_text() and "Your answer is the one above, at visible" in hidden.get_text()
    assert "return abs(2 * x)" in pages["only-positive"].find(id="q1").get_text()
    assert "ValueError: 2" in pages["raises"].find(id="q1").get_text()
    assert "You left the answer as it was." in pages["blank"].find(id="q1").get_text()


@pytest.mark.slow
def test_stock_nbgrader_gives_honest_learners_the_same_marks(run, homework, graded, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'class'\n")
    shutil.copytree(homework / "source", folder / "source")
    assert run("nbgrader", "generate_assignment", NAME, cwd=folder).returncode == 0
    hand_in(folder, HONEST)
    assert run("nbgrader", "autograde", NAME, cwd=folder).returncode == 0
    ours = {key: score for key, score in read_grades(graded, NAME).items() if key[0] in HONEST}
    assert read_grades(folder, NAME) == ours


@pytest.mark.slow
@pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")
def test_stock_nbgrader_uses_warm_sandboxed_kernels_by_their_name(run, homework, graded, tmp_path, monkeypatch):
    folder = tmp_path / "class"
    folder.mkdir()
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    assert run("grader", "kernel", str(tmp_path / "jupyter")).returncode == 0
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'class'\n"
                                               "c.NotebookClient.kernel_name = 'grader'\n")
    shutil.copytree(homework / "source", folder / "source")
    assert run("nbgrader", "generate_assignment", NAME, cwd=folder).returncode == 0
    inside = answered(f"{RIGHT}\nimport os\nassert os.environ['USER'] == 'learner' and not os.path.exists('/root')")
    hand_in(folder, {"right": HONEST["right"], "shut-in": (inside, 8.0)})
    done = run("nbgrader", "autograde", NAME, cwd=folder)
    assert done.returncode == 0, done.stderr
    scores = {learner: sum(score or 0 for (name, _, _), score in read_grades(folder, NAME).items() if name == learner)
              for learner in ("right", "shut-in")}
    assert scores == {"right": 8.0, "shut-in": 8.0}


@pytest.mark.slow
def test_nbgrader_autograde_with_our_config_gives_the_same_marks(run, homework, graded, tmp_path):
    folder = tmp_path / "class"
    shutil.copytree(homework, folder)
    for name in ("autograded", "results", "gradebook.db"):
        shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink()
    assert run("grader", "release", NAME, "--folder", str(folder)).returncode == 0
    done = run("nbgrader", "autograde", NAME, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert read_grades(folder, NAME) == read_grades(graded, NAME)


@pytest.mark.slow
@pytest.mark.prove
def test_the_example_course_of_nbgrader_gets_the_marks_that_stock_nbgrader_gives(run, tmp_path):
    stock, ours = tmp_path / "stock", tmp_path / "ours"
    for folder in (stock, ours):
        shutil.copytree(EXAMPLE / "source" / "ps1", folder / "source" / "ps1")
        shutil.copytree(EXAMPLE / "submitted", folder / "submitted")
        (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'class'\n")
    assert run("nbgrader", "generate_assignment", "ps1", cwd=stock).returncode == 0
    assert run("nbgrader", "autograde", "ps1", cwd=stock).returncode == 0
    assert run("grader", "release", "ps1", "--folder", str(ours)).returncode == 0
    assert run("grader", "grade", "ps1", "--folder", str(ours)).returncode == 0
    assert read_grades(ours, "ps1") == read_grades(stock, "ps1") != {}
