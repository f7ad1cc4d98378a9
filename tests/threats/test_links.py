"""Threat 26: links, FIFOs, sockets, devices and folders where a file or a folder of the learner's own is due.

Each is refused by name, never followed and never waited for, and the rest of the class is graded.
"""
from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_class import HONEST, Graded, Learner, assert_as_stated, hand_in, read_graded
from sample_class import LESSON, PLAIN

from grader.classroom.folder import read_secret
from grader.classroom.seeds import submission_seed
from grader.classroom.submissions import HandIn
from grader.kernels import sandbox

pytestmark = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")
NOTEBOOK = f"{LESSON}.ipynb"
CANARY = "CANARY-of-the-class-7d1f"  # in the files that links lead to; it may turn up nowhere


def link(path: Path, target: str) -> None:
    """Put a link in a place, whatever was there; `$CLASS` becomes the class folder's path."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target.replace("$CLASS", str(class_of(path))))


def class_of(path: Path) -> Path:
    return next(parent.parent for parent in path.parents if parent.name == "submitted")


def linked(name: str, target: str) -> Callable[[Path], None]:
    return lambda folder: link(Path(os.path.normpath(folder / name)), target)


def fifo(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)
    return make


def bound(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(f"/proc/self/fd/{descriptor}/{name}")  # a socket's path must be short
        os.close(descriptor)
    return make


def device(name: str) -> Callable[[Path], None]:
    """Only root can make one; elsewhere a FIFO stands for it."""
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        try:
            os.mknod(folder / name, 0o20666, os.makedev(1, 5))
        except OSError:
            os.mkfifo(folder / name)
    return make


def folder(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir()
        (folder / name / "x").touch()
    return make


def huge(name: str) -> Callable[[Path], None]:
    return lambda folder: os.truncate(folder / name, 8 * 10**12)


def long(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(b"2026-11-20 18:00:00 UTC" + b" " * 100) and None


LINK, FILE = "expected a file, got a link", "Ask for the file itself"
ADA = f"$CLASS/submitted/ada/{LESSON}"
EDITS: dict[str, tuple[Callable[[Path], None], str]] = {
    "learner-to-ada": (linked("..", "$CLASS/submitted/ada"), "submitted/learner-to-ada: expected a folder, got a link"),
    "lesson-to-ada": (linked(".", ADA), f"submitted/lesson-to-ada/{LESSON}: expected a folder, got a link"),
    "lesson-to-bea": (linked(".", f"../ada/{LESSON}"), "expected a folder, got a link"),
    "lesson-to-source": (linked(".", f"$CLASS/source/{LESSON}"), "expected a folder, got a link"),
    "lesson-to-itself": (linked(".", target=LESSON), "expected a folder, got a link"),
    "lesson-to-nothing": (linked(".", "nowhere"), "expected a folder, got a link"),
    "notebook-to-ada": (linked(NOTEBOOK, f"{ADA}/{NOTEBOOK}"), f"{NOTEBOOK}: {LINK}"),
    "notebook-to-source": (linked(NOTEBOOK, f"$CLASS/source/{LESSON}/{NOTEBOOK}"), f"{NOTEBOOK}: {LINK}"),
    "notebook-to-zero": (linked(NOTEBOOK, "/dev/zero"), f"{NOTEBOOK}: {LINK}"),
    "file-to-secret": (linked("a.txt", "$CLASS/.grader-secret"), f"a.txt: {LINK}"),
    "file-to-canary": (linked("data/deep/a.txt", "$CLASS/canary.txt"), f"data/deep/a.txt: {LINK}"),
    "folder-to-class": (linked("data/all", "$CLASS"), f"data/all: {LINK}"),
    "stamp-to-secret": (linked("timestamp.txt", "$CLASS/.grader-secret"), f"timestamp.txt: {LINK}"),
    "stamp-to-canary": (linked("timestamp.txt", "$CLASS/canary.txt"), f"timestamp.txt: {LINK}"),
    "stamp-to-zero": (linked("timestamp.txt", "/dev/zero"), f"timestamp.txt: {LINK}"),
    "stamp-fifo": (fifo("timestamp.txt"), f"timestamp.txt: expected a file, got a FIFO. {FILE}"),
    "stamp-socket": (bound("timestamp.txt"), f"timestamp.txt: expected a file, got a socket. {FILE}"),
    "stamp-device": (device("timestamp.txt"), "timestamp.txt: expected a file, got a (device|FIFO)"),
    "stamp-folder": (folder("timestamp.txt"), f"timestamp.txt: expected a file, got a folder. {FILE}"),
    "stamp-huge": (huge("timestamp.txt"), "timestamp.txt: expected at most 100 bytes, got 8000000 MB"),
    "stamp-long": (long("timestamp.txt"), "timestamp.txt: expected at most 100 bytes, got 123 bytes"),
    "notebook-fifo": (fifo(NOTEBOOK), f"{NOTEBOOK}: expected a file, got a FIFO"),
    "notebook-socket": (bound(NOTEBOOK), f"{NOTEBOOK}: expected a file, got a socket"),
    "notebook-device": (device(NOTEBOOK), f"{NOTEBOOK}: expected a file, got a (device|FIFO)"),
    "notebook-folder": (folder(NOTEBOOK), f"{NOTEBOOK}: expected a file, got a folder"),
    "notebook-huge": (huge(NOTEBOOK), f"{NOTEBOOK}: expected at most 20 MB, got 8000000 MB"),
    "file-fifo": (fifo("data.csv"), "data.csv: expected a file, got a FIFO"),
    "file-socket": (bound("data.csv"), "data.csv: expected a file, got a socket"),
    "file-device": (device("data.csv"), "data.csv: expected a file, got a (device|FIFO)"),
    "digits-folder": (folder("digits.npz"), "digits.npz: expected a file, got a folder. Remove the folder"),
}
REFUSED = tuple(Learner(name, 26, answers=PLAIN, told=told) for name, (_, told) in EDITS.items())
DRAFTS = Learner("drafts", 26, answers=PLAIN, points=HONEST[0].points, files={".venv/lib/x": b"", "data/a.csv": b"1"})


@pytest.fixture(scope="module")
def graded(run, released_class, tmp_path_factory) -> Graded:
    """A class whose lesson brings a file along, whose folder `submitted` is a link, and where many try something."""
    place = tmp_path_factory.mktemp("links")
    folder = shutil.copytree(released_class, place / "class")
    (folder / "canary.txt").write_text(CANARY)
    (folder / "digits-of-ours").write_text("the lesson's own")
    (folder / "release" / LESSON / "digits.npz").symlink_to(folder / "digits-of-ours")  # an instructor's own choice
    for learner in (*HONEST, DRAFTS, *REFUSED):
        where = hand_in(folder, learner)
        EDITS.get(learner.name, (lambda where: None, ""))[0](where)
    (folder / "submitted" / "drafts" / LESSON / ".venv" / "python").symlink_to("/usr/bin/python3")
    (folder / "submitted").rename(place / "handed-in")
    (folder / "submitted").symlink_to(place / "handed-in")
    return read_graded(folder, run("grader", "grade", LESSON, "--folder", str(folder), "--json"))


@pytest.mark.parametrize("learner", REFUSED, ids=lambda learner: learner.name)
def test_whatever_is_no_file_of_the_learners_own_is_refused_by_name(graded, learner):
    assert_as_stated(graded, learner)
    assert graded.results[learner.name]["refused"] and re.search(learner.told, graded.results[learner.name]["refused"])
    assert not (graded.folder / "autograded" / learner.name).exists()


@pytest.mark.parametrize("learner", [*HONEST, DRAFTS], ids=lambda learner: learner.name)
def test_everybody_else_is_graded(graded, learner):
    """Links of the instructor's are followed, and what is hidden is nobody's business."""
    assert_as_stated(graded, learner)
    assert not graded.results[learner.name]["refused"]


def test_the_instructor_is_told_of_everybody_who_was_refused(graded):
    assert graded.done.returncode == 1
    assert graded.done.stdout.count("refused: ") == len(REFUSED) and "our fault" not in graded.done.stdout
    assert f"{len(HONEST) + 1} graded, {len(REFUSED)} refused" in graded.done.stdout


def test_nothing_that_a_link_leads_to_turns_up_anywhere(run, graded):
    assert run("grader", "feedback", LESSON, "--folder", str(graded.folder)).returncode == 0
    written = [path for name in ("autograded", "results", "feedback") for path in (graded.folder / name).rglob("*")]
    assert not any(path.is_symlink() for path in written)
    assert {path.parent.parent.name for path in written if path.name == NOTEBOOK} == {"ada", "zoe", "drafts"}
    secrets = (CANARY.encode(), read_secret(graded.folder))
    for path in [*(path for path in written if path.is_file()), graded.folder / "gradebook.db"]:
        assert not any(secret in path.read_bytes() for secret in secrets), path


def test_it_is_graded_as_soon_as_it_is_put_right(run, graded, tmp_path):
    """What was refused is looked at anew by the next call, and the others are not run again."""
    folder = shutil.copytree(graded.folder, tmp_path / "class", symlinks=True)
    (folder / "submitted").unlink()
    (folder / "submitted").mkdir()
    right = Learner("stamp-fifo", answers=PLAIN)
    hand_in(folder, right)
    done = run("grader", "grade", LESSON, "--folder", str(folder))
    assert done.returncode == 0 and "1 graded, 0 refused" in done.stdout, done.stdout


@pytest.mark.prove
def test_nbgraders_own_command_reads_no_link_either_and_draws_the_same_inputs(run, released_class, tmp_path):
    """nbgrader follows links itself when it copies; what we read is refused, and it removes what it has copied."""
    folder = shutil.copytree(released_class, tmp_path / "class")
    tells = Learner("tells", answers=PLAIN, files={"a.csv": b"1"},
                    code={"fraud-answer": "import hashlib, os\n"  # the seed itself is taken out of outputs
                          "print(hashlib.sha256(os.environ['COURSE_GRADING_SEED'].encode()).hexdigest())"})
    for learner in (tells, Learner("links", answers=PLAIN, links={"a.txt": "$CLASS/.grader-secret"})):
        hand_in(folder, learner)
    raw = (folder / "submitted" / "tells" / LESSON / NOTEBOOK).read_bytes()
    seed = submission_seed(read_secret(folder), "tells", LESSON, HandIn({LESSON: raw}, {"a.csv": b"1"}).digest)
    told = hashlib.sha256(seed.encode()).hexdigest()
    ours = read_graded(folder, run("grader", "grade", LESSON, "--folder", str(folder), "--json"))
    assert told in ours.said("tells")
    shutil.rmtree(folder / "autograded")
    done = run("nbgrader", "autograde", LESSON, cwd=folder)
    assert done.returncode == 1 and "for student 'links'" in done.stderr and f"a.txt: {LINK}" in done.stderr
    assert {path.name for path in (folder / "autograded").iterdir() if any(path.iterdir())} == {"tells"}
    assert told in ours.said("tells")
