"""The bank of answers: what learners might write, right and wrong, each with the verdict that it must get.

A file is `<question>/<name>.py`. It begins with comments, one `# key: value` a line, up to the first other line:

    # verdict: failed                              passed, failed or not tried
    # misconception: precision-recall-swapped      which wrong idea the card must name; without it, none
    # points: 0.5                                  share of the points; without it, 1 if passed, else 0
    # seed: 1234                                   the inputs it is judged on; without it, those of 0 and of 1234

The rest is the answer cell. `torch` and `functional` stand ready there, as they do in a lesson; in another course pack,
everything that the setup cells of its lesson import.
"""
from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from course.checking.question import Question
from course.packs import OURS
from course.questions import find, find_pack, lessons
from grader.errors import WrongCall
from grader.lessons.copies import find_lessons
from grader.lessons.text import read_lesson, role_of

VERDICTS = ("passed", "failed", "not tried")
KEYS = ("verdict", "misconception", "points", "seed")
SEEDS = (0, 1234)


class AnswerError(WrongCall):
    """A file in the bank of answers is not of the form above; the message names it."""


class MissingName(LookupError):
    """An answer does not define a name that its question asks for; the only argument is that name."""


@dataclass(frozen=True)
class AnswerFile:
    """An answer and the verdict that it must get.

    Attributes:
        question: the question's id, which is the name of the folder.
        name: the name of the file, without `.py`.
        path: where the file is.
        verdict: "passed", "failed" or "not tried".
        misconception: the wrong idea that must be named, or "".
        share: share of the question's points, from 0 to 1.
        seeds: the seeds of the inputs it is judged on.
    """

    question: str
    name: str
    path: Path
    verdict: str
    misconception: str
    share: float
    seeds: tuple[int, ...]


def read_answers(folder: Path) -> list[AnswerFile]:
    """Return every answer of a bank, in the order of its paths.

    Raises:
        AnswerError: an annotation is missing or unknown, or a folder is not named after a question.
    """
    return [read_answer(path) for path in sorted(Path(folder).glob("*/*.py"))]


def keep_usable(folder: Path, faults: list[str]) -> Iterator[AnswerFile]:
    """Yield every answer of a bank that can be read, and add a line to `faults` for every other."""
    for path in sorted(Path(folder).glob("*/*.py")):
        try:
            yield read_answer(path)
        except (WrongCall, OSError, ValueError) as error:  # not UTF-8, for one
            faults.append(str(error) if isinstance(error, WrongCall) else f"{path.parent.name}/{path.name}: {error}")


def require_both(question: str, files: list[AnswerFile], folder: Path) -> Iterator[str]:
    """Yield a fault unless a question has both right and wrong answers in its bank: else nothing was proven by it."""
    for kind in ("passed", "failed"):
        if not any(file.verdict == kind for file in files):
            yield (f"{question}: expected an answer in {folder.name}/{question} that is {kind}, got none. "
                   f"Write one, with `# verdict: {kind}`.")


def read_answer(path: Path) -> AnswerFile:
    """Return one file of the bank with its annotations."""
    question = path.parent.name
    try:
        find(question)
    except ValueError:
        raise _error(path, "a folder named after a question", repr(question),
                     "Rename the folder, or name the question in its lesson's QUESTIONS.") from None
    notes = _read_notes(path)
    verdict = notes.get("verdict", "")
    if verdict not in VERDICTS:
        raise _error(path, "`# verdict:` passed, failed or not tried", repr(verdict), "Add the verdict it must get.")
    if "misconception" in notes and verdict != "failed":
        raise _error(path, "a misconception only where it is failed", repr(verdict), "Remove one of the two lines.")
    share = _read_share(path, notes.get("points", "1" if verdict == "passed" else "0"))
    return AnswerFile(question, path.stem, path, verdict, notes.get("misconception", ""), share,
                      _read_seeds(path, notes.get("seed", "")))


def load(answer: AnswerFile) -> tuple[Any, ...]:
    """Run an answer's file and return what its question asks for, in the question's order.

    Raises:
        AnswerError: the file does not define one of the names.
    """
    try:
        return run_answer(find(answer.question), answer.path.read_text(encoding="utf-8"), str(answer.path))
    except MissingName as error:
        asked = ", ".join(known.name for known in find(answer.question).answers)
        raise _error(answer.path, f"the names {asked}", f"no {error.args[0]}", "Define it.") from None


def run_answer(question: Question, text: str, where: str = "an answer") -> tuple[Any, ...]:
    """Run the text of an answer cell and return what its question asks for, in the question's order.

    Raises:
        MissingName: it does not define one of the names.
    """
    names = {"__name__": "answer"} | _standing_ready(question.id)
    exec(compile(text, where, "exec"), names)
    asked = [known.name for known in question.answers]
    if missing := [name for name in asked if name not in names]:
        raise MissingName(missing[0])
    return tuple(names[name] for name in asked)


@cache
def _standing_ready(question: str) -> dict[str, Any]:
    """Return what an answer may use without importing it: in another course pack, all that its lesson imports."""
    import torch
    from torch.nn import functional

    lesson = next(name for name, asked in lessons().items() if any(one.id == question for one in asked))
    if find_pack(lesson) is OURS:
        return {"torch": torch, "functional": functional}
    names: dict[str, Any] = {}
    for cell in read_lesson(find_lessons()[lesson]).cells:
        if role_of(cell) == "setup":
            imports: list[ast.stmt] = [
                node for node in ast.parse(cell.source).body if isinstance(node, (ast.Import, ast.ImportFrom))]
            exec(compile(ast.Module(imports, []), lesson, "exec"), names)
    return names


def _read_notes(path: Path) -> dict[str, str]:
    notes: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in takewhile(lambda line: line.startswith("#"), lines):
        key, _, value = (part.strip() for part in line[1:].partition(":"))
        if key not in KEYS or key in notes:
            raise _error(path, f"each of {', '.join(KEYS)} at most once", repr(key), "Correct the comment.")
        notes[key] = value
    return notes


def _read_share(path: Path, text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise _error(path, "`# points:` from 0 to 1, a share", repr(text), "Correct the comment.")
    return share


def _read_seeds(path: Path, text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(",")) if text else SEEDS
    except ValueError:
        raise _error(path, "`# seed:` as whole numbers, parted by commas", repr(text), "Correct the comment.") from None


def _error(path: Path, expected: str, got: str, action: str) -> AnswerError:
    return AnswerError(f"{path.parent.name}/{path.name}: expected {expected}, got {got}. {action}")
