"""Which answer a person looks at when they give points, and whether it is still the one that they gave them for."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from itertools import takewhile

from nbformat import NotebookNode

from grader.handout.released import role_of_mark
from grader.lessons.text import role_of
from grader.marking.history import Entry, find_given


def find_settled(history: list[Entry], notebooks: Mapping[str, NotebookNode]) -> dict[str, float]:
    """Return the points that a person gave for just the answers that these notebooks hold, by question.

    Args:
        history: the learner's marks so far.
        notebooks: the graded notebooks by name.
    """
    given, found = find_given(history), {}
    for name, notebook in notebooks.items():
        for cell in notebook.cells:
            question = name_question(name, grade_id_of(cell), len(notebooks))
            one = given.get(question)
            if one and one.points is not None and one.answer == hash_answer(notebook, grade_id_of(cell)):
                found[question] = one.points
    return found


def name_question(notebook: str, grade_id: str, n_notebooks: int) -> str:
    """Return the name of a question in a lesson; where that has several notebooks, the notebook's stands before it."""
    return grade_id if n_notebooks == 1 else f"{notebook}/{grade_id}"


def hash_answer(notebook: NotebookNode, grade_id: str) -> str:
    """Return a hash of a learner's answer to a question."""
    parts = [[cell.cell_type, cell.source.strip()] for cell in answer_cells(notebook, grade_id)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def answer_cells(notebook: NotebookNode, grade_id: str) -> list[NotebookNode]:
    """Return the cells in which a learner answered: of words the cell itself, of a check or test the ones before it."""
    cells = notebook.cells
    at = next((i for i, cell in enumerate(cells) if grade_id_of(cell) == grade_id), None)
    if at is None:
        return []
    role = find_role(cells[at])
    if role == "task":  # worked on wherever the learner liked, which is mostly right below
        return list(takewhile(lambda cell: not grade_id_of(cell), cells[at + 1:]))
    if role == "check":
        question = cells[at].metadata.grader.question
        answers = [cell for cell in cells if find_role(cell) == "answer"]
        return [cell for cell in answers if cell.metadata.get("grader", {}).get("question") == question]
    if role == "tests":
        return [cell for cell in cells[:at] if find_role(cell) == "answer"][-1:]
    return [cells[at]]


def find_role(cell: NotebookNode) -> str:
    """Return a cell's role, also in a notebook that nbgrader graded without us; "" if it has none."""
    return role_of(cell) or (role_of_mark(cell.metadata.nbgrader) if cell.metadata.get("nbgrader") else "")


def grade_id_of(cell: NotebookNode) -> str:
    """Return the name that nbgrader knows a cell by, or ""."""
    return str((cell.metadata.get("nbgrader") or {}).get("grade_id") or "")
