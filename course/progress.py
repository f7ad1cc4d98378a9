"""What is done and what comes next, kept in a file beside the notebooks."""
from __future__ import annotations

from html import escape
from pathlib import Path

from course import notes, questions
from course.checking.question import Result

FILE = Path(".course-progress.json")
MARKS = {"passed": "✓ right", "failed": "✗ not yet", "not tried": "○ to do", "ready": "● ready to hand in",
         "practice": "○ practiced"}


def record(result: Result) -> None:
    """Note a result. What was right once stays right."""
    done = load()
    if done.get(result.question) != "passed":
        notes.write(FILE, done | {result.question: result.outcome})


def load() -> dict[str, str]:
    """Return the outcome of every question checked so far, by id; a damaged file counts as empty."""
    return {str(key): str(value) for key, value in notes.read(FILE).items()}


class Overview:
    """A table of questions with what is done; its last line names the next one.

    Args:
        lesson: the lesson whose questions are shown, such as "02_linear_layers"; without one, all are.

    Raises:
        ValueError: there is no such lesson.
    """

    def __init__(self, lesson: str | None = None) -> None:
        lessons, done = questions.lessons(), load()
        if lesson is not None and lesson not in lessons:
            raise ValueError(f"progress.show: expected one of {', '.join(lessons)}, got {lesson!r}. "
                             "Leave it out to see all lessons.")
        shown = lessons if lesson is None else {lesson: lessons[lesson]}
        self.rows = [(name, question.id, done.get(question.id, "not tried"))
                     for name, asked in shown.items() for question in asked]
        self.is_one_lesson = lesson is not None

    def _next(self) -> str:
        left = [(lesson, name) for lesson, name, outcome in self.rows if outcome not in ("passed", "ready")]
        if not left:
            return "Every checked answer is right."
        return f"Next: {left[0][1]}" + ("." if self.is_one_lesson else f" in lesson {left[0][0]}.")

    def _cells(self) -> list[tuple[str, ...]]:
        """Return the rows as text; the lesson stands in them where there are several."""
        return [(lesson, name, MARKS.get(outcome, outcome))[self.is_one_lesson:] for lesson, name, outcome in self.rows]

    def __repr__(self) -> str:
        width = max(len(name) for _, name, _ in self.rows)
        body = ["  ".join([*lesson, f"{name:<{width}}", state]) for *lesson, name, state in self._cells()]
        return "\n".join([*body, self._next()])

    def _repr_html_(self) -> str:
        body = "".join("<tr>" + "".join(f'<td style="text-align:left">{escape(cell)}</td>' for cell in row) + "</tr>"
                       for row in self._cells())
        names = ("lesson", "question", "state")[self.is_one_lesson:]
        head = "".join(f'<th scope="col" style="text-align:left">{name}</th>' for name in names)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{escape(self._next())}</p>"


def show(lesson: str | None = None) -> Overview:
    """Return which questions are right, which are left and which is next: of one lesson, or of the whole course.

    Args:
        lesson: the lesson's name, such as "02_linear_layers".

    Raises:
        ValueError: there is no such lesson.
    """
    return Overview(lesson)
