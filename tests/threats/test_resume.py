"""Threat 23: the grader is killed, the database is locked, the disk is full, the place where code runs dies."""
from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PROGRAMS
from hostile_class import FULL, HONEST, Learner, hand_in
from sample_class import LESSON, PLAIN, POINTS
from sample_class import hand_in as hand_in_samples

from grader.classroom.results import Graded, read_all_results
from grader.errors import WrongCall
from grader.kernels import sandbox, zygote
from grader.marking.session import Session, grade_session
from grader.marks.reading import read_marks

pytestmark = [pytest.mark.prove, pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")]
SAMPLES = ("ada", "bela", "chen", "fay", "hana", "lee", "olga")  # no kernel of theirs ends in the middle of a message
WORSE = Learner("ada", answers=PLAIN | {"fraud": "both_wrong"}, points=FULL - POINTS["fraud"])


def grade(folder: Path, on_done=lambda graded: None, jobs: int = 2) -> dict[str, Graded]:
    """Grade a class in this process, whose zygote is warm already."""
    return {one.learner: one for one in grade_session(Session(folder, LESSON, jobs), lambda total: None, on_done)}


def scores(folder: Path) -> dict[str, float]:
    """Return the marks in the gradebook, once the results that are kept beside it are seen to say the same."""
    marks = {name: mark.score for name, mark in read_marks(folder, LESSON).items()}
    assert {one.learner: one.points for one in read_all_results(folder, LESSON) if not one.refused} == marks
    return marks


def kept(folder: Path) -> dict[str, bytes]:
    """Return all graded notebooks."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.glob("autograded/*/*/*.ipynb")}


@pytest.fixture(scope="module")
def small_class(released_class, tmp_path_factory) -> Path:
    """Two honest learners, graded; copy it, do not change it."""
    folder = shutil.copytree(released_class, tmp_path_factory.mktemp("small") / "class")
    for learner in HONEST:
        hand_in(folder, learner)
    assert {one.points for one in grade(folder).values()} == {FULL}
    return folder


@pytest.fixture
def handed_in_again(small_class, tmp_path) -> Path:
    """The graded class, after one learner has handed in something that earns less."""
    folder = shutil.copytree(small_class, tmp_path / "class")
    shutil.rmtree(folder / "submitted" / "ada")
    hand_in(folder, WORSE)
    return folder


def grader(*arguments: str, **options) -> subprocess.Popen:
    environment = os.environ | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200"}
    return subprocess.Popen([str(PROGRAMS / "grader"), *arguments], env=environment, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, **options)


def test_a_run_that_was_killed_goes_on_and_ends_like_one_that_was_not(run, released_class, graded_class, tmp_path):
    """Row 23: killed in the middle, and once more as if between the database and the files."""
    folder = shutil.copytree(released_class, tmp_path / "class")
    hand_in_samples(folder, SAMPLES)
    results = folder / "results" / LESSON
    with grader("grade", LESSON, "--folder", str(folder), "--jobs", "1") as process:
        while len(list(results.glob("*.json"))) < 2 and process.poll() is None:
            time.sleep(0.005)
        process.kill()
    finished = {path.name: path.stat().st_mtime_ns for path in results.glob("*.json")}
    assert 2 <= len(finished) < len(SAMPLES)
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder / "autograded" / "ada")
        (results / "ada.json").unlink()
    assert run("grader", "grade", LESSON, "--folder", str(folder)).returncode == 1  # lee's cannot be read
    whole = graded_class[0]
    assert scores(folder) == {name: score for name, score in scores(whole).items() if name in SAMPLES}
    assert kept(folder) == {path: text for path, text in kept(whole).items() if path.split("/")[1] in SAMPLES}
    assert [as_saved(one) for one in read_all_results(folder, LESSON)] == [
        as_saved(one) for one in read_all_results(whole, LESSON) if one.learner in SAMPLES]
    again = [name for name, at in finished.items() if (results / name).stat().st_mtime_ns != at]
    assert set(again) <= {"ada.json", "lee.json"}


def as_saved(graded: Graded) -> Graded:
    """Return a result without what the clock and the grader's version say."""
    results = [replace(result, seconds=0.0) for result in graded.results]
    return replace(graded, results=results, seconds=0.0, cpu_s=0.0, fingerprint="")


@contextlib.contextmanager
def locked(folder: Path, how: str) -> Iterator[None]:
    """Hold a lock on the gradebook, as another program does that writes to it."""
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db", isolation_level=None)) as database:
        database.execute(f"begin {how}")
        yield


def test_a_gradebook_that_cannot_be_opened_is_told_in_one_line_and_nothing_is_lost(handed_in_again):
    """Row 23."""
    before = kept(handed_in_again)
    with locked(handed_in_again, "exclusive"), pytest.raises(WrongCall, match="database is locked"):
        grade(handed_in_again)
    assert kept(handed_in_again) == before
    assert grade(handed_in_again)["ada"].points == scores(handed_in_again)["ada"] == WORSE.points


def test_a_gradebook_that_is_locked_in_between_keeps_what_it_had_until_it_is_free(handed_in_again):
    """Row 23: whoever could not be saved is named, has the marks of before, and is graded by the next call."""
    before = kept(handed_in_again)
    with locked(handed_in_again, "immediate"):
        graded = grade(handed_in_again)
    assert "database is locked" in graded["ada"].fault and not graded["zoe"].fault
    assert scores(handed_in_again) == {"ada": FULL, "zoe": FULL} and kept(handed_in_again) == before
    assert grade(handed_in_again)["ada"].points == scores(handed_in_again)["ada"] == WORSE.points


def test_a_full_disk_is_told_by_name_and_previous_results_stay(run, handed_in_again):
    """Row 23: no file may grow beyond a kilobyte, as on a disk without room."""
    before, limit = kept(handed_in_again), resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    with grader("grade", LESSON, "--folder", str(handed_in_again),
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, limit))) as process:
        said, errors = process.communicate()
    assert process.returncode in (1, 2) and "Traceback" not in errors, errors[-2000:]
    assert "ada" in said + errors and ("File too large" in said + errors or "disk" in said + errors)
    assert scores(handed_in_again) == {"ada": FULL, "zoe": FULL} and kept(handed_in_again) == before
    assert not list(handed_in_again.rglob("autograded/*/*/.*")) + list(handed_in_again.rglob("results/*/.*"))
    assert grade(handed_in_again)["ada"].points == scores(handed_in_again)["ada"] == WORSE.points


def test_a_zygote_that_dies_costs_nobody_a_mark(small_class, tmp_path):
    """Row 23: what it was running is run again, now or by the next call; no half run counts."""
    folder = shutil.copytree(small_class, tmp_path / "class")
    for name in ("kai", "lena", "mona"):
        hand_in(folder, replace(HONEST[0], name=name, code={"tensor-shape-answer": SLOW}))
    killed = []

    def kill_zygote(graded: Graded) -> None:
        """Once one is done and others are running."""
        if not killed and (process := zygote.shared()._process) and zygote.shared()._kernels:
            os.kill(process.pid, signal.SIGKILL)
            killed.append(graded.learner)

    first = grade(folder, kill_zygote, jobs=3)
    assert killed and all(one.points == FULL for one in first.values() if not one.fault)
    assert {one.points for one in grade(folder).values()} == set(scores(folder).values()) == {FULL}


SLOW = "import time\ntime.sleep(3)\npredicted_shape, predicted_dtype = (2, 3), torch.float32"
