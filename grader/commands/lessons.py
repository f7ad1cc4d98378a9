"""`grader verify`, `notebooks` and `new-pack`: the lessons themselves."""
from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from grader.commands.terminal import AsJson, out, say, say_all


def verify(
    only: Annotated[str | None, typer.Argument(
        help="One question, in seconds; a lesson; a course pack. Without it, everything.")] = None,
    answers: Annotated[Path | None, typer.Option(help="Folder of answers, one folder a question.")] = None,
    mutants: Annotated[bool, typer.Option("--mutants", help="Try edits of the references too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Run all known answers through the checks."""
    from grader.proof.tables import lesson_table, question_table
    from grader.proof.verify import verify_course

    evidence = verify_course(answers, mutants, only)
    if not evidence.bank:
        say("No answers to try: the bank is in the repository, not in the wheel. Name its folder with --answers.")
    say_all(f"✗ {fault}" for fault in evidence.faults)
    say_all(f"changes no result: {mutant.question}: {mutant.edit}" for mutant in evidence.unchanged)
    out.print(question_table(evidence.rows, mutants))
    if evidence.lessons:
        out.print(lesson_table(evidence.lessons))
    counts = evidence.counts()
    say(", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in counts.items()))
    if as_json:
        per_lesson = {name: asdict(row) for name, row in evidence.lessons.items()}
        print(json.dumps(counts | {"faults": evidence.faults, "lessons": per_lesson}))
    raise typer.Exit(1 if evidence.faults else 0)


def notebooks() -> None:
    """Rebuild the learner's copies of all lessons, of every course pack."""
    from course.packs import packs
    from grader.lessons.copies import build_notebooks, find_lessons
    from grader.lessons.counts import count_lesson
    from grader.lessons.text import read_lesson, released
    from grader.proof.tables import lesson_table

    changed = [path for pack in packs() for path in build_notebooks(pack)]
    say_all([f"built {path}" for path in changed] or ["All copies are fresh."])
    out.print(lesson_table({name: count_lesson(released(read_lesson(path))) for name, path in find_lessons().items()}))


def new_pack(
    name: Annotated[str, typer.Argument(help="Such as numpy-basics; it becomes a folder here.")],
) -> None:
    """Make a course pack of your own, with one worked question."""
    from grader.packs.new import make_pack

    folder = make_pack(name, Path())
    say(f"{folder}/ is a course pack with one lesson and one worked question; its README.md says what is where.")
    say(f"Next: `pip install --editable {folder}`, then `grader verify {name}`.")
