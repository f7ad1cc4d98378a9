"""A class graded by `grader` and by nbgrader in turn: nbgrader's commands go on working, and find our marks."""
from __future__ import annotations

import csv
import hashlib
import os
import shutil
from pathlib import Path

import pytest
from ordinary_course import HONEST, LEAKS, NAME, hand_in, make_source

from grader.classroom.folder import make_api
from grader.classroom.results import read_all_results
from grader.kernels import sandbox

pytestmark = pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")
LEARNERS = {"right": HONEST["right"], "skips": LEAKS["skips"], "by-mail": HONEST["raises"]}
DUE = {learner: points for learner, (_, points) in LEARNERS.items()}
SECRET = "5ec2e7" * 10
CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'class'\nc.Exchange.root = '{exchange}'\n"


def notes_of(folder: Path, learner: str) -> Path:
    return folder / "submitted" / learner / NAME


def submit(folder: Path, learner: str, secret: bytes = SECRET.encode(), hour: int = 9) -> None:
    """Leave the notes that `nbgrader submit` leaves."""
    (notes_of(folder, learner) / "timestamp.txt").write_text(f"2026-11-20 {hour:02}:00:00.000000 UTC")
    (notes_of(folder, learner) / "submission_secret.txt").write_bytes(secret)


def page_in_exchange(folder: Path, secret: str = SECRET) -> Path:
    name = hashlib.md5((secret + NAME).encode()).hexdigest()  # as nbgrader names it
    return folder.parent / "exchange" / "class" / "feedback" / f"{name}.html"


def marks(folder: Path) -> dict[str, float]:
    with make_api(folder).gradebook as gradebook:
        return {one.student.id: one.score for one in gradebook.assignment_submissions(NAME)}


def must(run, folder: Path, *command: str) -> str:
    done = run(*command, cwd=folder)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def made(run, tmp_path_factory) -> Path:
    """A folder with an exchange and a class with settings of stock nbgrader, graded by `grader grade`."""
    home = tmp_path_factory.mktemp("in-turn")
    folder, exchange = home / "class", home / "exchange"
    folder.mkdir()
    exchange.mkdir(mode=0o777)
    (folder / "nbgrader_config.py").write_text(CONFIG.format(exchange=exchange))
    make_source(folder)
    must(run, folder, "nbgrader", "generate_assignment", NAME)
    hand_in(folder, LEARNERS)
    submit(folder, "right")
    must(run, folder, "grader", "grade", NAME)
    return home


@pytest.fixture
def folder(made, tmp_path) -> Path:
    shutil.copytree(made, tmp_path / "home")
    config = CONFIG.format(exchange=tmp_path / "home" / "exchange")
    (tmp_path / "home" / "class" / "nbgrader_config.py").write_text(config)
    return tmp_path / "home" / "class"


@pytest.mark.parametrize("command", [("grader", "feedback"), ("nbgrader", "generate_feedback")], ids=["ours", "stock"])
def test_feedback_is_released_though_one_hand_in_came_by_mail(run, folder, command):
    must(run, folder, *command, NAME)
    must(run, folder, "nbgrader", "release_feedback", NAME)
    pages = list(page_in_exchange(folder).parent.iterdir())
    assert page_in_exchange(folder) in pages and len(pages) == len(LEARNERS)


@pytest.mark.prove
def test_the_same_notebook_submitted_again_is_not_run_and_its_page_is_found_by_the_new_secret(run, folder):
    notebook = folder / "autograded" / "right" / NAME / f"{NAME}.ipynb"
    made = notebook.stat().st_mtime_ns
    submit(folder, "right", b"another" * 9, hour=10)
    must(run, folder, "grader", "grade", NAME)
    must(run, folder, "grader", "feedback", NAME)
    must(run, folder, "nbgrader", "release_feedback", NAME)
    assert page_in_exchange(folder, "another" * 9).exists() and notebook.stat().st_mtime_ns == made


@pytest.mark.prove
def test_marks_that_stock_nbgrader_put_in_their_place_are_due_again(run, folder):
    must(run, folder, "nbgrader", "autograde", NAME, "--force")
    assert marks(folder)["skips"] > DUE["skips"]  # it is fooled
    assert "skips" in must(run, folder, "grader", "grade", NAME, "--dry-run")
    must(run, folder, "grader", "grade", NAME)
    assert marks(folder) == DUE
    must(run, folder, "nbgrader", "autograde", NAME)  # without --force it leaves what is graded
    assert marks(folder) == DUE
    must(run, folder, "nbgrader", "generate_feedback", NAME)
    assert "Nothing has changed" in must(run, folder, "grader", "grade", NAME, "--dry-run")


@pytest.mark.prove
def test_what_nbgrader_or_a_person_removed_is_made_again(run, folder):
    must(run, folder, "nbgrader", "db", "student", "remove", "skips", "--force")
    shutil.rmtree(folder / "autograded" / "right")
    must(run, folder, "grader", "grade", NAME)
    assert marks(folder) == DUE and (folder / "autograded" / "right" / NAME / f"{NAME}.ipynb").is_file()


@pytest.mark.prove
def test_export_and_the_database_commands_tell_our_marks(run, folder):
    must(run, folder, "nbgrader", "export")
    with open(folder / "grades.csv", newline="") as file:
        exported = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}
    assert exported == DUE
    assert NAME in must(run, folder, "nbgrader", "db", "assignment", "list")
    listed = must(run, folder, "nbgrader", "db", "student", "list")
    assert all(learner in listed for learner in LEARNERS)


@pytest.mark.prove
def test_folders_are_where_the_settings_put_them(run, folder):
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write("c.CourseDirectory.autograded_directory = 'graded'\n"
                     "c.CourseDirectory.feedback_directory = 'pages'\n")
    for name in ("autograded", "results"):
        shutil.rmtree(folder / name)
    must(run, folder, "grader", "grade", NAME)
    said = must(run, folder, "grader", "feedback", NAME)
    assert "pages in pages." in said and not (folder / "autograded").exists()
    assert {path.name for path in (folder / "graded").iterdir()} == set(LEARNERS)
    assert {path.parts[-3] for path in (folder / "pages").glob(f"*/*/{NAME}.html")} == set(LEARNERS)
    must(run, folder, "nbgrader", "release_feedback", NAME)
    assert page_in_exchange(folder).exists()


def test_one_folder_for_two_steps_is_refused(run, folder):
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write("c.CourseDirectory.autograded_directory = './submitted'\n")
    before = {path: path.read_bytes() for path in (folder / "submitted").rglob("*") if path.is_file()}
    for command in ("grade", "feedback", "release"):
        done = run("grader", command, NAME, cwd=folder)
        assert done.returncode == 2 and "expected five folders" in done.stderr
    assert before == {path: path.read_bytes() for path in (folder / "submitted").rglob("*") if path.is_file()}


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


@pytest.mark.prove
def test_graders_see_the_files_beside_a_notebook_but_none_that_a_browser_would_run(run, folder):
    place, graded = notes_of(folder, "right"), folder / "autograded" / "right" / NAME
    for name in ("plot.PNG", "page.html", "drawing.svg", "odd.xhtml", "work/notes.txt", "swap", "turn/x.txt"):
        write(place / name, b"<script>alert(1)</script>")
    must(run, folder, "grader", "grade", NAME)
    there = {path.relative_to(graded).as_posix() for path in graded.rglob("*") if path.is_file()}
    notes = {"timestamp.txt", "submission_secret.txt", "number.txt", f"{NAME}.ipynb"}
    assert there == notes | {"plot.PNG", "work/notes.txt", "turn/x.txt"}
    shutil.rmtree(place / "work")
    shutil.rmtree(place / "turn")
    write(place / "turn", b"")  # a file where a folder was, and a folder where a file was
    write(place / "plot.PNG.txt", b"")
    (place / "plot.PNG").unlink()
    write(place / "plot.PNG" / "x.csv", b"")
    must(run, folder, "grader", "grade", NAME)
    there = {path.relative_to(graded).as_posix() for path in graded.rglob("*") if path.is_file()}
    assert there == notes | {"plot.PNG/x.csv", "plot.PNG.txt"}
    assert {path.name for path in graded.parent.iterdir()} == {NAME}


def hard_to_read(folder: Path, target: Path) -> dict[str, str]:
    """Make a hand-in for each form that a secret can have; return what must come of it, by learner."""
    bad = {"empty": b"", "spaces": b"  \n", "bytes": b"\xff\xfe", "lines": b"a\nb", "zero": b"\0" * 64,
           "long": b"a" * 201, "longer": b"a" * 10**6}
    for learner, content in bad.items():
        submit(folder, learner, content)
    (notes_of(folder, "link") / "submission_secret.txt").symlink_to(target)
    os.mkfifo(notes_of(folder, "fifo") / "submission_secret.txt")
    (notes_of(folder, "folder") / "submission_secret.txt").mkdir()
    refused = ("long", "longer", "link", "fifo", "folder")
    return {learner: "refused" if learner in refused else "tolerated" for learner in (*bad, "link", "fifo", "folder")}


def test_a_hostile_secret_stops_nobodys_feedback_and_leads_nowhere(run, folder):
    """In stock nbgrader, one that is empty, no text or missing ends `release_feedback` for the whole class."""
    names = ("empty", "spaces", "bytes", "lines", "zero", "long", "longer", "link", "fifo", "folder")
    hand_in(folder, {name: HONEST["right"] for name in names})
    outcome = hard_to_read(folder, folder / ".grader-secret")
    done = run("grader", "grade", NAME, cwd=folder)
    assert done.returncode == 1
    for name, said in outcome.items():
        assert (f"refused: {name}: submission_secret.txt" in done.stdout) == (said == "refused"), name
    looks = {one.learner: one.worth_a_look for one in read_all_results(folder, NAME)}
    for name in (name for name, said in outcome.items() if said == "tolerated"):
        assert any("submission_secret.txt" in line for line in looks[name]), name
    must(run, folder, "grader", "feedback", NAME)
    must(run, folder, "nbgrader", "release_feedback", NAME)
    assert page_in_exchange(folder).exists()
    own = (folder / ".grader-secret").read_bytes().strip()
    written = [path for top in ("autograded", "feedback") for path in (folder / top).rglob("*.txt")]
    assert written and not [path for path in written if own in path.read_bytes()]
