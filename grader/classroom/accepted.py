"""Held questions that a person decided to accept, kept in the class folder.

A decision is about one hand-in: grading the same one again keeps it, and another one drops it.
"""
from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from course.checking.question import Result
from grader.classroom.results import Graded, read_all_results, write_atomically
from grader.errors import WrongCall
from grader.printable import printable

FILE = "accepted.json"
MESSAGE = "Accepted by your instructor."

Accepted = dict[str, dict[str, dict[str, str]]]  # lesson -> learner -> question -> hash of the hand-in


def read_accepted(class_folder: Path) -> Accepted:
    """Return all decisions of a class.

    Raises:
        WrongCall: the file is there, but is not ours; decisions must not be lost in silence.
    """
    path = class_folder / FILE
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {lesson: {learner: {str(question): str(hand_in) for question, hand_in in questions.items()}
                         for learner, questions in learners.items()} for lesson, learners in data.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError):
        raise WrongCall(f"{path}: expected the decisions that `--accept` wrote, got something else. "
                        "Repair the file, or delete it and accept again.") from None


def accept(class_folder: Path, lesson: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Keep the decision that held questions of learners earn their full points.

    Args:
        class_folder: the class folder.
        lesson: the lesson's name.
        pairs: (learner, question).

    Raises:
        WrongCall: there is no such learner or question, or the question is not held; then nothing is kept.
    """
    graded = {one.learner: one for one in read_all_results(class_folder, lesson)}
    accepted = read_accepted(class_folder)
    for learner, question in pairs:
        hand_in = find_held(graded, lesson, learner, question).hand_in
        accepted.setdefault(lesson, {}).setdefault(learner, {})[question] = hand_in
    write_atomically(class_folder / FILE, json.dumps(accepted, indent=1, sort_keys=True) + "\n")


def accept_command(graded: Graded, question: str) -> str:
    """Return what to type to accept a question; a learner's name cannot make another command of it."""
    return f"grader grade {graded.lesson} --accept {shlex.quote(graded.learner)} {shlex.quote(question)}"


def find_held(graded: dict[str, Graded], lesson: str, learner: str, question: str) -> Graded:
    """Return the results of a learner whose question is held, or was until it was accepted.

    Raises:
        WrongCall: there is no such learner or question, or the question is not held.
    """
    if not graded:
        raise WrongCall(f"--accept: expected results of {lesson}, got none. Run `grader grade {lesson}` first.")
    if (one := graded.get(learner)) is None:
        raise _wrong("a graded learner", sorted(graded), learner)
    found = next((result for result in one.results if result.question == question), None)
    if found is None:
        raise _wrong(f"a question of {lesson}", [result.question for result in one.results], question)
    if found.outcome != "held" and not _is_by_a_person(found):
        held = [f"{each.learner} {result.question}" for each in graded.values() for result in each.held]
        raise _wrong("a question that is held", held, f"{learner} {question}, which is {found.outcome}")
    if not one.hand_in:
        raise WrongCall(f"--accept: expected to know what {printable(learner)} handed in, got results of an earlier "
                        f"version. Run `grader grade {lesson} --force` first.")
    return one


def _wrong(expected: str, known: list[str], got: str) -> WrongCall:
    listed = printable(", ".join(known) or "there is none")[:200]
    return WrongCall(f"--accept: expected {expected} ({listed}), got {printable(got)}. "
                     "`grader report` lists what is held.")


def accepted_questions(graded: Graded, accepted: Accepted) -> set[str]:
    """Return the questions of this very hand-in that a person has accepted."""
    decided = accepted.get(graded.lesson, {}).get(graded.learner, {})
    return {question for question, hand_in in decided.items() if hand_in and hand_in == graded.hand_in}


def apply_accepted(graded: Graded, accepted: Accepted) -> list[Result]:
    """Return a learner's results, with full points for each held question that a person has accepted."""
    decided = accepted_questions(graded, accepted)
    return [accept_result(result) if result.outcome == "held" and result.question in decided else result
            for result in graded.results]


def accept_result(result: Result) -> Result:
    """Return a held result with full points, as a person has decided."""
    return replace(result, outcome="passed", points=result.max_points, message=MESSAGE)


def is_waiting(graded: Graded, accepted: Accepted) -> bool:
    """Return whether a decision is not in these results yet, so that the hand-in must be graded again."""
    return apply_accepted(graded, accepted) != graded.results


def _is_by_a_person(result: Result) -> bool:
    return result.outcome == "passed" and result.message == MESSAGE
