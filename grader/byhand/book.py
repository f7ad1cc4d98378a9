"""What the gradebook has of a lesson's hand-ins, and one mark written into it so that nobody's is lost.

A mark is written in one transaction that first takes the row's lock, then looks whether score, comment and answer are
still those that the grader saw, and only then writes. Whoever comes second is shown what the first one wrote.
"""
from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4.rwbase import rejoin_lines

from grader.byhand.asked import Asked, read_asked
from grader.classroom.gradebook import open_gradebook
from grader.handout.released import read_releases
from grader.marking.by_hand import answer_cells, grade_id_of, hash_answer
from grader.marking.history import Given, find_given, note_given, note_penalty, read_history

WAIT_S = 2  # for somebody else's transaction


@dataclass(frozen=True)
class Row:
    """One graded cell of one learner's hand-in.

    Attributes:
        id: the grade's id in the gradebook, which tells nothing of the learner.
        learner: the learner's name in the class folder.
        name: first and last name, where the gradebook has them.
        asked: which question.
        marks_of: id of the learner's notebook in the gradebook.
        worth: points that there are.
        auto: points that grading gave; None where it leaves them to a person.
        manual: points that a person gave.
        extra: extra credit.
        waits: whether the gradebook says that a person has yet to look.
    """

    id: str
    learner: str
    name: str
    asked: Asked
    marks_of: str
    worth: float
    auto: float | None
    manual: float | None
    extra: float
    waits: bool


@dataclass(frozen=True)
class State:
    """What a grader sees of a row, and must see when they save.

    Attributes:
        row: the row.
        comment: what a person wrote.
        comment_cell: name of the cell that the comment belongs to; "" where there is no room for one.
        answer: a hash of the answer.
        given: what a person last decided on this page.
        cells: the cells of the answer.
        notebook: the graded notebook.
    """

    row: Row
    comment: str
    comment_cell: str
    answer: str
    given: Given | None = None
    cells: list[NotebookNode] = field(default_factory=list)
    notebook: NotebookNode | None = None

    @property
    def version(self) -> str:
        """What changes whenever score, comment or answer do."""
        row = self.row
        seen = [row.manual, row.extra, row.auto, self.comment, self.answer]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]

    @property
    def is_changed(self) -> bool:
        """Whether the answer is another one than the one that got its points here."""
        given = self.given
        return bool(given and given.points is not None and given.points == self.row.manual
                    and given.answer != self.answer)


class Changed(Exception):
    """Somebody else has changed the mark, or the answer is another one now; nothing was written."""

    def __init__(self, state: State) -> None:
        super().__init__("changed")
        self.state = state


class Gone(Exception):
    """There is no such grade any more."""


class Book:
    """The gradebook of a class, for one lesson's marks by hand.

    Raises:
        WrongCall: the lesson was not released, or the gradebook cannot be opened.
    """

    def __init__(self, class_folder: Path, lesson: str) -> None:
        from sqlalchemy import create_engine

        self.folder, self.lesson = class_folder, lesson
        with open_gradebook(class_folder) as gradebook:
            self.course, url = gradebook.course, gradebook.url
            self.releases = read_releases(gradebook, lesson)
        self.asked = {(one.notebook, one.cell): one for one in read_asked(self.releases, lesson)}
        wait = {"timeout": WAIT_S} if url.startswith("sqlite") else {}
        self.engine = create_engine(url, connect_args=wait)
        self._hashes: dict[Path, tuple[tuple[int, int], dict[str, str]]] = {}

    def rows(self) -> list[Row]:
        """Return all graded cells of all hand-ins, by question and learner."""
        with self.engine.connect() as connection:
            found = self._rows(connection)
        order = {key: i for i, key in enumerate(self.asked)}
        return sorted(found, key=lambda row: (order[row.asked.notebook, row.asked.cell], row.learner))

    def find_given(self, learner: str) -> dict[str, Given]:
        """Return what a person last decided about a learner's questions."""
        return find_given(read_history(self.folder, self.lesson, learner))

    def is_changed(self, row: Row, given: Given | None) -> bool:
        """Return whether the answer is another one than the one that got its points."""
        if given is None or row.manual is None:
            return False
        return State(row, "", "", self._hash(row), given).is_changed

    def read(self, grade: str) -> State:
        """Return what there is to see of a grade.

        Raises:
            Gone: there is none of that id.
        """
        with self.engine.connect() as connection:
            return self._state(connection, grade)

    def save(
        self, grade: str, seen: str, points: float | None, comment: str, grader: str, items: tuple[str, ...] = (),
    ) -> State:
        """Write points and a comment, and return the state after it.

        Args:
            grade: the grade's id.
            seen: the version that the grader saw.
            points: the points; None to have it wait for a person again.
            comment: what the learner is told.
            grader: who gives them.
            items: lines of the rubric that were chosen.

        Raises:
            Changed: somebody was faster.
            Gone: there is no such grade.
            OSError: there is no room for the history; nothing is written.
        """
        from nbgrader.api import Grade

        table = Grade.__table__
        with self.engine.connect() as connection, connection.begin() as transaction:
            lock = table.update().where(table.c.id == grade).values(needs_manual_grade=table.c.needs_manual_grade)
            connection.execute(lock)
            state = self._state(connection, grade)
            if state.version != seen:
                raise Changed(state)
            waits = points is None and state.row.auto is None
            connection.execute(table.update().where(table.c.id == grade).values(
                manual_score=points, needs_manual_grade=waits))
            self._write_comment(connection, state, comment)
            given = Given(state.row.asked.name, points, grader, state.answer, items, comment)
            with note_given(self.folder, self.lesson, state.row.learner, given):
                transaction.commit()
        return self.read(grade)

    def update_penalty(self, learner: str) -> None:
        """Work out again what being late costs, where it costs something, and have the history say so."""
        with open_gradebook(self.folder) as gradebook:
            penalty = gradebook.update_penalty(self.lesson, learner)
        note_penalty(self.folder, self.lesson, learner, penalty)

    def _write_comment(self, connection: Any, state: State, comment: str) -> None:
        from nbgrader.api import BaseCell, Comment
        from sqlalchemy import select

        if comment == state.comment or not state.comment_cell:
            return
        table, cells = Comment.__table__, BaseCell.__table__
        of_cell = select(cells.c.id).where(cells.c.name == state.comment_cell)
        connection.execute(table.update().where(
            table.c.notebook_id == state.row.marks_of, table.c.cell_id.in_(of_cell),
        ).values(manual_comment=comment or None))

    def _state(self, connection: Any, grade: str) -> State:
        rows = self._rows(connection, grade)
        if not rows:
            raise Gone
        row, notebook = rows[0], self._notebook(self._path(rows[0]))
        cells = answer_cells(notebook, row.asked.cell)
        comments = self._comments(connection, row.marks_of)
        names = [row.asked.cell, *map(grade_id_of, cells), *_before(notebook, row.asked.cell)]
        cell = next((name for name in names if name in comments), "")
        return State(row, comments.get(cell) or "", cell, hash_answer(notebook, row.asked.cell),
                     self.find_given(row.learner).get(row.asked.name), cells, notebook)

    def _rows(self, connection: Any, grade: str = "") -> list[Row]:
        from nbgrader import api
        from sqlalchemy import select

        grades, cells, students = api.Grade.__table__, api.BaseCell.__table__, api.Student.__table__
        marks, books = api.SubmittedNotebook.__table__, api.Notebook.__table__
        handed_in, lessons = api.SubmittedAssignment.__table__, api.Assignment.__table__
        query = select(grades.c.id, students.c.id, students.c.first_name, students.c.last_name, books.c.name,
                       cells.c.name, marks.c.id, cells.c.id, grades.c.auto_score, grades.c.manual_score,
                       grades.c.extra_credit, grades.c.needs_manual_grade) \
            .join(cells, grades.c.cell_id == cells.c.id).join(marks, grades.c.notebook_id == marks.c.id) \
            .join(books, marks.c.notebook_id == books.c.id) \
            .join(handed_in, marks.c.assignment_id == handed_in.c.id) \
            .join(students, handed_in.c.student_id == students.c.id) \
            .join(lessons, handed_in.c.assignment_id == lessons.c.id).where(lessons.c.name == self.lesson)
        worth = self._worth(connection)
        found = connection.execute(query.where(grades.c.id == grade) if grade else query)
        return [Row(id, learner, " ".join(filter(None, names)), self.asked[book, cell], marks_of, worth[cell_id], auto,
                    manual, extra or 0.0, bool(waits))
                for id, learner, *names, book, cell, marks_of, cell_id, auto, manual, extra, waits in found
                if (book, cell) in self.asked]

    def _worth(self, connection: Any) -> dict[str, float]:
        from nbgrader.api import GradeCell, TaskCell
        from sqlalchemy import select

        return {cell: float(worth) for table in (GradeCell.__table__, TaskCell.__table__)
                for cell, worth in connection.execute(select(table.c.id, table.c.max_score))}

    def _comments(self, connection: Any, marks_of: str) -> dict[str, str | None]:
        from nbgrader.api import BaseCell, Comment
        from sqlalchemy import select

        table, cells = Comment.__table__, BaseCell.__table__
        query = select(cells.c.name, table.c.manual_comment).join(cells, table.c.cell_id == cells.c.id)
        return dict(connection.execute(query.where(table.c.notebook_id == marks_of)).tuples().all())

    def _path(self, row: Row) -> Path:
        course = self.course
        folder = course.format_path(course.autograded_directory, row.learner, self.lesson)
        return Path(folder) / f"{row.asked.notebook}.ipynb"

    def _notebook(self, path: Path) -> NotebookNode:
        """Return a graded notebook, or one without cells where there is none that can be read."""
        try:
            data = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
            for cell in data["cells"]:
                cell.setdefault("metadata", {})
            data.setdefault("metadata", {})
            return rejoin_lines(from_dict(data))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return from_dict({"cells": [], "metadata": {}})

    def _hash(self, row: Row) -> str:
        """Return the hash of an answer; a notebook is read again only when it has changed."""
        path = self._path(row)
        try:
            stamp = (path.stat().st_mtime_ns, path.stat().st_size)
        except OSError:
            stamp = (0, 0)
        if self._hashes.get(path, ((-1, -1), {}))[0] != stamp:
            notebook = self._notebook(path)
            self._hashes[path] = stamp, {cell: hash_answer(notebook, cell) for book, cell in self.asked
                                         if book == row.asked.notebook}
        return self._hashes[path][1][row.asked.cell]


def _before(notebook: NotebookNode, cell: str) -> list[str]:
    """Return the names of the cells before one, the nearest first."""
    names = [grade_id_of(each) for each in notebook.cells]
    return names[:names.index(cell)][::-1] if cell in names else []


