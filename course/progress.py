"""What is done and what comes next, kept in a file beside the notebooks."""
from __future__ import annotations

from html import escape
from pathlib import Path

from course import notes, questions
from course.checking.question import Result

FILE = Path(".course-progress.json")
MARKS = {"passed": "✓ right", "failed": "✗ not yet", "not tried": "○ to do", "ready": "● ready to hand in"}


def record(result: Result) -> None:
    """Note a result. What was right once stays right."""
    done = load()
    if done.get(result.question) != "passed":
        notes.write(FILE, done | {result.question: result.outcome})


def load() -> dict[str, str]:
    """Return the outcome of every question checked so far, by id; a damaged file counts as empty."""
    return {str(key): str(value) for key, value in notes.read(FILE).items()}


class Overview:
    """A table of all questions with what is done; its last line names the next one."""

    def __init__(self) -> None:
        done = load()
        self.rows = [(lesson, question.id, done.get(question.id, "not tried"))
                     for lesson, asked in questions.lessons().items() for question in asked]

    def _next(self) -> str:
        left = [(lesson, name) for lesson, name, outcome in self.rows if outcome not in ("passed", "ready")]
        return f"Next: {left[0][1]} in lesson {left[0][0]}." if left else "Every checked answer is right."

    def __repr__(self) -> str:
        width = max(len(name) for _, name, _ in self.rows)
        body = [f"{lesson}  {name:<{width}}  {MARKS.get(outcome, outcome)}" for lesson, name, outcome in self.rows]
        return "\n".join([*body, self._next()])

    def _repr_html_(self) -> str:
        cells = [[lesson, name, MARKS.get(outcome, outcome)] for lesson, name, outcome in self.rows]
        body = "".join("<tr>" + "".join(f'<td style="text-align:left">{escape(cell)}</td>' for cell in row) + "</tr>"
                       for row in cells)
        names = ("lesson", "question", "state")
        head = "".join(f'<th scope="col" style="text-align:left">{name}</th>' for name in names)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{escape(self._next())}</p>"


def show() -> Overview:
    """Return an overview of the course: which questions are right, which are left, which is next."""
    return Overview()
