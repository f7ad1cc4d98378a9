"""Prove what is said to whoever is stuck: every step is there, and every hint is so of every way it is given for."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from course.checking.key import Key
from course.keys.steps import STEPS, WRITTEN, find_steps, first_block
from course.packs import Pack
from grader.lessons.copies import find_lessons
from grader.lessons.text import read_lesson, role_of
from grader.proof.answers import run_answer
from grader.proof.claims import read_claims, verify_claims
from grader.proof.row import PROOF_SEEDS, Row, judged


def verify_hints(key: Key, claims: Path, row: Row) -> Iterator[str]:
    """A question has every step of hints, our answer there is right, and what its hints say is so of every way."""
    yield from verify_steps(key, row)
    if not claims.parent.is_dir():
        return  # they stand beside the bank, and don't come in a wheel
    known = read_claims(claims) if claims.exists() else {}
    for misconception, fault in verify_claims(key, known):
        row.ways_tested += not fault
        if fault:
            name = misconception.replace("-", "_")
            way = "" if misconception in known else f" Define `{name}(cases)` in claims/{claims.name}."
            yield f"{key.question.id}: {misconception}: {fault}.{way}"


def verify_written(lesson: str, pack: Pack) -> Iterator[str]:
    """Every answer in words has a model answer and a rubric, which whoever grades it goes by."""
    for cell in read_lesson(find_lessons(pack)[lesson]).cells:
        if role_of(cell) != "manual":
            continue
        name = cell.metadata.grader.question
        try:
            steps = find_steps(name)
        except ValueError as error:
            yield f"{name}: {error}"
            continue
        if steps is None or not steps.is_written:
            got = "none" if steps is None else "the steps of a question that is checked"
            yield (f"{name}: expected a model answer and a rubric to grade by, got {got}. Write {name}.md in a folder "
                   f"of {pack.package}/keys, with {' and '.join(f'`## {heading}`' for heading in WRITTEN)}.")


def verify_steps(key: Key, row: Row) -> Iterator[str]:
    """All steps are there, and the first block of Python in our answer passes the check with every seed."""
    question = key.question
    try:
        steps = find_steps(question.id)
    except ValueError as error:
        yield f"{question.id}: {error}"
        return
    if steps is None:
        yield f"{question.id}: has no steps of hints. Write {question.id}.md beside its key."
        return
    row.steps = len(steps.steps)
    has_function = any(answer.is_function for answer in question.answers)
    if not steps.in_short:
        yield f"{question.id}: its steps have no `## In short`. Write {question.id}.md to the end."
    if bool(steps.tried) != has_function:
        yield (f"{question.id}: expected `## Tried` in the steps of a function and in no others. "
               f"{'Write' if has_function else 'Remove'} it in {question.id}.md.")
    if question.same_for_all:
        return
    try:
        given = run_answer(question, first_block(steps.steps[STEPS[-1]]))
    except Exception as error:
        yield f"{question.id}: our answer in its steps raised {type(error).__name__}: {error}"
        return
    yield from (f"{question.id}: our answer in its steps is not right with seed {seed}." for seed in PROOF_SEEDS
                if judged(key, given, seed).outcome != "passed")
