"""What earns points in a graded notebook: each question by its name, how it went, the answer, and a person's words."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from nbformat import NotebookNode

from course.checking.question import Result
from grader.desk.letters.facts import Facts, Mark
from grader.handout.released import role_of_mark
from grader.lessons.text import role_of

GRADED = ("check", "tests", "manual", "task")  # roles of cells that earn points
HEADING = re.compile(r"#{1,6}[ \t]+(.+)")
GOOD = ("right", "ours", "unreached")  # outcomes after which nothing is to be read again
UNREACHED = re.compile(r"The (check was|tests were) not reached")
SAME = 1e-6  # points


@dataclass
class Question:
    """One thing that earns points.

    Attributes:
        number: its place in the notebook, from 1.
        id: its name in the lesson, or the cell's grade id.
        title: how the lesson's heading puts it; "" where that says no more than the id.
        role: "check", "tests", "manual" or "task".
        outcome: "right", "partly", "wrong", "blank", "unreached" (the run ended before it), "waiting" or "ours" (our
            fault: full points).
        mark: its points.
        result: what its check came to; None where a person grades it or nothing is known.
        answers: the cells in which the learner answered.
        untouched: whether the cell for its answer is as it was handed out.
        where: number of the question whose answer this one tests too; 0 if it has its own.
        comment: what a person wrote about it.
        card: HTML of its card as the notebook holds it, where there is no result.
        section: the heading to read again, if it is in the lesson; else "".
    """

    number: int
    id: str
    title: str
    role: str
    outcome: str
    mark: Mark
    result: Result | None = None
    answers: list[NotebookNode] = field(default_factory=list)
    untouched: bool = False
    where: int = 0
    comment: str = ""
    card: str = ""
    section: str = ""

    @property
    def lost(self) -> float:
        """Points that are still to be had."""
        return max(0.0, self.mark.max_points - self.mark.points)

    @property
    def by_hand(self) -> bool:
        """Whether the points are a person's."""
        return self.mark.manual is not None


def read_questions(notebook: NotebookNode, release: NotebookNode, facts: Facts) -> list[Question]:
    """Return all questions of a graded notebook, in its order.

    Args:
        notebook: the graded notebook.
        release: the lesson as it was released, whose headings count.
        facts: marks, comments and results.
    """
    titles, headings = dict(_titles(release)), set(_headings(release))
    released = {grade_id: cell.source.strip() for cell in release.cells if (grade_id := grade_id_of(cell))}
    questions: list[Question] = []
    pending: list[NotebookNode] = []  # answers of an ordinary notebook that no test has followed yet
    untouched = False
    for cell in notebook.cells:
        grade_id, role = grade_id_of(cell), find_role(cell)
        changed = released.get(grade_id) != cell.source.strip()
        if role == "answer" and not asked(cell):
            pending, untouched = [*pending, cell] if changed else pending, not changed
        if role not in GRADED or not grade_id:
            continue
        mark = facts.marks.get(grade_id) or Mark(0.0, float(cell.metadata.nbgrader.get("points") or 0.0), waits=True)
        question = _question(len(questions) + 1, grade_id, role, mark, _result(facts.results, cell, grade_id, mark),
                             changed)
        question.title, question.card = titles.get(grade_id, ""), _card(cell) if role == "check" else ""
        if question.result and question.result.section in headings and question.outcome not in GOOD:
            question.section = question.result.section
        if role == "manual":
            question.answers, question.untouched = [cell] if changed else [], not changed
        elif role == "tests":
            question.answers, pending = pending, []
            question.where = 0 if question.answers or untouched else _last_answered(questions)
            question.untouched = untouched and not question.answers
        questions.append(question)
    _add_answers(questions, notebook, released)
    _add_comments(questions, notebook, facts.comments)
    return questions


def lesson_title(release: NotebookNode, lesson: str) -> str:
    """Return a lesson's title: its first heading, else its name."""
    return next(iter(_headings(release)), lesson)


def find_role(cell: NotebookNode) -> str:
    """Return a cell's role, also in a notebook that nbgrader graded without us; "" if it has none."""
    return role_of(cell) or (role_of_mark(cell.metadata.nbgrader) if cell.metadata.get("nbgrader") else "")


def grade_id_of(cell: NotebookNode) -> str:
    """Return the name that nbgrader knows a cell by, or ""."""
    return str((cell.metadata.get("nbgrader") or {}).get("grade_id") or "")


def asked(cell: NotebookNode) -> str:
    """Return the id of the question of the course that a cell belongs to, or ""."""
    return str((cell.metadata.get("grader") or {}).get("question") or "")


def _question(number: int, grade_id: str, role: str, mark: Mark, result: Result | None, changed: bool) -> Question:
    return Question(number, grade_id, "", role, _outcome(role, mark, result, changed), mark, result)


def _outcome(role: str, mark: Mark, result: Result | None, changed: bool) -> str:
    if mark.waits and mark.manual is None:
        return "waiting"
    if mark.manual is None and result and result.outcome in ("not tried", "broken"):
        return "blank" if result.outcome == "not tried" else "ours"
    if mark.points >= mark.max_points - SAME:
        return "right"
    if mark.points > 0:
        return "partly"
    if mark.manual is None and result and UNREACHED.match(result.message):
        return "unreached"
    return "blank" if role == "manual" and not changed else "wrong"


def _result(results: Mapping[str, Result], cell: NotebookNode, grade_id: str, mark: Mark) -> Result | None:
    """Return what a check came to, unless the gradebook has other points: then somebody graded it anew since."""
    result = results.get(asked(cell)) or results.get(grade_id)
    fits = result is not None and mark.auto is not None and abs(result.points - mark.auto) < SAME
    return result if fits else None


def _card(cell: NotebookNode) -> str:
    shown = [output.data["text/html"] for output in cell.get("outputs", []) if "text/html" in output.get("data", {})]
    return shown[0] if shown else ""


def _last_answered(questions: list[Question]) -> int:
    return next((one.number for one in reversed(questions) if one.role == "tests" and one.answers), 0)


def _add_answers(questions: list[Question], notebook: NotebookNode, released: Mapping[str, str]) -> None:
    """Put the answers of the course's own questions beside them, wherever they stand in the notebook."""
    for question in questions:
        if question.role == "check":
            question.answers = [
                cell for cell in notebook.cells if find_role(cell) == "answer" and asked(cell) == question.id
                and released.get(grade_id_of(cell)) != cell.source.strip()]
            question.untouched = not question.answers


def _add_comments(questions: list[Question], notebook: NotebookNode, comments: Mapping[str, str]) -> None:
    """Put what a person wrote about a cell beside the question that it belongs to; every comment is shown once."""
    owners = {question.id: question for question in questions}
    owner = questions[0] if questions else None
    for cell in reversed(notebook.cells):  # a comment on an answer goes to the first test behind it
        grade_id = grade_id_of(cell)
        owner = owners.get(grade_id) or owner
        if grade_id in comments and (found := owners.get(asked(cell)) or owner):
            found.comment = "\n\n".join(filter(None, (comments[grade_id], found.comment)))


def _titles(release: NotebookNode) -> Iterator[tuple[str, str]]:
    """Yield grade id and title of each graded cell whose question has a heading of its own, or of the section's."""
    before, heading = "", ""
    for cell in release.cells:
        for found in headings_of(cell):
            before, heading = heading, found
        grade_id = grade_id_of(cell)
        if find_role(cell) in GRADED and f"`{grade_id}`" in heading:
            title = heading.partition(f"`{grade_id}`")[2].lstrip(": ").strip() or before
            yield grade_id, title[:1].upper() + title[1:]


def _headings(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        yield from headings_of(cell)


def headings_of(cell: NotebookNode) -> Iterator[str]:
    """Yield the headings of a Markdown cell; a line of code is none."""
    fenced = False
    for line in cell.source.split("\n") if cell.cell_type == "markdown" else ():
        fenced ^= line.startswith("```")
        if not fenced and (found := HEADING.fullmatch(line.rstrip())):
            yield found[1].rstrip("# ")
