"""What each mark was, since when, and from what: whenever marks change, a line is added, and none is ever lost."""
from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path

from grader.classroom.names import to_file_name
from grader.classroom.results import Graded

Causes = Mapping[str, str]


@dataclass(frozen=True)
class Given:
    """Points that a person gave for a question, or took back.

    Attributes:
        question: which question.
        points: the points; None if it waits for a person again.
        grader: who gave them.
        answer: a hash of the answer that they were given for.
        items: lines of the rubric that were chosen.
        comment: what was written about it.
    """

    question: str
    points: float | None
    grader: str = ""
    answer: str = ""
    items: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True)
class Entry:
    """A learner's marks for a lesson at one time.

    Attributes:
        when: when they were given, in UTC.
        points: points that grading gave for each question.
        penalty: points that a late hand-in cost.
        hand_in: a hash of what was handed in.
        depends_on: a hash of each thing that the marks depend on, by its name.
        given: what a person gave at that time; None where grading gave the marks.
        handed_in: when that came in, in naive UTC and as ISO has it; "" if unknown.
    """

    when: str
    points: dict[str, float]
    penalty: float = 0.0
    hand_in: str = ""
    depends_on: dict[str, str] = field(default_factory=dict)
    given: Given | None = None
    handed_in: str = ""


def history_path(class_folder: Path, lesson: str, learner: str) -> Path:
    return class_folder / "results" / lesson / "history" / f"{to_file_name(learner)}.jsonl"


def read_history(class_folder: Path, lesson: str, learner: str) -> list[Entry]:
    """Return the marks that a learner has had for a lesson, the oldest first."""
    try:
        lines = history_path(class_folder, lesson, learner).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []
    found = []
    for line in lines:
        try:
            data = json.loads(line)
            if given := data.get("given"):
                data["given"] = Given(**given | {"items": tuple(given["items"])})
            found.append(Entry(**data))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue  # cut off when a disk was full
    return found


def add_to_history(class_folder: Path, graded: Graded) -> None:
    """Add a learner's marks to their history, if they are others than before, or of another hand-in."""
    if graded.fault or graded.refused or not graded.results:
        return
    entry = Entry(_now(), {result.question: result.points for result in graded.results}, graded.penalty,
                  graded.hand_in, dict(graded.depends_on), handed_in=graded.handed_in)
    before = read_history(class_folder, graded.lesson, graded.learner)
    if before and (before[-1].points, before[-1].penalty, before[-1].hand_in) == (
            entry.points, entry.penalty, entry.hand_in):
        return
    with added(history_path(class_folder, graded.lesson, graded.learner), entry):
        pass


def note_given(
    class_folder: Path, lesson: str, learner: str, given: Given,
) -> AbstractContextManager[None]:
    """Have a line about points by hand in a learner's history; it stays if what is done in this context goes well.

    Raises:
        OSError: there is no room for it.
    """
    before = read_history(class_folder, lesson, learner)
    last = before[-1] if before else Entry("", {})
    return added(history_path(class_folder, lesson, learner), replace(last, when=_now(), given=given))


def note_penalty(class_folder: Path, lesson: str, learner: str, penalty: float) -> None:
    """Add a line to a learner's history if what a late hand-in costs has moved, as it does with points by hand."""
    before = read_history(class_folder, lesson, learner)
    if before and before[-1].penalty != penalty:
        with added(history_path(class_folder, lesson, learner),
                   replace(before[-1], when=_now(), penalty=penalty, given=None)):
            pass


@contextmanager
def added(path: Path, entry: Entry) -> Iterator[None]:
    """Add a line to a history; whatever goes wrong within takes it back, so that no half of a line is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(entry)).encode() + b"\n"
    with path.open("ab", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        try:
            if file.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            yield
        except BaseException:
            if file.seek(0, os.SEEK_END) <= size + len(line):  # nobody has added another since
                file.truncate(size)
            raise


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")


def find_given(history: list[Entry]) -> dict[str, Given]:
    """Return what a person last decided about each question."""
    return {entry.given.question: entry.given for entry in history if entry.given}


def lost_since_best(
    history: list[Entry], penalty: Callable[[Entry], float] = lambda entry: entry.penalty,
) -> float:
    """Return how many points more than the last a learner's best hand-in has; each counts as it was last graded.

    Args:
        history: the marks, the oldest first.
        penalty: what being late costs a hand-in; by default what it did cost.

    >>> first, worse = (Entry("", {"a": points}, hand_in=str(points)) for points in (3, 1))
    >>> lost_since_best([first, worse])
    2.0
    """
    if not history:
        return 0.0
    last_of = {entry.hand_in: sum(entry.points.values()) - penalty(entry) for entry in history}
    return float(max(last_of.values()) - last_of[history[-1].hand_in])


def find_causes(before: Causes, after: Causes) -> list[str]:
    """Return the names of what differs; nothing where it is not known what earlier marks came from.

    >>> find_causes({"the lesson": "a", "the grader": "b"}, {"the lesson": "a", "the grader": "c"})
    ['the grader']
    """
    return [name for name, value in after.items() if name in before and before[name] != value]
