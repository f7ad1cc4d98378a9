"""The bank of answers, read anew: which answer goes into which hand-in, and what it must earn."""
from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import takewhile
from pathlib import Path

from grader.packs.new import TEMPLATE
from term.story import PACK

BANK = Path(__file__).resolve().parent.parent / "answers"


@dataclass(frozen=True)
class Answer:
    """An answer of the bank: its cell, and the share of the question's points that it must earn."""

    name: str
    cell: str
    share: float


@cache
def answers(question: str) -> tuple[Answer, ...]:
    """Return a question's answers, without those whose verdict holds for certain inputs only, or that weren't tried."""
    read = [_read(path) for path in _files(question)]
    return tuple(one for one in read if one)


def _files(question: str) -> list[Path]:
    """Return the files of a question's answers; a new pack's are those of the template."""
    if question.startswith(PACK):
        return sorted((TEMPLATE / "tests" / "answers" / question.replace(PACK, "my-pack")).glob("*.py.txt"))
    return sorted((BANK / question).glob("*.py"))


def choose(question: str, right: bool, turn: int) -> Answer:
    """Return the answer whose turn it is, of all or only of the right ones."""
    pool = [one for one in answers(question) if one.share == 1 or not right]
    return pool[turn % len(pool)]


def _read(path: Path) -> Answer | None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    comments = list(takewhile(lambda line: line.startswith("#"), lines))
    notes = dict(map(str.strip, line[1:].split(":", 1)) for line in comments)
    if "seed" in notes or notes["verdict"] == "not tried":
        return None
    stated = Fraction(notes.get("points", int(notes["verdict"] == "passed"))).limit_denominator(12)  # 0.6667 is 2/3
    return Answer(path.stem, "".join(lines[len(comments):]).strip("\n"), float(stated))
