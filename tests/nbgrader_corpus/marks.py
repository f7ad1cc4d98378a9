"""What a class folder says of each learner after grading: marks from its gradebook, and the graded notebooks."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader_corpus.course import Assignment, Course

Key = tuple[str, str]  # a notebook and a grade id


@dataclass(frozen=True)
class Mark:
    """What the gradebook has of one cell: the score that was given without a person, or None."""

    score: float | None
    most: float
    needs_a_person: bool

    def __str__(self) -> str:
        score = "-" if self.score is None else f"{self.score:g}"
        return score + "?" * self.needs_a_person


@dataclass(frozen=True)
class Outcome:
    """What grading one hand-in came to.

    Attributes:
        marks: by cell.
        penalties: late penalties by notebook; 0 where there is none.
        failed: why it was not graded, else "".
        notebooks: the graded notebooks, by name.
        log: what the command printed.
    """

    marks: dict[Key, Mark] = field(default_factory=dict)
    penalties: dict[str, float] = field(default_factory=dict)
    failed: str = ""
    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    log: str = ""

    @property
    def points(self) -> float:
        return sum(mark.score or 0.0 for mark in self.marks.values())

    @property
    def is_marked(self) -> bool:
        return any(mark.score is not None or mark.needs_a_person for mark in self.marks.values())

    def cell(self, key: Key) -> NotebookNode | None:
        """Return a graded cell; of several of one id, the last, which is the one that nbgrader scores."""
        return find_cell(self.notebooks.get(key[0]), key[1])


def find_cell(notebook: NotebookNode | None, grade_id: str) -> NotebookNode | None:
    cells = [] if notebook is None else notebook.cells
    found = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id]
    return found[-1] if found else None


def read_outcomes(course: Course, folder: Path, assignment: Assignment, autograded: str) -> dict[str, Outcome]:
    """Return what is known of every learner who handed in; a learner without marks has none."""
    from nbgrader.api import Gradebook, MissingEntry

    outcomes = {}
    with Gradebook(f"sqlite:///{folder}/gradebook.db", "corpus") as gradebook:
        for learner in assignment.hand_ins:
            graded = read_notebooks(folder / autograded / learner / assignment.name)
            try:
                submission = gradebook.find_submission(assignment.name, learner)
            except MissingEntry:
                outcomes[learner] = Outcome(notebooks=graded)
                continue
            marks = {(notebook.name, grade.name): _read_mark(grade)
                     for notebook in submission.notebooks for grade in notebook.grades}
            penalties = {notebook.name: notebook.late_submission_penalty or 0.0 for notebook in submission.notebooks}
            outcomes[learner] = Outcome(marks, penalties, notebooks=graded)
    return outcomes


def _read_mark(grade) -> Mark:
    return Mark(grade.auto_score, grade.max_score, bool(grade.needs_manual_grade))


def read_notebooks(folder: Path) -> dict[str, NotebookNode]:
    """Return the notebooks in a folder, by name; one that cannot be read is left out."""
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            found[path.stem] = nbformat.read(path, as_version=4)
        except Exception:
            continue
    return found
