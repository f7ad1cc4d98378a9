"""The commands as an instructor types them, right and wrong."""
import pytest
from sample_class import LESSON


def said(done) -> str:
    """The one line of an error, as the user sees it."""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("grader: "), done.stderr
    return lines[0]


@pytest.mark.parametrize(("command", "words"), [
    pytest.param(["release", LESSON], "expected a class folder, got no nbgrader_config.py", id="release"),
    pytest.param(["grade", LESSON], "Make one with `grader init FOLDER`", id="grade"),
    pytest.param(["feedback", LESSON], "expected a class folder", id="feedback"),
    pytest.param(["report", LESSON], "expected a class folder", id="report"),
])
def test_outside_a_class_folder_nothing_happens(run, tmp_path, command, words):
    done = run("grader", *command, cwd=tmp_path)
    assert done.returncode == 2
    assert words in said(done)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("command", "words"), [
    pytest.param(["release", "07_nothing"], "expected one of 01_first_computation", id="no-such-lesson"),
    pytest.param(["release", LESSON, "--due", "soon"], '--due: expected a date such as', id="no-date"),
    pytest.param(["grade", "02_unreleased"], "Run `grader release 02_unreleased`", id="not-released"),
    pytest.param(["grade", LESSON], "expected submissions in submitted/NAME/", id="nothing-handed-in"),
    pytest.param(["feedback", LESSON], "expected graded submissions, got none", id="nothing-graded"),
    pytest.param(["report", LESSON], "Run `grader grade", id="nothing-to-report"),
])
def test_a_wrong_call_ends_with_one_line_and_status_2(run, released_class, command, words):
    done = run("grader", *command, "--folder", str(released_class))
    assert done.returncode == 2
    assert words in said(done)


def test_a_class_folder_is_never_made_over_another(run, released_class):
    config = (released_class / "nbgrader_config.py").read_text()
    done = run("grader", "init", str(released_class))
    assert done.returncode == 2 and "got a class folder" in said(done)
    assert (released_class / "nbgrader_config.py").read_text() == config


def test_the_secret_of_the_class_is_for_its_owner_alone(released_class):
    secret = released_class / ".grader-secret"
    assert secret.stat().st_mode & 0o077 == 0
    assert len(secret.read_text().strip()) == 64


def test_the_released_notebook_is_the_learners_copy(released_class):
    from grader.release import NOTEBOOKS

    released = (released_class / "release" / LESSON / f"{LESSON}.ipynb").read_text()
    assert released == (NOTEBOOKS / f"{LESSON}.ipynb").read_text()


def test_a_learner_who_handed_in_nothing_is_named_beside_those_who_did(run, graded_class):
    done = run("grader", "grade", LESSON, "--folder", str(graded_class[0]), "--only", "nobody")
    assert done.returncode == 2
    assert "expected learners who handed in" in said(done) and "ada, bela" in said(done)


def test_a_lesson_can_be_released_again_and_keeps_its_marks(run, graded_class):
    from grader.report import read_marks

    folder, _ = graded_class
    before = read_marks(folder, LESSON)
    assert run("grader", "release", LESSON, "--folder", str(folder)).returncode == 0
    assert read_marks(folder, LESSON) == before


def test_only_one_learner_is_graded_again_by_force(run, graded_class):
    folder, _ = graded_class
    stamps = {name: (folder / "results" / LESSON / f"{name}.json").stat().st_mtime_ns for name in ("gus", "ada")}
    done = run("grader", "grade", LESSON, "--folder", str(folder), "--only", "gus", "--force")
    assert done.returncode == 0 and "1 graded, 0 refused" in done.stdout
    after = {name: (folder / "results" / LESSON / f"{name}.json").stat().st_mtime_ns for name in ("gus", "ada")}
    assert after["gus"] > stamps["gus"] and after["ada"] == stamps["ada"]


def test_a_worse_file_handed_in_later_leaves_the_mark_and_is_refused(run, graded_class):
    from grader.report import read_marks

    folder, _ = graded_class
    notebook = folder / "submitted" / "hana" / LESSON / f"{LESSON}.ipynb"
    good, mark = notebook.read_bytes(), read_marks(folder, LESSON)["hana"]
    notebook.write_bytes(good[:-20])
    done = run("grader", "grade", LESSON, "--folder", str(folder), "--only", "hana")
    assert done.returncode == 1 and "refused: hana" in done.stdout
    assert read_marks(folder, LESSON)["hana"] == mark
    notebook.write_bytes(good)
    assert run("grader", "grade", LESSON, "--folder", str(folder), "--only", "hana").returncode == 0


def test_doctor_finds_what_is_there(run, graded_class):
    done = run("grader", "doctor", "--folder", str(graded_class[0]))
    assert done.returncode == 0
    for what in ("Python", "torch", "accelerator", "sandbox", "class folder"):
        assert what in done.stdout


@pytest.mark.parametrize("command", [["list"], ["db", "assignment", "list"], ["release_assignment", LESSON]])
def test_nbgrader_understands_the_class_folder(run, graded_class, tmp_path, command):
    (tmp_path / "exchange").mkdir()
    (tmp_path / "exchange").chmod(0o777)
    done = run("nbgrader", *command, f"--Exchange.root={tmp_path / 'exchange'}", cwd=graded_class[0])
    assert done.returncode == 0, done.stderr
    if command[0] == "release_assignment":
        assert list((tmp_path / "exchange").glob(f"*/outbound/{LESSON}/{LESSON}.ipynb"))
