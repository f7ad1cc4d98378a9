"""What was proven, as tables for the terminal."""
from __future__ import annotations

from dataclasses import asdict

from rich.table import Column, Table

from course.packs import OURS, packs
from grader.lessons.copies import find_lessons
from grader.lessons.counts import Counts
from grader.proof.verify import Row

COLUMNS = {"right accepted": "right_accepted", "wrong caught": "wrong_caught", "hints named": "hints_named",
           "hint steps": "steps", "ways tested": "ways_tested"}


def question_table(rows: list[Row], mutants: bool) -> Table:
    """Return what was proven of each question, in numbers of answers."""
    columns = COLUMNS | ({"edits caught": "edits_caught"} if mutants else {})
    table = Table(Column("question", overflow="fold"), *columns)
    for row in rows:
        table.add_row(row.question, *(str(getattr(row, name)) for name in columns.values()))
    return table


def lesson_table(lessons: dict[str, Counts]) -> Table:
    """Return what each learner's copy asks of its reader: a column for each lesson, a row for each number."""
    table = Table("lesson", *(Column(_heading(lesson), overflow="fold") for lesson in lessons))
    rows = [asdict(counts) for counts in lessons.values()]
    for name in rows[0]:
        table.add_row(name.replace("_", " "), *(f"{row[name]:g}" for row in rows))
    return table


def _heading(lesson: str) -> str:
    """Return the number of a lesson, and the name of its course pack if that isn't ours."""
    pack = next((pack for pack in packs() if lesson in find_lessons(pack)), OURS)
    return lesson[:2] if pack is OURS else f"{pack.name} {lesson[:2]}"
