"""What each mark was, since when, and from what: whenever marks change, a line is added, and none is ever lost."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from grader.classroom.names import to_file_name
from grader.classroom.results import Graded

Causes = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """A learner's marks for a lesson at one time.

    Attributes:
        when: when they were given, in UTC.
        points: points of each question.
        penalty: points that a late hand-in cost.
        hand_in: a hash of what was handed in.
        depends_on: a hash of each thing that the marks depend on, by its name.
    """

    when: str
    points: dict[str, float]
    penalty: float = 0.0
    hand_in: str = ""
    depends_on: dict[str, str] = field(default_factory=dict)


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
            found.append(Entry(**json.loads(line)))
        except (ValueError, TypeError):
            continue  # cut off when a disk was full
    return found


def add_to_history(class_folder: Path, graded: Graded) -> None:
    """Add a learner's marks to their history, if they are others than before, or of another hand-in."""
    if graded.fault or graded.refused or not graded.results:
        return
    entry = Entry(datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S"),
                  {result.question: result.points for result in graded.results}, graded.penalty, graded.hand_in,
                  dict(graded.depends_on))
    before = read_history(class_folder, graded.lesson, graded.learner)
    if before and (before[-1].points, before[-1].penalty, before[-1].hand_in) == (
            entry.points, entry.penalty, entry.hand_in):
        return
    path = history_path(class_folder, graded.lesson, graded.learner)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(entry)) + "\n")


def lost_since_best(history: list[Entry]) -> float:
    """Return how many points more than the last a learner's best hand-in has; each counts as it was last graded.

    >>> first, worse = (Entry("", {"a": points}, hand_in=str(points)) for points in (3, 1))
    >>> lost_since_best([first, worse])
    2.0
    """
    if not history:
        return 0.0
    last_of = {entry.hand_in: sum(entry.points.values()) - entry.penalty for entry in history}
    return float(max(last_of.values()) - last_of[history[-1].hand_in])


def find_causes(before: Causes, after: Causes) -> list[str]:
    """Return the names of what differs; nothing where it is not known what earlier marks came from.

    >>> find_causes({"the lesson": "a", "the grader": "b"}, {"the lesson": "a", "the grader": "c"})
    ['the grader']
    """
    return [name for name, value in after.items() if name in before and before[name] != value]
