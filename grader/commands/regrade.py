"""`grader regrade` and `grader history`: what marks would become, what they were, and why."""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from grader.classroom.folder import require
from grader.commands.grading import grade
from grader.commands.terminal import AsJson, Folder, Lesson, cores, err, out, say, say_all
from grader.desk.progress import progress_bar
from grader.errors import WrongCall
from grader.handout.edits import is_unreleased
from grader.printable import printable

if TYPE_CHECKING:
    from grader.marking.history import Entry
    from grader.marking.regrade import Change, Preview

CHANGES, HISTORY = ("learner", "question", "now", "then", "why"), ("since (UTC)", "points", "penalty", "what changed")


def regrade(
    lesson: Lesson, folder: Folder = Path(),
    preview: Annotated[bool, typer.Option("--preview", help="Only say which marks would change.")] = False,
    only: Annotated[list[str] | None, typer.Option(metavar="NAME", help="This learner only; may be repeated.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Submissions at one time; by default one a core.")] = cores(),
    as_json: AsJson = False,
) -> None:
    """Grade everything again, or first see what would change."""
    if is_unreleased(require(folder), lesson):
        say(f"source/{lesson} was changed after its last release. If that's to count: `grader release {lesson}` first.")
    if not preview:
        return grade(lesson, folder, jobs, only, force=True, as_json=as_json)
    from grader.marking.session import Session, preview_session

    with progress_bar("running again", err) as bar:
        found = preview_session(Session(require(folder), lesson, jobs, tuple(only or ())), bar.start,
                                lambda one: bar.advance(one.learner, one.refused or one.fault))
    if found.changes:
        out.print(changes_table(found.changes))
    say_all(f"not graded: {learner}: {reason}" for learner, reason in found.failed.items())
    say(summary(found, lesson))
    if as_json:
        print(to_json(found))


def history(
    lesson: Lesson, learner: Annotated[str, typer.Argument(help="The learner's name.")], folder: Folder = Path(),
) -> None:
    """Say what a learner's marks were, and why they changed."""
    from grader.marking.history import read_history

    entries = read_history(require(folder), lesson, learner)
    if not entries:
        raise WrongCall(f"{printable(learner)}: expected somebody who was graded in {lesson}, got nobody of that name. "
                        f"`grader report {lesson}` lists who was.")
    out.print(history_table(entries))


def changes_table(changes: Iterable[Change]) -> Table:
    """Return the marks that a regrade would change, one a row."""
    table = Table(*CHANGES)
    for change in changes:
        note = " Points given by hand stay; look at them again." if change.by_hand else ""
        table.add_row(*map(_cell, (change.learner, change.question, _points(change.before), _points(change.after),
                                   f"{change.why or 'unknown'}. {change.message}{note}".strip())))
    return table


def summary(preview: Preview, lesson: str) -> str:
    """Return what a preview came to, in a sentence or two."""
    learners = len({change.learner for change in preview.changes})
    if not preview.changes:
        return f"{preview.n_tried} tried again: no mark would change."
    up = sum((change.after or 0) > (change.before or 0) for change in preview.changes)
    return (f"{preview.n_tried} tried again: {_count(len(preview.changes), 'mark')} of {_count(learners, 'learner')} "
            "would change, "
            f"{up} up and {len(preview.changes) - up} down. Nothing was written. "
            f"To apply it: `grader regrade {lesson}`.")


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def to_json(preview: Preview) -> str:
    """Return a preview as JSON."""
    return json.dumps({"changes": [asdict(change) for change in preview.changes], "tried": preview.n_tried,
                       "failed": preview.failed})


def _causes(before: Entry | None, entry: Entry) -> list[str]:
    """Return why grading came to other marks; where nothing that they depend on has changed, a person decided."""
    from grader.marking.history import find_causes

    if before is None:
        return ["first graded"]
    found = find_causes(before.depends_on, entry.depends_on)
    decided = before.hand_in == entry.hand_in and before.points != entry.points
    return found or ["a held question was accepted"] * decided


def history_table(entries: list[Entry]) -> Table:
    """Return a learner's marks for a lesson over time, the oldest first."""
    table = Table(*HISTORY)
    by_hand: dict[str, float | None] = {}
    for before, entry in zip([None, *entries], entries):
        if given := entry.given:
            earlier = by_hand.get(given.question, entry.points.get(given.question))
            by_hand[given.question] = given.points
            causes, moved = [f"by hand, {given.grader}"], [
                f"{given.question} {_points(earlier)} → {_points(given.points)}"]
        else:
            causes = _causes(before, entry)
            moved = [f"{question} {_points(before.points.get(question))} → {_points(points)}" for question, points in
                     entry.points.items() if before and before.points.get(question) != points]
        if before and before.penalty != entry.penalty:
            moved.append(f"penalty {_points(before.penalty)} → {_points(entry.penalty)}")
        counts = entry.points | {question: points for question, points in by_hand.items() if points is not None}
        table.add_row(*map(_cell, (entry.when, _points(sum(counts.values())), _points(entry.penalty),
                                   "; ".join(filter(None, (", ".join(causes), ", ".join(moved)))))))
    return table


def _points(points: float | None) -> str:
    return "–" if points is None else f"{points:g}"


def _cell(text: str) -> str:
    return escape(printable(text))
