"""What is done, how often it was tried and what comes next, kept in the state beside the notebooks."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import Any, NamedTuple

from course import questions, state
from course.checking.question import Result

MARKS = {"passed": "✓ right", "failed": "✗ not yet", "not tried": "○ to do", "ready": "● ready to hand in",
         "practice": "○ practiced"}
MAX_ANSWERS = 50  # of a question, whose hashes are kept to tell a new answer from one that was tried before


class Tries(NamedTuple):
    """How often a question was checked.

    Attributes:
        checks: how many checks there were, those of blank answers left out.
        different: how many different answers they were of, as far as what came back tells.
        first: when it was checked first, as "2026-11-29T14:05:00+01:00"; "" if it never was.
        last: when it was checked last.
        passed: when an answer was right for the first time.
    """

    checks: int = 0
    different: int = 0
    first: str = ""
    last: str = ""
    passed: str = ""


def record(result: Result, facts: Any = None) -> None:
    """Note a result, and that there was a try. What was right once stays right.

    Args:
        result: what a check came to.
        facts: what the answers came to, as JSON data; only a hash of it is kept. Without it, no try is counted.
    """
    question, outcome = result.question, result.outcome
    changes: dict[str, Callable[[dict], dict]] = {
        "progress": lambda done: done if done.get(question) == "passed" else done | {question: outcome}}
    if facts is not None and outcome != "not tried":
        answer, now = _short_hash(facts), datetime.now().astimezone().isoformat(timespec="seconds")
        changes["tries"] = lambda kept: kept | {
            question: _with_try(kept.get(question), answer, now, outcome == "passed")}
    state.update_parts(changes)


def load() -> dict[str, str]:
    """Return the outcome of every question checked so far, by id."""
    return {str(key): str(value) for key, value in state.read("progress").items()}


def tries(question_id: str) -> Tries:
    """Return how often a question was checked; all zero and empty if it never was."""
    kept = _entry(state.read("tries").get(question_id))
    return Tries(kept["checks"], kept["different"], kept["first"], kept["last"], kept["passed"])


def _with_try(kept: Any, answer: str, now: str, is_right: bool) -> dict[str, Any]:
    """Return what is kept of a question's tries once there's another; what else a newer course keeps stays there."""
    before = _entry(kept)
    is_new = answer not in before["answers"]
    return before | {
        "checks": before["checks"] + 1, "different": before["different"] + is_new, "first": before["first"] or now,
        "last": now, "passed": before["passed"] or (now if is_right else ""),
        "answers": [*before["answers"], answer][-MAX_ANSWERS:] if is_new else before["answers"]}


def _entry(kept: Any) -> dict[str, Any]:
    """Return what is kept of a question's tries, with nothing in place of what is missing or of another form."""
    blank: dict[str, Any] = {"checks": 0, "different": 0, "first": "", "last": "", "passed": "", "answers": []}
    there = kept if isinstance(kept, dict) else {}
    sound = {name: there[name] if type(there.get(name)) is type(value) else value for name, value in blank.items()}
    return there | sound | {"answers": [answer for answer in sound["answers"] if isinstance(answer, str)]}


def _short_hash(facts: Any) -> str:
    return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()[:12]


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
