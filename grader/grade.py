"""Grade the submissions of a lesson: read, restore, run, judge, save; one that fails hurts nobody else."""
from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbformat import NotebookNode

import course
from grader.classroom import WrongCall, read_secret
from grader.execute import Limits, execute
from grader.gradebook import Gradebook, open_gradebook
from grader.judge import judge_notebook, submission_seed
from grader.results import Graded, read_results, results_path
from grader.submission import Refused, Submission, find_submissions, parse_notebook, read_bytes, restore


@dataclass(frozen=True)
class Work:
    """What grading one submission needs: bytes and names only, so that it can be done anywhere.

    Attributes:
        learner: the learner's name.
        lesson: the lesson's name.
        raw: the notebook that was handed in.
        release: the released lesson, as a notebook's text.
        seed: the secret of this learner's fresh inputs.
        limits: time and output that the submission may use.
    """

    learner: str
    lesson: str
    raw: bytes
    release: bytes
    seed: str
    limits: Limits = Limits()


def grade_work(work: Work) -> tuple[NotebookNode, Graded]:
    """Return the graded notebook and the results of one submission.

    Raises:
        Refused: what was handed in cannot be read.
    """
    started = time.monotonic()
    graded = Graded(work.learner, work.lesson)
    notebook = restore(parse_notebook(work.raw, f"{work.lesson}.ipynb"), read_release(work.release))
    with tempfile.TemporaryDirectory(prefix="grader-") as folder:
        graded.ended = execute(notebook, work.seed, Path(folder), work.limits)
    graded.results = judge_notebook(notebook, read_release(work.release), work.seed, graded.ended)
    graded.seconds = round(time.monotonic() - started, 3)
    return notebook, graded


@cache
def read_release(raw: bytes) -> NotebookNode:
    """Return the released lesson; every submission of a class shares it, so nobody may change it."""
    return nbformat.reads(raw.decode("utf-8"), as_version=4)


def grade_lesson(
    class_folder: Path, lesson: str, only: tuple[str, ...] = (), force: bool = False, limits: Limits = Limits(),
    on_start: Callable[[int], None] = lambda total: None, on_done: Callable[[Graded], None] = lambda graded: None,
) -> list[Graded]:
    """Grade a lesson's submissions and return what each came to; those graded before and unchanged are kept.

    Args:
        class_folder: the class folder.
        lesson: the lesson's name.
        only: learners to grade; all if empty.
        force: grade again even what is unchanged.
        limits: time and output that each submission may use.
        on_start: told how many submissions there are.
        on_done: told of each submission as it is finished.

    Raises:
        WrongCall: the lesson was not released in this class, or a learner has handed in nothing.
    """
    release = _released(class_folder, lesson)
    submissions = _chosen(find_submissions(class_folder, lesson), only, lesson)
    on_start(len(submissions))
    finished = []
    with open_gradebook(class_folder) as gradebook:
        if not gradebook.has_lesson(lesson):
            raise WrongCall(f"{lesson}: expected a lesson released in this class. Run `grader release {lesson}` first.")
        for submission in submissions:
            finished.append(_grade_submission(gradebook, submission, release, force, limits))
            on_done(finished[-1])
    return finished


def _grade_submission(
    gradebook: Gradebook, submission: Submission, release: bytes, force: bool, limits: Limits,
) -> Graded:
    """Grade one submission; whatever goes wrong is noted under its learner's name and stops nobody else."""
    graded = Graded(submission.learner, submission.lesson)
    seed = submission_seed(read_secret(gradebook.folder), submission.learner, submission.lesson)
    try:
        raw = read_bytes(submission.path())
        mark = fingerprint(raw, release, seed)
        before = read_results(results_path(gradebook.folder, submission.lesson, submission.learner))
        if before and before.fingerprint == mark and not before.fault and not force:
            return before
        notebook, graded = grade_work(Work(submission.learner, submission.lesson, raw, release, seed, limits))
        graded.fingerprint = mark
        gradebook.save(submission, notebook, graded)
    except Refused as reason:
        graded.refused = str(reason)
        gradebook.save(submission, None, graded)
    except Exception as fault:  # ours, by definition: it must cost no points and must not stop the class
        graded.fault = f"{type(fault).__name__}: {fault}"[:300]
        gradebook.save(submission, None, graded)
    return graded


def fingerprint(raw: bytes, release: bytes, seed: str) -> str:
    """Return a hash of all that a result depends on: the hand-in, the lesson, the seed and our own code."""
    parts = (raw, release, seed.encode(), code_version().encode())
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@cache
def code_version() -> str:
    """Return a hash of the code that decides marks and of the libraries that compute the right answers."""
    folders = (Path(course.__file__).parent, Path(__file__).parent)
    code = b"".join(path.read_bytes() for folder in folders for path in sorted(folder.rglob("*.py")))
    return hashlib.sha256(code).hexdigest() + version("torch") + version("nbgrader")


def _released(class_folder: Path, lesson: str) -> bytes:
    path = class_folder / "release" / lesson / f"{lesson}.ipynb"
    if not path.is_file():
        known = ", ".join(sorted(folder.name for folder in (class_folder / "release").glob("*"))) or "none yet"
        raise WrongCall(f"{lesson}: expected a released lesson ({known}), got no {path}. "
                        f"Run `grader release {lesson}`.")
    return path.read_bytes()


def _chosen(submissions: list[Submission], only: tuple[str, ...], lesson: str) -> list[Submission]:
    there = {submission.learner for submission in submissions}
    if not there:
        raise WrongCall(f"{lesson}: expected submissions in submitted/NAME/{lesson}/, got none. Put them there.")
    if missing := sorted(set(only) - there):
        raise WrongCall(f"--only: expected learners who handed in {lesson} ({', '.join(sorted(there))[:200]}), "
                        f"got {', '.join(missing)}. Check the names.")
    return [submission for submission in submissions if not only or submission.learner in only]

