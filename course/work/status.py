"""How far a learner is, as their notebooks and the state beside them tell."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from course import state
from course.work import notebooks
from course.work.folder import shipped_lessons
from course.work.notebooks import Cell, Notebook, marks_of, question_of, source_of

STATES = {"passed": "right", "ready": "ready", "failed": "tried", "practice": "tried"}
HANDED_OUT = "*Write your answer here.*"  # in an answer that is a text
TITLE = re.compile(r"^# (?:Lesson \d+ *[·:.-] *)?(.+)$", re.MULTILINE)
HEADING = re.compile(r"^(#{1,6}) +(\S.*)$", re.MULTILINE)
PREDICTION = re.compile(r"""\bpredict\(\s*["']([a-z][a-z0-9-]*)["']""")


@dataclass(frozen=True)
class Asked:
    """A question and what came of it.

    Attributes:
        id: its name.
        section: the heading of the part of the lesson in which it stands.
        heading: its own heading.
        state: "right", "ready" (to be handed in), "tried" or "to do".
        tries: how often it was checked.
    """

    id: str
    section: str
    heading: str
    state: str
    tries: int

    @property
    def is_done(self) -> bool:
        return self.state in ("right", "ready")


@dataclass(frozen=True)
class Lesson:
    """A lesson: its questions in order, guesses made and asked for, and what's the matter with its copy."""

    name: str
    title: str
    asked: tuple[Asked, ...]
    n_guesses: int
    n_predictions: int
    trouble: str = ""
    is_there: bool = True

    def count(self, *states: str) -> int:
        """Return how many questions are in one of these states."""
        return sum(asked.state in states for asked in self.asked)


@dataclass(frozen=True)
class Status:
    """All lessons, and which question is next; as text it's a table."""

    lessons: tuple[Lesson, ...]
    next_lesson: Lesson | None
    next_asked: Asked | None

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        lessons = [{"name": lesson.name, "title": lesson.title, "right": lesson.count("right"),
                    "ready": lesson.count("ready"), "tried": lesson.count("tried"), "left": lesson.count("to do"),
                    "guesses": lesson.n_guesses, "predictions": lesson.n_predictions, "trouble": lesson.trouble,
                    "questions": [vars(asked) for asked in lesson.asked]} for lesson in self.lessons]
        follows = {"lesson": self.next_lesson.name, "question": self.next_asked.id, "section": self.next_asked.section,
                   } if self.next_lesson and self.next_asked else None
        return {"lessons": lessons, "next": follows}

    def __str__(self) -> str:
        head = ["lesson", "right", "ready", "tried", "left", "guesses"]
        rows = [[f"{lesson.name.partition('_')[0].lstrip('0')} {lesson.title}", str(lesson.count("right")),
                 str(lesson.count("ready")), str(lesson.count("tried")), str(lesson.count("to do")),
                 f"{lesson.n_guesses} of {lesson.n_predictions}"] for lesson in self.lessons]
        widths = [max(map(len, column)) for column in zip(head, *rows)]
        lines = ["  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))])
                 for row in (head, *rows)]
        troubles = [lesson.trouble for lesson in self.lessons if lesson.trouble]
        if not any(lesson.is_there for lesson in self.lessons):
            troubles = ["No lesson is in your folder yet. `course` puts them there."]
        return "\n".join([*lines, *troubles, self.tell_next()])

    def tell_next(self) -> str:
        """Return which question is next, in a sentence."""
        if not self.next_lesson or not self.next_asked:
            return "Every question is answered."
        return f"Next: {self.next_asked.id} in lesson {self.next_lesson.name}, “{self.next_asked.section}”."


def read_status(work: Path) -> Status:
    """Return how far a learner is.

    Args:
        work: the folder of their copies, which may be missing.

    Raises:
        WrongCall: the course is installed without lessons.
    """
    kept = {part: state.read(part, work) for part in ("progress", "guesses", "tries")}
    lessons = tuple(_read_lesson(work / path.name, path, kept) for path in shipped_lessons().values())
    next_lesson, next_asked = _next(lessons, kept["tries"])
    return Status(lessons, next_lesson, next_asked)


def _read_lesson(own: Path, shipped: Path, kept: dict[str, dict]) -> Lesson:
    """Return a lesson as the learner has it; where that can't be read, as it's handed out, and what's the matter."""
    try:
        return parse(own.stem, notebooks.read(own), kept)
    except FileNotFoundError:
        trouble = f"{own.name} isn't in your folder. `course` puts it there."
        return replace(parse(own.stem, notebooks.read(shipped), kept, trouble), is_there=False)
    except notebooks.Unreadable as error:
        trouble = f"{own.name} {error}. `course reset {own.stem}` gives you a fresh copy and keeps this file."
    return parse(own.stem, notebooks.read(shipped), kept, trouble)


def parse(name: str, notebook: Notebook, kept: dict[str, dict], trouble: str = "") -> Lesson:
    """Return what a notebook asks, and what the state says came of it."""
    texts = [(cell["cell_type"], source_of(cell)) for cell in notebook["cells"]]
    title = next((found[1] for kind, text in texts if kind == "markdown" and (found := TITLE.search(text))), name)
    predictions = {found for kind, text in texts if kind == "code" for found in PREDICTION.findall(text)}
    return Lesson(name, title, tuple(_asked(notebook, kept)), len(predictions & kept["guesses"].keys()),
                  len(predictions), trouble)


def _asked(notebook: Notebook, kept: dict[str, dict]) -> list[Asked]:
    found: dict[str, Asked] = {}
    section = heading = ""
    for cell in notebook["cells"]:
        question = question_of(cell)
        if question and marks_of(cell).get("grade") and question not in found:
            tries = kept["tries"].get(question)
            n_tries = tries.get("checks") if isinstance(tries, dict) else 0
            found[question] = Asked(question, section, heading, _state(cell, question, kept["progress"]),
                                    n_tries if isinstance(n_tries, int) else 0)
        elif cell["cell_type"] == "markdown" and not question:
            for level, text in HEADING.findall(source_of(cell)):
                heading = text
                section = text if len(level) <= 2 else section
    return list(found.values())


def _state(cell: Cell, question: str, progress: dict) -> str:
    """Return what came of a question; a text counts as ready once something is written."""
    is_written = cell["cell_type"] == "markdown" and source_of(cell).strip() not in ("", HANDED_OUT)
    outcome = progress.get(question)
    return STATES.get(outcome if isinstance(outcome, str) else "", "ready" if is_written else "to do")


def _next(lessons: tuple[Lesson, ...], tries: dict) -> tuple[Lesson | None, Asked | None]:
    """Return the next open question: in the lesson where something was checked last, then after it, then before it."""
    when = {name: str(kept.get("last", "")) for name, kept in tries.items() if isinstance(kept, dict)}
    latest = [max((when.get(asked.id, "") for asked in lesson.asked), default="") for lesson in lessons]
    place = latest.index(max(latest)) if any(latest) else 0
    for lesson in lessons[place:] + lessons[:place]:
        for asked in lesson.asked:
            if not asked.is_done:
                return lesson, asked
    return None, None
