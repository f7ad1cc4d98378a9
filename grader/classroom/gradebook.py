"""The single writer to nbgrader's database, and to the graded notebooks beside it."""
from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import nbformat
from nbformat import NotebookNode

from grader.classroom import beside
from grader.classroom.folder import LATE_POLICY, course_directory, read_secret
from grader.classroom.results import Graded, stage, write_results
from grader.classroom.seeds import stand_in_secret
from grader.classroom.submissions import Submission
from grader.errors import WrongCall
from grader.policies.policy import read_policies
from grader.stamps import read_stamp
from grader.stock.settings import read_settings


class Gradebook:
    """nbgrader's gradebook of one class folder, opened by `open_gradebook`."""

    def __init__(self, class_folder: Path) -> None:
        from nbgrader import api

        self.folder = class_folder
        self.policies = read_policies(class_folder)
        self.course = course_directory(class_folder)
        self.config, self.url = self.course.config, self.course.db_url
        self.api = api.Gradebook(self.url, self.course.course_id)
        self.api.db().expire_on_commit = False  # else the lesson's cells are read anew for every submission,
        self.cells: dict[str, list] = {}  # and what nobody holds is forgotten: the cells of each lesson

    @cached_property
    def penalizes(self) -> bool:
        """Whether the class's configuration has late hand-ins pay."""
        return read_settings(self.config).steps.penalizes

    @cached_property
    def late_config(self):
        """The configuration by which late hand-ins pay: the class's policies, where they say so, else its plugin."""
        config = deepcopy(self.config)
        config.CourseDirectory.root = str(self.folder)
        if self.policies.late:
            config.AssignLatePenalties.plugin_class = LATE_POLICY
        return config

    @property
    def learners(self) -> frozenset[str]:
        """The learners that the gradebook knows."""
        return frozenset(student.id for student in self.api.students)

    def by_hand(self, lesson: str) -> dict[str, frozenset[str]]:
        """Return the cells that a person has given points for, by learner."""
        found = {submission.student.id: frozenset(
            name for notebook in submission.notebooks for grade in notebook.grades if grade.manual_score is not None
            for name in (grade.name, f"{notebook.name}/{grade.name}"))
            for submission in self.api.assignment_submissions(lesson)}
        return {learner: cells for learner, cells in found.items() if cells}

    def notebook_sources(self, lesson: str) -> dict[str, dict[str, str]]:
        """Return the cells' texts of a lesson's notebooks, by notebook and grade id; nothing if it was not released."""
        from nbgrader.api import MissingEntry

        try:
            notebooks = self.api.find_assignment(lesson).notebooks
        except MissingEntry:
            return {}
        return {notebook.name: {cell.name: cell.source for cell in notebook.source_cells} for notebook in notebooks}

    def save(
        self, submission: Submission, notebooks: Mapping[str, NotebookNode], graded: Graded,
        own_files: Mapping[str, bytes] = MappingProxyType({}),
        settled: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        """Write one graded submission: marks, then notebooks, then results; the last says that all is whole.

        A hand-in that was refused changes no mark: what an earlier one earned stays until a person decides.

        Args:
            submission: what was handed in.
            notebooks: the graded notebooks by name; none if it could not be graded.
            graded: what it came to.
            own_files: the files that come with the lesson, by path.
            settled: points that a person gave for just the answers that are there, by question.
        """
        if submission.has_plain_name:
            self.api.update_or_create_student(submission.learner)
        if notebooks:
            texts = {f"{name}.ipynb": f"{nbformat.v4.writes(notebook)}\n".encode("utf-8", "backslashreplace")
                     for name, notebook in notebooks.items()}
            graded.saved = beside.hash_notebooks(texts)
            carried = beside.choose_files(submission.handed_in, own_files) | self._notes(submission) | texts
            held = {result.question for result in graded.held}
            with beside.staged_folder(self._place(submission), carried) as put:  # a full disk shows before any mark
                graded.handed_in, graded.late_s, graded.penalty = self._save_marks(
                    submission, notebooks, held, settled)
                graded.time_fault = read_stamp(submission.handed_in.stamp)[1]
                put()
        write_results(self.folder, graded)

    def _save_marks(
        self, submission: Submission, notebooks: Mapping[str, NotebookNode], held: set[str],
        settled: Mapping[str, float],
    ) -> tuple[str, float, float]:
        """Score every cell by nbgrader's own rule; return when it came in, the seconds that it is late, and their cost.

        A held question waits for a person. So does, by nbgrader's rule, whatever a person gave points for before; here
        only if the answer, or what grading gives for it, is another one since.
        """
        stamp = submission.handed_in.stamp
        times = {} if stamp is None else {"timestamp": read_stamp(stamp)[0]}
        record = self.api.update_or_create_submission(submission.lesson, submission.learner, **times)
        self._apply_dates(record)
        if submission.lesson not in self.cells:
            self.cells[submission.lesson] = [
                cell for notebook in record.assignment.notebooks
                for cell in (*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells)]
        for marks in record.notebooks:
            notebook = notebooks.get(marks.name)
            handed_in = notebook.cells if notebook else []
            cells = {cell.metadata.nbgrader.grade_id: cell for cell in handed_in if "nbgrader" in cell.metadata}
            for grade in marks.grades:
                names, before = {grade.name, f"{marks.name}/{grade.name}"}, grade.auto_score
                _save_grade(grade, cells.get(grade.name))
                if grade.auto_score == before and grade.manual_score in {settled.get(name) for name in names} - {None}:
                    grade.needs_manual_grade = False
                else:
                    grade.needs_manual_grade |= bool(held & names)
            for comment in marks.comments:
                _save_comment(comment, cells.get(comment.name))
        self.api.db.commit()
        return _iso(record.timestamp), record.total_seconds_late, self._save_penalty(notebooks, record)

    def update_time(self, submission: Submission, graded: Graded) -> Graded:
        """Return results of before, with what has changed since in the hand-in's time, the due date or an extension.

        Nothing is run for it: marks do not depend on the time, but a late penalty does, and on the class's policy.
        """
        from nbgrader.api import MissingEntry

        try:
            record = self.api.find_submission(submission.lesson, submission.learner)
        except MissingEntry:
            return graded
        self._apply_dates(record)
        stamp, place = submission.handed_in.stamp, self._place(submission)
        moment, fault = read_stamp(stamp)
        for name, content in self._notes(submission).items():
            if not (place / name).is_file() or (place / name).read_bytes() != content:
                stage(place / name, content).replace(place / name)
        if stamp is not None and moment != record.timestamp:
            record.timestamp = moment
        self.api.db.commit()
        penalty = self._save_penalty([marks.name for marks in record.notebooks], record)
        now = replace(graded, handed_in=_iso(record.timestamp), late_s=record.total_seconds_late, penalty=penalty,
                      time_fault=fault)
        if now != graded:
            write_results(self.folder, now)
        return now

    def update_penalty(self, lesson: str, learner: str) -> float:
        """Work out again what being late costs, after a person gave other points; return it."""
        record = self.api.find_submission(lesson, learner)
        return self._save_penalty([marks.name for marks in record.notebooks], record)

    def _apply_dates(self, record) -> None:
        """Put the due date and the extension that the class's policies name where nbgrader looks for them."""
        if due := self.policies.due.get(record.name):
            record.assignment.duedate = due
        if self.policies.extensions is not None:  # the file then has all of them
            record.extension = self.policies.extension(record.student_id, record.name)

    def _save_penalty(self, names: Iterable[str], record) -> float:
        """Leave the late penalty to nbgrader and to the plugin that the class folder names; return its points.

        A policy may have changed since, so what was given before is worked out again.
        """
        from nbgrader.preprocessors import AssignLatePenalties

        if not record.total_seconds_late and not any(marks.late_submission_penalty for marks in record.notebooks):
            return 0.0
        if not self.penalizes:
            for marks in record.notebooks:
                marks.late_submission_penalty = None
            self.api.db.commit()
            return 0.0
        for name in names:
            known = {"notebook": name, "assignment": record.name, "student": record.student_id}
            step = AssignLatePenalties(config=self.late_config)
            step.log.setLevel("ERROR")
            step.preprocess(nbformat.v4.new_notebook(), {"nbgrader": known | {"db_url": self.url}})
        self.api.db.expire_all()
        return sum(marks.late_submission_penalty or 0.0 for marks in record.notebooks)

    def holds(self, submission: Submission, graded: Graded) -> bool:
        """Return whether what was saved is still there: nbgrader's commands may have replaced or removed it since."""
        from nbgrader.api import MissingEntry

        try:
            self.api.find_submission(submission.lesson, submission.learner)
        except MissingEntry:
            return False
        notebooks = {path.name: path.read_bytes() for path in self._place(submission).glob("*.ipynb")}
        return beside.hash_notebooks(notebooks) == graded.saved

    def _place(self, submission: Submission) -> Path:
        """Return where the graded notebooks of a submission belong."""
        course = self.course
        return Path(course.format_path(course.autograded_directory, submission.learner, submission.lesson))

    def _notes(self, submission: Submission) -> dict[str, bytes]:
        secret = stand_in_secret(read_secret(self.folder), submission.learner, submission.lesson)
        return beside.make_notes(submission.handed_in, secret.encode())


@contextmanager
def open_gradebook(class_folder: Path) -> Iterator[Gradebook]:
    """Open the gradebook of a class folder and close it at the end.

    Raises:
        WrongCall: it cannot be opened, because it is locked or its server does not answer.
    """
    from sqlalchemy.exc import OperationalError, SAWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader adds rows in an order that SQLAlchemy remarks on
        try:
            gradebook = Gradebook(class_folder)
        except OperationalError as error:
            raise WrongCall(f"gradebook: expected to open it, got: {error.orig}. Close what else writes to it "
                            "(formgrader, `nbgrader`), or try again.") from None
        try:
            yield gradebook
        finally:
            gradebook.api.close()


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _save_grade(grade, cell: NotebookNode | None) -> None:
    from nbgrader.utils import determine_grade

    if cell is not None and cell.metadata.nbgrader.get("task"):
        return  # a person grades it, wherever in the notebook the learner worked on it
    grade.auto_score = 0.0 if cell is None else determine_grade(cell)[0]
    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def _save_comment(comment, cell: NotebookNode | None) -> None:
    from nbgrader.utils import compute_checksum

    as_released = cell is not None and cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    comment.auto_comment = "No response." if as_released else None
