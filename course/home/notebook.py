"""What a lesson's notebook says of itself: its title, its questions, its predictions. Nothing in it is run."""
from __future__ import annotations

import re
from dataclasses import dataclass

from course.work.notebooks import HANDED_OUT, Cell, Notebook, marks_of, source_of

TITLE = re.compile(r"^# (?:Lesson \d+ *[·:.-] *)?(.+)$", re.MULTILINE)
HEADING = re.compile(r"^(#{1,6}) +(\S.*)$", re.MULTILINE)
PREDICTION = re.compile(r"""\bpredict\(\s*["']([a-z][a-z0-9-]*)["']""")
ROW = re.compile(r"\|? ?`[a-z][a-z0-9-]*` ?\|")
PLAN = re.compile(r"Plan (\d+) minutes for \w+ questions and (\d+) for the rest")


@dataclass(frozen=True)
class Question:
    """One question: its id, where it stands, and minutes where the lesson tells them.

    `heading` is the question's own; `section` is that of the part of the lesson in which it stands, and `is_first` says
    that no other question stands before it there.
    """

    id: str
    heading: str = ""
    section: str = ""
    is_first: bool = False
    points: float = 0.0
    minutes: tuple[int, int] | None = None  # at least, at most
    is_text: bool = False  # answered in words, which a person reads
    is_written: bool = False  # such a text, no longer as it was handed out

    @property
    def anchor(self) -> str:
        """Return the anchor of its own heading in JupyterLab."""
        return anchor_of(self.heading)

    @property
    def entry(self) -> str:
        """Return the anchor of the text that leads up to it, where no other question stands between."""
        return anchor_of(self.section if self.is_first and self.section else self.heading)


@dataclass(frozen=True)
class Content:
    """What stands in a lesson's notebook; `minutes` are for all of it, questions and reading."""

    title: str
    questions: tuple[Question, ...] = ()
    predictions: tuple[str, ...] = ()
    minutes: int | None = None


def parse(notebook: Notebook, title: str = "") -> Content:
    """Return what a notebook says of itself; `title` is for one that has none."""
    cells = [(cell, source_of(cell)) for cell in notebook["cells"]]
    prose = "\n".join(text for cell, text in cells if cell["cell_type"] == "markdown")
    code = "\n".join(text for cell, text in cells if cell["cell_type"] == "code")
    plan, first = PLAN.search(prose), TITLE.search(prose)
    return Content(title=first[1].strip() if first else title, questions=tuple(_questions(cells, _minutes(prose))),
                   predictions=tuple(dict.fromkeys(PREDICTION.findall(code))),
                   minutes=int(plan[1]) + int(plan[2]) if plan else None)


def _questions(cells: list[tuple[Cell, str]], minutes: dict[str, tuple[int, int]]) -> list[Question]:
    """Return the questions, each once: a copied check cell is no second question."""
    found: dict[str, Question] = {}
    heading = section = ""
    is_first = False
    for cell, text in cells:
        is_text, marks = cell["cell_type"] == "markdown", marks_of(cell)
        if marks.get("grade") is True and (name := marks["grade_id"]) not in found:
            is_written = is_text and text.strip() not in ("", HANDED_OUT)
            points = _number(marks.get("points"))
            found[name] = Question(name, heading, section, is_first, points, minutes.get(name), is_text, is_written)
            is_first = False
        for level, heading in HEADING.findall(text) if is_text and not marks else ():
            if len(level) <= 2:
                section, is_first = heading, True
    return list(found.values())


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and 0 <= value < 1000 else 0.0


def _minutes(prose: str) -> dict[str, tuple[int, int]]:
    """Return each question's minutes from the table of questions: its column is the one called minutes."""
    found: dict[str, tuple[int, int]] = {}
    column = 0
    for line in prose.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if "minutes" in cells and "question" in cells:
            column = cells.index("minutes")
        elif column and ROW.match(line) and len(cells) > column:
            if numbers := re.findall(r"\d{1,4}", cells[column]):
                found.setdefault(cells[0].strip("`"), (int(numbers[0]), int(numbers[-1])))
    return found


def anchor_of(heading: str) -> str:
    """Return the anchor that JupyterLab gives a heading: its text as shown, with hyphens for spaces.

    >>> anchor_of("Question `f1`: one number for two")
    'Question-f1:-one-number-for-two'
    """
    return re.sub(r"[`*]|</?\w+>", "", heading).strip().replace(" ", "-")
