"""Rubrics: for what a person gives points. A class's own stand in `rubrics/LESSON.toml`; our questions bring theirs.

    ["fraud-why"]
    start = 0                     # points before anything is chosen; 0 where nothing is said

    [["fraud-why".items]]
    points = 1                    # may be negative: points to take off
    text = "Says that frauds are rare, and what that does to the accuracy"
    group = "why"                 # of one group at most one counts; may be left out
"""
from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec
from filelock import FileLock

from course.keys.steps import WRITTEN, find_steps
from grader.classroom.results import write_atomically
from grader.errors import WrongCall
from grader.printable import printable

FOLDER = "rubrics"
MAX_POINTS, MAX_ITEMS, MAX_TEXT = 1000.0, 100, 500
PART = re.compile(r"\*\*(\d+(?:\.\d+)?) points?: (.+?)\*\*")
LESS = re.compile(r"- Half a point: (.+)")
HEAD = """# The rubric of {lesson}: for what a person gives points. `grader mark {lesson}` shows it,
# and adds to it when you press N there. Of the items of one group at most one counts. Points may be negative.
"""


class Item(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One line of a rubric."""

    text: str
    points: float
    group: str = ""


class Rubric(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """For what a person gives points."""

    items: tuple[Item, ...] = ()
    start: float = 0.0


class Guide(msgspec.Struct, frozen=True):
    """What a question of ours brings along for whoever reads its answers, as Markdown."""

    model: str = ""
    rubric: str = ""


def rubric_path(class_folder: Path, lesson: str) -> Path:
    return class_folder / FOLDER / f"{lesson}.toml"


def read_rubrics(class_folder: Path, lesson: str) -> dict[str, Rubric]:
    """Return a class's own rubrics of a lesson, by question.

    Raises:
        WrongCall: the file cannot be understood; the place is named.
    """
    path = rubric_path(class_folder, lesson)
    where = f"{FOLDER}/{path.name}"
    try:
        rubrics = msgspec.toml.decode(path.read_text(encoding="utf-8"), type=dict[str, Rubric])
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeError) as error:
        raise WrongCall(f"{where}: expected a text in UTF-8, got {type(error).__name__}. Save it again.") from None
    except (msgspec.MsgspecError, ValueError) as error:
        raise WrongCall(f"{where}: expected rubrics, got something else: {printable(str(error))}. Correct that line; "
                        "docs/byhand.md has an example.") from None
    for question, rubric in rubrics.items():
        _require_sense(rubric, f"{where}: {printable(question)}")
    return rubrics


def _require_sense(rubric: Rubric, where: str) -> None:
    for number in (rubric.start, *(item.points for item in rubric.items)):
        if not abs(number) <= MAX_POINTS:
            raise WrongCall(f"{where}: expected points up to {MAX_POINTS:g}, got {number}. Correct that line.")
    if len(rubric.items) > MAX_ITEMS or any(len(item.text) > MAX_TEXT for item in rubric.items):
        raise WrongCall(f"{where}: expected at most {MAX_ITEMS} items of {MAX_TEXT} characters, got more. Shorten it.")


def find_guide(question: str) -> Guide:
    """Return the model answer and the rubric that a question of ours brings along; empty for any other."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", question):
        return Guide()
    steps = find_steps(question)
    return Guide(*(steps.steps[name] for name in WRITTEN)) if steps and steps.is_written else Guide()


def read_items(text: str) -> Rubric:
    r"""Return the lines of a rubric that is written as Markdown, as our questions' are.

    >>> [(item.points, item.group) for item in read_items("**2 points: why.** So.\n\n- Half a point: a.\n  b.").items]
    [(2.0, 'why'), (0.5, 'why')]
    """
    items: list[Item] = []
    for block in re.split(r"\n(?=\n|- )", text):
        line = " ".join(block.split())
        if found := PART.match(line):
            items.append(Item(_as_title(found[2]), float(found[1]), found[2].rstrip(".")))
        elif items and (found := LESS.match(line)):
            items.append(Item(_as_title(found[1]), 0.5, items[-1].group))
    return Rubric(tuple(items))


def _as_title(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".")


def find_rubric(own: Mapping[str, Rubric], question: str) -> Rubric:
    """Return a question's rubric: the class's own, else the one that it brings along, else an empty one."""
    return own[question] if question in own else read_items(find_guide(question).rubric)


def add_item(class_folder: Path, lesson: str, question: str, item: Item) -> None:
    """Add a line to a question's rubric; what the question brings along is written into the class's file first.

    Raises:
        WrongCall: the file, or the line, cannot be understood; nothing is written then.
        OSError: it cannot be written.
    """
    path = rubric_path(class_folder, lesson)
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock"):
        own = read_rubrics(class_folder, lesson)
        _require_sense(Rubric((*find_rubric(own, question).items, item)), printable(question))
        text = path.read_text(encoding="utf-8") if path.exists() else HEAD.format(lesson=lesson)
        if question not in own:
            text = "".join([text.rstrip("\n"), "\n", *(_as_toml(question, each)
                                                       for each in find_rubric({}, question).items)])
        write_atomically(path, text.rstrip("\n") + "\n" + _as_toml(question, item))


def _as_toml(question: str, item: Item) -> str:
    group = f"group = {_quote(item.group)}\n" if item.group else ""
    return f"\n[[{_quote(question)}.items]]\npoints = {item.points:g}\ntext = {_quote(item.text)}\n{group}"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
