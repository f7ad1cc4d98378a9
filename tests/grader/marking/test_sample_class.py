"""The sample class through the front door: `grader grade`, `nbgrader autograde` with our config, and stock nbgrader."""
import json
import shutil

import pytest
from sample_class import IN_TIME, LEARNERS, LESSON, POINTS, hand_in

from grader.marks.reading import read_marks

READABLE = [name for name, learner in LEARNERS.items() if learner.raw is None]
HONEST = ["ada", "bela", "dana", "emil", "gus", "olga"]  # cells as released: stock nbgrader survives no others


@pytest.fixture(scope="module")
def results(graded_class) -> dict[str, dict]:
    _, done = graded_class
    return {one["learner"]: one for one in json.loads(done.stdout.splitlines()[-1])["graded"]}


@pytest.mark.parametrize("name", READABLE)
def test_every_learner_gets_the_marks_they_earned(results, name):
    learner = LEARNERS[name]
    assert results[name]["points"] == learner.points
    assert not results[name]["refused"] and not results[name]["fault"]
    for result in results[name]["results"]:
        right = result["question"] in learner.answers and result["question"] not in learner.wrong
        assert (result["outcome"] == "passed") == right, result


@pytest.mark.parametrize("name", [name for name in READABLE if any(LEARNERS[name].wrong.values())])
def test_every_misconception_is_named(results, name):
    given = {result["question"]: result for result in results[name]["results"]}
    for question, misconception in LEARNERS[name].wrong.items():
        assert given[question]["misconception"] == misconception
        assert len(given[question]["hint"]) > 40 or not misconception


def test_a_blank_notebook_is_not_tried_and_scores_nothing(results):
    assert {result["outcome"] for result in results["gus"]["results"]} == {"not tried"}
    assert results["gus"]["points"] == 0


@pytest.mark.parametrize(("name", "reason"), [("lee", "damaged in line 1"), ("mia", "got an empty file")])
def test_what_cannot_be_read_is_refused_by_name(graded_class, results, name, reason):
    _, done = graded_class
    assert done.returncode == 1
    assert reason in results[name]["refused"]
    assert f"refused: {name}: " in done.stdout


def test_a_late_hand_in_is_marked_as_late(results):
    assert results["hana"]["late_s"] == pytest.approx(33.5 * 3600 + 60)  # 23:59 on the 20th to 09:30 on the 22nd
    assert results["ada"]["late_s"] == 0


def test_the_run_that_ended_early_says_so(results):
    assert "kernel ended" in results["pia"]["ended"]
    reached = {result["question"] for result in results["pia"]["results"] if result["outcome"] == "passed"}
    assert reached == {"tensor-shape", "broadcast", "row-softmax"}


def test_the_gradebook_has_the_same_marks(graded_class, results):
    marks = read_marks(graded_class[0], LESSON)
    assert {name: mark.score for name, mark in marks.items()} == {name: results[name]["points"] for name in READABLE}
    assert {mark.max_score for mark in marks.values()} == {sum(POINTS.values()) + 2}  # two points are given by hand
    assert [name for name, mark in marks.items() if mark.waiting] == ["bela"]  # the only one who wrote words


def test_grading_again_runs_nothing_that_is_unchanged(run, graded_class, results):
    folder, _ = graded_class
    files = [folder / "autograded" / name / LESSON / f"{LESSON}.ipynb" for name in READABLE]
    stamps = [path.stat().st_mtime_ns for path in files]
    again = run("grader", "grade", LESSON, "--folder", str(folder), "--json")
    points = {one["learner"]: one["points"] for one in json.loads(again.stdout.splitlines()[-1])["graded"]}
    assert points == {name: one["points"] for name, one in results.items()}
    assert [path.stat().st_mtime_ns for path in files] == stamps


@pytest.mark.slow
@pytest.mark.prove
def test_nbgrader_autograde_with_our_config_gives_the_same_marks(run, released_class, results, tmp_path):
    folder = tmp_path / "class"
    shutil.copytree(released_class, folder)
    hand_in(folder, tuple(name for name in LEARNERS if name != "ned"))  # nbgrader wants the lesson's own file name
    done = run("nbgrader", "autograde", LESSON, cwd=folder)
    assert done.returncode == 1, done.stderr  # lee and mia
    marks = {name: mark.score for name, mark in read_marks(folder, LESSON).items()}
    for name in set(READABLE) - {"ned"}:
        assert marks[name] == results[name]["points"], name


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of SQLAlchemy, on the order in which nbgrader adds rows
def test_formgraders_button_gives_the_same_marks(released_class, results, tmp_path):
    from grader.classroom.folder import make_api

    folder = tmp_path / "class"
    shutil.copytree(released_class, folder)
    hand_in(folder, ("chen", "jo"))
    for name in ("chen", "jo"):
        outcome = make_api(folder).autograde(LESSON, name)  # what the button calls
        assert outcome["success"], outcome["log"]
    assert {name: mark.score for name, mark in read_marks(folder, LESSON).items()} == {
        name: results[name]["points"] for name in ("chen", "jo")}


@pytest.mark.slow
@pytest.mark.prove
def test_stock_nbgrader_gives_the_same_marks_to_honest_learners(run, released_class, results, tmp_path):
    folder = tmp_path / "class"
    shutil.copytree(released_class, folder)
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'class'\nc.Execute.iopub_timeout = 600\n")  # a busy machine
    hand_in(folder, tuple(HONEST))
    reference = folder / "submitted" / "reference" / LESSON
    reference.mkdir(parents=True)
    shutil.copyfile(folder / "source" / LESSON / f"{LESSON}.ipynb", reference / f"{LESSON}.ipynb")
    (reference / "timestamp.txt").write_text(IN_TIME)
    done = run("nbgrader", "autograde", LESSON, cwd=folder)
    assert done.returncode == 0, done.stderr
    marks = {name: mark.score for name, mark in read_marks(folder, LESSON).items()}
    assert marks == {name: results[name]["points"] for name in HONEST} | {"reference": sum(POINTS.values())}
