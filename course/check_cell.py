"""`check`: the one call of a check cell, for the learner, for stock nbgrader and for our grader alike."""
from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from typing import Any

from course import notes, progress
from course.cards import card
from course.cards.card import Own
from course.cards.case import Case, find_case
from course.checking.facts import clip, describe, summary
from course.checking.judge import judge, judge_form
from course.checking.key import Key
from course.checking.probe import probe
from course.checking.question import Result
from course.exchange import FACTS_MIME, GRADING_SEED, PUBLIC_SEED, question_seed
from course.passed import memory
from course.passed.running import Running, own
from course.questions import find
from course.stuck import cases
from course.stuck.buttons import Buttons
from course.stuck.unrun import explain_missing_answers

explain_missing_answers()


class CheckFailed(Exception):
    """An answer is not right yet. The card above says why, so no traceback is shown."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class WrongCheck(CheckFailed, ValueError):
    """`check` was called with an id or a number of answers that it cannot have."""


class Points(float):
    """Points earned: a plain number to nbgrader, a card to whoever looks at the notebook."""

    result: Result
    own: Own | None

    def __new__(cls, result: Result, own: Own | None = None) -> Points:
        points = super().__new__(cls, result.points)
        points.result, points.own = result, own
        return points

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": float.__repr__(self), "text/html": card.html(self.result, self.own)}

    def __str__(self) -> str:
        """Say it in words where there's no notebook: that 0.0 is ready to be handed in, for one."""
        return float.__repr__(self) if notes.in_notebook() else card.title(self.result)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Print the card where there's nothing but text; elsewhere nbgrader reads a number."""
        printer.text(card.text(self.result, self.own) if notes.in_terminal() else float.__repr__(self))


def check(question_id: str, *answers: Any, points: float = 1.0) -> Points | None:
    """Check answers to a question, show a card that says what came back, and return the points earned.

    nbgrader scores a cell by its outputs, so nothing goes to standard error, and the cell ends in an
    error (no points) or in one number from 0 to `points`.

    A question on which a whole class is judged alike, such as the capstone, cannot be judged here: what it is judged by
    is with the instructor. A notebook that is only run (`nbgrader autograde` without our steps) earns nothing for it;
    to nbgrader's Validate button, an answer of the right form is ready to be handed in.

    Args:
        question_id: the question's id, such as "row-softmax".
        answers: the learner's values or functions, in the order in which the question names them.
        points: points that the question is worth; the lesson fills them in.

    Raises:
        CheckFailed: an answer is wrong and earns nothing.
        WrongCheck: there is no such question, or it has another number of answers.
    """
    try:
        question = find(question_id)
    except ValueError as error:
        raise WrongCheck(error) from None
    if len(answers) != len(question.answers):
        names = ", ".join(answer.name for answer in question.answers)
        raise WrongCheck(f'check: expected {names} for "{question_id}", got {len(answers)} answers. '
                         f'Write check("{question_id}", {names}).')
    answers = _own_answers(question_id, answers)
    if grading_seed := os.environ.get(GRADING_SEED):
        publish(probe(question, answers, question_seed(grading_seed, question_id)))
        memory.remember(question, answers, is_passed=True)  # nobody knows yet; `yours` gives it back in this run
        return None
    facts, key = probe(question, answers, PUBLIC_SEED), find_key(question_id)
    result = judge(rehearsing(key), facts, PUBLIC_SEED, points) if key else judge_form(question, facts, points)
    if question.same_for_all or key is None:
        result = _judged_elsewhere(result)
    progress.record(result, facts["answers"])
    memory.remember(question, answers, result.outcome in ("passed", "ready", "practice"))
    if result.outcome == "passed" and not question.same_for_all and any(a.is_function for a in question.answers):
        result = replace(result, hint="Grading tries it again on other inputs.")
    own = None if notes.is_grading() else own_card(key, facts, result, answers)
    buttons = Buttons(question_id, compare=result.outcome == "passed") if own else None
    if result.outcome == "failed" and result.points == 0:
        card.show(result, own)
        if buttons:
            buttons.show()
        raise CheckFailed(f"{question_id} is not right yet.")
    if buttons and result.outcome in ("passed", "failed", "not tried"):
        buttons.show_after_cell()
    return Points(result, own)


def own_card(key: Key | None, facts: dict[str, Any], result: Result, answers: tuple = ()) -> Own:
    """Return what the learner's own card says beside the result: the failing input, or what was tried."""
    if key is None:
        return Own()
    try:
        case = find_case(key, facts, result.answer, PUBLIC_SEED) if result.outcome == "failed" else None
        passed = find_passed(key, facts) if result.outcome == "passed" else ""
    except Exception:  # the verdict stands, whatever we stumble over in showing more than that
        return Own()
    cases.remember(result.question, case)
    return Own(case, _written(key, result, answers), passed, find_next(result, case))


def _written(key: Key, result: Result, answers: tuple) -> str:
    """Return the wrong value in a few words, as it stands in the learner's cell."""
    given = (answer for known, answer in zip(key.question.answers, answers)
             if known.name == result.answer and not known.is_function)
    return next((clip(summary(describe(answer))) for answer in given if answer is not ...), "")


def find_passed(key: Key, facts: dict[str, Any]) -> str:
    """Return what was tried, and the question's idea in a sentence."""
    from course.keys.steps import find_steps

    steps = find_steps(key.question.id)
    n_inputs = sum(len(tried) for known, tried in zip(key.question.answers, facts["answers"]) if known.is_function)
    among = f", among them {steps.tried}" if steps and steps.tried else ""
    tried = f"Tried on {n_inputs} inputs{among}." if n_inputs > 1 else ""
    return " ".join(filter(None, (tried, steps.in_short if steps else "")))


def find_next(result: Result, case: Case | None) -> str:
    """Return what to do when stuck."""
    if result.outcome not in ("failed", "not tried"):
        return ""
    tries = f' `{case.answer}(*case("{result.question}"))` tries this input in a cell.' if case else ""
    return f'`hint("{result.question}")` opens a hint.{tries}'


def _own_answers(question_id: str, answers: tuple) -> tuple:
    """Return the answers, with the learner's own function in place of what `yours` made of it.

    Raises:
        WrongCheck: one of them is ours, which would always be right.
    """
    for answer in answers:
        if isinstance(answer, Running) and answer.theirs is None and not notes.is_grading():
            raise WrongCheck(f"check: expected your own `{answer.__name__}` for \"{question_id}\", got the one that "
                             "stands in for it. Run the cell where you wrote yours, then this one.")
    return tuple(answer if own(answer) is None else own(answer) for answer in answers)


def find_key(question_id: str) -> Key | None:
    """Return the key of a question, or None where its course pack was installed without keys."""
    try:
        from course.keys import NoKeys, find_key
    except ModuleNotFoundError as error:
        if error.name != "course.keys":
            raise
        return None
    with contextlib.suppress(NoKeys):
        return find_key(question_id)
    return None


def rehearsing(key: Key) -> Key:
    """Return a key that judges as a learner's own check does: of what the whole class is judged by, it tells less."""
    return replace(key, solutions=tuple(replace(solution, score=solution.rehearsal) if solution.rehearsal else solution
                                        for solution in key.solutions))


def _judged_elsewhere(result: Result) -> Result:
    """Give no points where nobody can know them, and no complaint about an answer that is ready to be handed in."""
    running = os.environ.get("NBGRADER_EXECUTION")
    if running == "autograde" and result.outcome in ("passed", "failed", "practice"):
        return replace(result, outcome="ready", points=0.0, message="`grader grade` gives the points.")
    if running == "validate" and result.outcome in ("ready", "practice"):
        return replace(result, points=result.max_points)
    return result


def publish(facts: dict[str, Any]) -> None:
    """Send facts to the grader as an output of the check cell."""
    from IPython.display import display

    display({FACTS_MIME: facts, "text/plain": "facts for the grader"}, raw=True)
