"""What each learner of a class answered, as it was graded: read from the notebooks that grading restored and saved."""
from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from course.capstone import PREDICTIONS
from grader.alike.content import identify
from grader.alike.tokens import defined_names
from grader.classroom.folder import find_learners
from grader.classroom.gradebook import Gradebook
from grader.classroom.results import read_all_results
from grader.classroom.submissions import MAX_BYTES, NOTES
from grader.errors import Refused, WrongCall
from grader.handout.released import read_releases
from grader.lessons.hand_in import parse_notebook
from grader.lessons.text import role_of
from grader.printable import printable

MAX_CHARS = 20_000  # of one answer, and MAX_ALL of a hand-in: what is longer is compared up to there, and said to be
MAX_ALL = 60_000
LONGEST_PREDICTIONS = 50_000  # bytes
OWN = "cells of one's own"  # code that a learner added or changed, and training that grading does not run


@dataclass(frozen=True)
class Part:
    """A learner's answer to one question, or all their code that answers none.

    Attributes:
        name: the question's id, or `OWN`; with the notebook's name in front where a lesson has several.
        source: what it says.
        is_code: whether it is code, else words.
        is_wrong: whether its check did not pass it.
    """

    name: str
    source: str
    is_code: bool = True
    is_wrong: bool = False


@dataclass
class Learner:
    """What was graded of one learner.

    Attributes:
        name: the learner's.
        parts: the answers by their names.
        files: what the files beside the notebook say, as `identify` has it, by path; those of the lesson are none.
        predictions: content of the capstone's file, if there is one.
        published: ids of the questions whose answer is the published one.
        is_cut: whether something was too long to be compared whole.
    """

    name: str
    parts: dict[str, Part] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    predictions: bytes = b""
    published: tuple[str, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True)
class Answers:
    """A graded lesson of a class.

    Attributes:
        lesson: its name.
        releases: its released notebooks by name.
        learners: whoever was graded, in the order of their names.
        unread: why a learner's graded notebook cannot be read, by name.
    """

    lesson: str
    releases: dict[str, NotebookNode]
    learners: list[Learner]
    unread: dict[str, str]


def read_class(gradebook: Gradebook, lesson: str, left_out: Collection[str] = ()) -> Answers:
    """Return what the learners of a class answered.

    Args:
        gradebook: the class's.
        lesson: the lesson's name.
        left_out: learners who are not to be compared, such as an instructor's own trial.

    Raises:
        WrongCall: the lesson was not released, nothing was graded yet, or nobody of that name was.
    """
    releases, course = read_releases(gradebook, lesson), gradebook.course
    folders = find_learners(course, course.autograded_directory, lesson)
    if not folders:
        raise WrongCall(f"{lesson}: expected graded submissions, got none. Run `grader grade {lesson}` first.")
    if unknown := sorted(set(left_out) - set(folders)):
        raise WrongCall(f"--leave-out: expected a learner whose hand-in was graded, got {printable(unknown[0])}. "
                        "Check the name.")
    results = {graded.learner: graded for graded in read_all_results(gradebook.folder, lesson)}
    came_along = {path.relative_to(folder).as_posix() for step in ("release", "source")
                  for folder in [gradebook.folder / step / lesson] for path in folder.rglob("*")}
    learners, unread = [], {}
    for name in sorted(set(folders) - set(left_out)):
        graded = results.get(name)
        failed = {result.question for result in graded.results if result.outcome == "failed"} if graded else set()
        try:
            learner = _read_learner(name, folders[name], releases, failed)
        except (Refused, OSError) as error:
            unread[name] = str(error)
            continue
        for path, content in _read_files(folders[name], came_along):
            if path != str(PREDICTIONS):
                learner.files[path] = identify(path, content)
            elif len(content) <= LONGEST_PREDICTIONS:
                learner.predictions = content
        learner.published = tuple(graded.same_as_published) if graded else ()
        learners.append(learner)
    return Answers(lesson, releases, learners, unread)


def _read_learner(name: str, folder: Path, releases: dict[str, NotebookNode], failed: set[str]) -> Learner:
    learner, left = Learner(name), MAX_ALL
    for notebook, release in releases.items():
        path = folder / f"{notebook}.ipynb"
        if not path.is_file():
            continue
        prefix = "" if len(releases) == 1 else f"{notebook}/"
        for part in read_parts(parse_notebook(path.read_bytes(), path.name), release, failed, prefix):
            kept = part.source[:min(MAX_CHARS, left)]
            learner.is_cut |= len(kept) < len(part.source)
            left -= len(kept)
            learner.parts[part.name] = Part(part.name, kept, part.is_code, part.is_wrong)
    return learner


def read_parts(
    notebook: NotebookNode, release: NotebookNode, failed: Collection[str] = (), prefix: str = "",
) -> Iterator[Part]:
    """Yield the answers in a graded notebook, each question's together; what is as it was released is none.

    Args:
        notebook: the notebook.
        release: the lesson as it was released.
        failed: questions that were not passed.
        prefix: what to put before their names.
    """
    ours = {cell.source.strip() for cell in release.cells}
    by_id = {cell.id: cell for cell in release.cells if role_of(cell) in ("answer", "manual", "task")}
    asked = {name: _question(cell) for cell in by_id.values() if role_of(cell) == "answer"
             for name in defined_names(cell.source)}
    found: dict[tuple[str, bool], list[str]] = {}
    for cell in notebook.cells:
        if not cell.source.strip() or cell.source.strip() in ours:
            continue
        own, is_code = by_id.get(cell.id), cell.cell_type == "code"
        if own is None:  # an answer may stand in another cell: what it defines tells whose it is
            questions = [asked[name] for name in defined_names(cell.source) if name in asked] if is_code else []
            name = questions[0] if questions else OWN
        else:
            name = _question(own)
        found.setdefault((name, is_code), []).append(cell.source)
    for (name, is_code), sources in found.items():
        yield Part(prefix + name + ("" if is_code or name != OWN else " (words)"), "\n\n".join(sources), is_code,
                   prefix + name in failed)


def _question(cell: NotebookNode) -> str:
    return str(cell.metadata.grader.get("question") or cell.id)


def _read_files(folder: Path, came_along: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files beside a graded notebook, as grading put them there, without those that come with the lesson."""
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink() and path.suffix != ".ipynb" and inner not in {*came_along, *NOTES} \
                and path.stat().st_size <= MAX_BYTES:
            yield inner, path.read_bytes()
