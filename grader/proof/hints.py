"""Prove what is said to whoever is stuck: every step is there, and every hint is so of every way it is given for."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from course.checking.key import Key
from course.keys.steps import STEPS, find_steps, first_block
from grader.proof.answers import run_answer
from grader.proof.claims import read_claims, verify_claims
from grader.proof.row import PROOF_SEEDS, Row, judged


def verify_hints(key: Key, claims: Path, row: Row) -> Iterator[str]:
    """A question has every step of hints, our answer there is right, and what its hints say is so of every way."""
    yield from verify_steps(key, row)
    if not claims.parent.is_dir():
        return  # they stand beside the bank, and don't come in a wheel
    for misconception, fault in verify_claims(key, read_claims(claims) if claims.exists() else {}):
        row.ways_tested += not fault
        if fault:
            yield f"{key.question.id}: {misconception}: {fault}."


def verify_steps(key: Key, row: Row) -> Iterator[str]:
    """All steps are there, and the first block of Python in our answer passes the check with every seed."""
    question = key.question
    try:
        steps = find_steps(question.id)
    except ValueError as error:
        yield str(error)
        return
    if steps is None:
        yield f"{question.id}: has no steps of hints. Write course/keys/<lesson>/{question.id}.md."
        return
    row.steps = len(steps.steps)
    if not steps.in_short or bool(steps.tried) != any(answer.is_function for answer in question.answers):
        yield f"{question.id}: expected In short, and Tried for functions alone. Correct its steps."
    if question.same_for_all:
        return
    try:
        given = run_answer(question, first_block(steps.steps[STEPS[-1]]))
    except Exception as error:
        yield f"{question.id}: our answer in its steps raised {type(error).__name__}: {error}"
        return
    yield from (f"{question.id}: our answer in its steps is not right with seed {seed}." for seed in PROOF_SEEDS
                if judged(key, given, seed).outcome != "passed")
