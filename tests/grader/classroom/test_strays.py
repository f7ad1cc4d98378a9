"""Hand-ins that are not where they are expected: named by `grader grade`, with the command that puts them right."""
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from sample_class import LESSON, hand_in

from grader.classroom.strays import find_strays, list_strays
from grader.classroom.submissions import find_submissions
from grader.kernels import sandbox

needs_sandbox = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")
BOOK = f"{LESSON}.ipynb"
RIGHT = f"submitted/ada/{LESSON}/{BOOK}"
OTHER = "02_linear_layers"


@pytest.fixture
def folder(released_class, tmp_path) -> Path:
    """A class folder in which gus has handed in, and nothing was graded."""
    folder = shutil.copytree(released_class, tmp_path / "class")
    hand_in(folder, ("gus",))
    return folder


def put(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(ascii(path))


def named(folder: Path, lesson: str = LESSON) -> list[str]:
    """Return the lines that `grader grade` begins with."""
    return list_strays(find_strays(folder, lesson))


def follow(folder: Path, line: str, learner: str = "ada", which: int = 0) -> None:
    """Type the command of a line, with the learner's name for NAME."""
    command = line.split("`")[1 + 2 * which].replace("NAME", learner)
    subprocess.run(["bash", "-c", command], cwd=folder, check=True, stdin=subprocess.DEVNULL)


LOST = [  # where the notebook lies, and words of the line
    (f"submitted/{BOOK}", "a notebook outside that folder"),
    ("submitted/ada.ipynb", "If it is for this lesson, put the"),
    (f"submitted/ada_{LESSON}-Copy1.ipynb", "put the learner's name for NAME"),
    (f"submitted/ada/{LESSON} (1)/{BOOK}", f"expected the folder name {LESSON}, got another spelling"),
    (f"submitted/ada/01_First_Computation/{BOOK}", "another spelling"),
    (f"submitted/ada/1_first_computation/{BOOK}", "another spelling"),
    (f"submitted/ada/01-first-computation/{BOOK}", "spelling"),
    (f"submitted/ada/01_frist_computation/{BOOK}", "spelling"),
    ("submitted/ada/1-first-computation.ipynb", "a notebook outside"),
    ("submitted/ada/homework.ipynb", "a notebook outside"),
    (f"submitted/ada/work/{LESSON}/{BOOK}", "in a folder too deep. If ada is the learner, move it"),
    (f"submitted/ada/work/new/{LESSON}/{BOOK}", "too deep"),
    (f"submitted/ada/ada/{LESSON}/{BOOK}", "too deep"),
    (f"submitted/ada/work/{LESSON} (2).ipynb", "too deep"),
    (f"submitted/{LESSON}/{BOOK}", "outside any learner's"),
    (f"submitted/{LESSON}/ada/{BOOK}", "a learner's folder inside the lesson's"),
    (f"submitted/ada/{LESSON}/{LESSON}/{BOOK}", "too deep"),
    (f"submitted/ada/{LESSON}/{BOOK}.txt", "Rename it"),
    (f"submitted/ada/{LESSON}/{LESSON}.IPYNB", "Rename it"),
    ("submitted/ada/\x1b[2J\n'x\udcff/" + f"{LESSON}/{BOOK}", r"\x1b[2J\x0a"),
]


@pytest.mark.parametrize(("path", "words"), LOST, ids=[ascii(path) for path, _ in LOST])
def test_a_hand_in_elsewhere_is_named_and_the_command_puts_it_right(folder, path, words):
    found = ["ada", "gus"] if path.startswith(f"submitted/ada/{LESSON}/") else ["gus"]
    put(folder, path)
    (line,) = named(folder)
    assert words in line and line.isprintable() and [one.learner for one in find_submissions(folder, LESSON)] == found
    follow(folder, line)
    assert (folder / RIGHT).read_text() == ascii(path) and named(folder) == []


def test_whose_it_is_is_not_guessed_where_it_could_be_two_peoples(folder):
    put(folder, f"submitted/monday/ada/{LESSON}/{BOOK}")
    (line,) = named(folder)
    assert "If monday is the learner" in line and "or, if ada is" in line
    follow(folder, line, which=1)
    assert (folder / RIGHT).exists() and named(folder) == []


def test_a_folder_of_learners_is_one_line(folder):
    put(folder, *(f"submitted/batch/{name}/{LESSON}/{BOOK}" for name in ("ada", "bob", "chen", "dana")))
    (line,) = named(folder)
    assert "a folder of 4 learners' folders (ada, bob, chen, …)" in line
    follow(folder, line)
    assert (folder / RIGHT).exists() and named(folder) == []


@pytest.mark.parametrize(("stray", "words"), [
    (f"submitted/ada/{LESSON}/{LESSON} (1).ipynb", f"expected one {BOOK}, got another beside {BOOK}, which counts"),
    (f"submitted/ada/{LESSON}/{LESSON}-Copy1.ipynb", "Delete it, or make it the one that counts: `mv -i "),
    (f"submitted/ada/{LESSON} (1)/{BOOK}", f"another beside {LESSON}, which counts"),
    (f"submitted/ada/{BOOK}", "a notebook outside that folder"),
])
def test_one_of_two_is_not_chosen_in_silence(folder, stray, words):
    put(folder, RIGHT, stray)
    (line,) = named(folder)
    assert words in line
    if "(1)/" in stray:
        follow(folder, line)
        assert (folder / RIGHT).read_text() == ascii(stray)
        assert (folder / f"replaced/ada/{LESSON}/{BOOK}").read_text() == ascii(RIGHT)


@pytest.mark.parametrize("name", ["ada.zip", f"ada/{LESSON}.zip", f"ada/{LESSON}.tar.gz", f"ada/{LESSON}/x.ZIP",
                                  "ada/a.7z"])
def test_an_archive_is_named_and_not_opened(folder, name):
    put(folder, f"submitted/{name}")
    (line,) = named(folder)
    assert f"submitted/{name}: expected submitted/" in line and "Unpack it so that the notebook is there" in line


def test_what_is_no_hand_in_for_this_lesson_is_not_named(folder):
    put(folder, RIGHT, "submitted/grades.csv", f"submitted/ada/{OTHER}/{OTHER} (1).ipynb", f"submitted/{OTHER}.ipynb",
        f"submitted/ada/{OTHER} (1)/{OTHER}.ipynb",
        f"submitted/ada/{LESSON}/.ipynb_checkpoints/{LESSON}-checkpoint.ipynb",
        f"submitted/__MACOSX/ada/{LESSON}/{BOOK}", f"submitted/ada/{LESSON}/draft.ipynb", "submitted/ada/old.zip",
        f"submitted/ada/{OTHER}.zip", f"submitted/.old/{LESSON}/{BOOK}", f"submitted/ada/{LESSON}/data/photo (1).png",
        "submitted/bob/notes/todo.txt")
    (folder / "submitted" / "eve").mkdir()
    (folder / "submitted" / "eve" / "link").symlink_to(folder / "source")
    (folder / "submitted" / "eve" / f"{LESSON} (1)").symlink_to(folder / "source")
    assert named(folder) == []


def test_another_lessons_notebook_is_not_graded_in_silence(folder):
    put(folder, f"submitted/ada/{LESSON}/{OTHER}.ipynb")
    (line,) = named(folder)
    assert "another lesson's name" in line


def test_predictions_under_another_name_are_named(run, folder):
    lesson = "06_capstone"
    assert run("grader", "release", lesson, "--folder", str(folder)).returncode == 0
    for name, file in (("ada", "predictions (1).csv"), ("bob", "Predictions.csv"), ("chen", "../predictions.csv")):
        put(folder, f"submitted/{name}/{lesson}/{lesson}.ipynb", f"submitted/{name}/{lesson}/{file}")
    put(folder, f"submitted/dana/{lesson}/predictions.csv", f"submitted/dana/{lesson}/{lesson}.ipynb",
        f"submitted/dana/{lesson}/digits (1).npz")
    lines = named(folder, lesson)
    assert len(lines) == 3 and all("predictions.csv" in line for line in lines)
    for line in lines:
        follow(folder, line)
    assert named(folder, lesson) == [] and all(
        (folder / f"submitted/{name}/{lesson}/predictions.csv").exists() for name in ("ada", "bob", "chen"))


def test_thousands_of_hostile_names_are_listed_briefly(folder):
    for number in range(3000):
        put(folder, f"submitted/eve/{LESSON} ({number})\x1b[2J{'x' * 200}/{BOOK}")
    put(folder, *(f"submitted/l{number}/{LESSON} (1)/{BOOK}" for number in range(30)))
    lines = named(folder)
    assert len(lines) == 21 and lines[-1].endswith("more like these; they are listed once these are put right.")
    assert sum("/eve/" in line for line in lines) == 3
    assert all(line.isprintable() and len(line) < 1500 for line in lines)


@needs_sandbox
def test_grading_names_them_counts_them_and_ends_with_status_1(run, folder):
    put(folder, f"submitted/ada/{LESSON} (1)/{BOOK}", f"submitted/{BOOK}")
    done = run("grader", "grade", LESSON, "--folder", str(folder), "--json")
    lines = done.stdout.splitlines()
    assert done.returncode == 1 and "1 graded, 0 refused, 2 passed over (listed above)." in lines[-2]
    assert [line.startswith("passed over: submitted/") for line in lines[:3]] == [True, True, False]
    assert [each["learner"] for each in json.loads(lines[-1])["passed_over"]] == ["", "ada"]
    assert os.listdir(folder / "autograded") == ["gus"]
    page = Path(run("grader", "report", LESSON, "--folder", str(folder)).stdout.splitlines()[0]).read_text()
    assert "Passed over" in page and f"submitted/ada/{LESSON} (1)" in page and page.count("mv -i ") == 2
    dry = run("grader", "grade", LESSON, "--folder", str(folder), "--dry-run", "--force").stdout.splitlines()
    assert dry[:2] == lines[:2] and dry[2:] == ["gus"]
    again = run("grader", "grade", LESSON, "--folder", str(folder), "--only", "gus")
    assert again.returncode == 0 and "passed over" not in again.stdout


@needs_sandbox
def test_they_are_named_where_nobody_has_handed_in_as_expected(run, folder):
    shutil.rmtree(folder / "submitted" / "gus")
    put(folder, f"submitted/ada/{LESSON} (1)/{BOOK}")
    done = run("grader", "grade", LESSON, "--folder", str(folder))
    assert done.returncode == 2 and "expected submissions" in done.stderr
    (line,) = done.stdout.splitlines()
    assert "passed over: submitted/ada/" in line
