"""How often learners tried and how many hints they opened, where they chose to say so: `effort.json` in a hand-in.

It may be anything at all, for learners can write into it what they like. It never changes a mark.
"""
from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from grader.classroom.plain_files import Folder, open_folder
from grader.errors import Refused

FILE, MAX_BYTES, MAX_COUNT = "effort.json", 64_000, 9_999
Count = Annotated[int, msgspec.Meta(ge=0, le=MAX_COUNT)]


class Effort(msgspec.Struct, frozen=True):
    """What went into one question: checks run before it was handed in, and hints opened."""

    tries: Count = 0
    hints: Count = 0


class _File(msgspec.Struct):
    format: Literal[1]
    questions: dict[str, Effort]


def read_efforts(
    class_folder: Path, lesson: str, learners: Iterable[str], questions: Container[str],
) -> dict[str, dict[str, Effort]]:
    """Return what learners say of their work on a lesson, by learner and question; of most nothing is known."""
    if not (class_folder / "submitted").is_dir():
        return {}
    with open_folder(class_folder / "submitted") as submitted:
        told = {learner: _read(submitted, learner, lesson, questions) for learner in learners}
    return {learner: efforts for learner, efforts in told.items() if efforts}


def _read(submitted: Folder, learner: str, lesson: str, questions: Container[str]) -> dict[str, Effort]:
    try:
        with submitted.enter(learner) as own, own.enter(lesson) as folder:
            if folder.kind(FILE) != "file":
                return {}
            found = msgspec.json.decode(folder.read(FILE, MAX_BYTES, ""), type=_File)
    except (Refused, OSError, ValueError, RecursionError):  # msgspec's errors are ValueErrors
        return {}
    return {question: effort for question, effort in found.questions.items() if question in questions}
