"""What a person may be asked to grade in a lesson: each graded cell, with what was asked and what it is worth."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from grader.desk.letters.facts import Facts
from grader.desk.letters.questions import read_questions
from grader.marking.by_hand import answer_cells, grade_id_of, hash_answer, name_question

HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
STUBS = ("*Write your answer here.*", "YOUR ANSWER HERE")


@dataclass(frozen=True)
class Asked:
    """A question of a lesson.

    Attributes:
        notebook: the notebook's name.
        cell: the graded cell's name.
        name: the question's name in the lesson.
        title: how the lesson's heading puts it.
        role: "manual" or "task" where a person always grades, "check" or "tests" where a person may.
        text: what is asked, as Markdown.
        blank: a hash of the answer as it is handed out.
    """

    notebook: str
    cell: str
    name: str
    title: str
    role: str
    text: str
    blank: str

    @property
    def is_written(self) -> bool:
        """Whether only a person can grade it."""
        return self.role in ("manual", "task")


def read_asked(releases: Mapping[str, NotebookNode], lesson: str) -> list[Asked]:
    """Return the questions of a lesson in its order."""
    found = []
    for name, release in releases.items():
        for one in read_questions(release, release, Facts("", "", lesson, name)):
            found.append(Asked(name, one.id, name_question(name, one.id, len(releases)), one.title or one.id, one.role,
                               _find_text(release, one.id), hash_answer(release, one.id)))
    return found


def _find_text(release: NotebookNode, grade_id: str) -> str:
    """Return the text cells right before a graded cell and its answer, and the cell's own, if that says something."""
    cells = release.cells
    own = next(cell for cell in cells if grade_id_of(cell) == grade_id)
    at = min(cells.index(cell) for cell in (own, *answer_cells(release, grade_id)))
    texts: list[str] = []
    while at and cells[at - 1].cell_type == "markdown" and not grade_id_of(cells[at - 1]) and len(texts) < 3:
        at -= 1
        texts.insert(0, cells[at].source)
        if cells[at].source.lstrip().startswith("#"):
            break
    if own.cell_type == "markdown" and own.source.strip() not in ("", *STUBS):
        texts.append(own.source)
    return HEADING.sub(r"**\1**\n", "\n\n".join(texts))


