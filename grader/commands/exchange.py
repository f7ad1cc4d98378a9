"""`grader roster`, `collect`, `export` and `passback`: what goes to and fro between a class and a learning platform."""
from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from grader.classroom.folder import require
from grader.commands.terminal import Folder, Lesson, say_all
from grader.errors import WrongCall
from grader.printable import enumerate_some, first_of, printable

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]


class Kind(str, Enum):
    """Who packed the hand-ins."""

    canvas = "canvas"
    moodle = "moodle"
    gradescope = "gradescope"
    nbgrader = "nbgrader"
    folders = "folders"


class Platform(str, Enum):
    """Who takes the marks."""

    canvas = "canvas"
    moodle = "moodle"
    nbgrader = "nbgrader"


def roster(
    export: Annotated[Path | None, typer.Argument(
        metavar="FILE.csv", help="A roster or gradebook that Canvas, Moodle or Gradescope exported.")] = None,
    folder: Folder = Path(), dry_run: DryRun = False,
) -> None:
    """Show who is in the class, or take it from what an LMS exported."""
    place = require(folder)
    say_all(_show(place) if export is None else _take(place, export, dry_run))


def _show(class_folder: Path) -> Iterator[str]:
    from grader.exchange.roster import COLUMNS, read_roster

    people = read_roster(class_folder).people
    for one in people:
        ids = [f"{name} {value}" for name in COLUMNS[2:] if (value := getattr(one, name))]
        yield f"{one.learner}: {', '.join(filter(None, [one.name, *ids]))}"
    counts = [f"{sum(bool(getattr(one, name)) for one in people)} with {name}" for name in COLUMNS[1:]
              if any(getattr(one, name) for one in people)]
    yield f"{len(people)} learners{': ' * bool(counts)}{', '.join(counts)}."


def _take(class_folder: Path, export: Path, dry_run: bool) -> Iterator[str]:
    from grader.exchange.formats import PEOPLE
    from grader.exchange.roster import FILE, Roster, merge, read_roster, write_roster
    from grader.tables import read_table

    table = read_table(export)
    name = next((name for name, people in PEOPLE.items() if people.is_table(table)), "")
    if not name:
        known = "; ".join(f"{name}: {people.expected}" for name, people in PEOPLE.items())
        raise WrongCall(f"{table.where}: expected a roster or gradebook with the columns of one of these ({known}), "
                        f"got {printable(', '.join(table.columns))[:200]}. "
                        f"Export it again, in English, or write {FILE} yourself (docs/lms.md).")
    merged = merge(read_roster(class_folder) if (class_folder / FILE).exists() else Roster(),
                   PEOPLE[name].read(table), table.where)
    if not dry_run:
        write_roster(class_folder, merged.roster)
    yield from first_of([f"new: {one.learner}: {one.name}" for one in merged.added], 50)
    yield from first_of([f"changed: {one.learner}: {one.name}" for one in merged.changed], 50)
    yield from first_of([f"not in {table.where}: {one.learner}: {one.name}. If they have left the class, delete their "
                         "line." for one in merged.absent], 50)
    yield (f"{FILE}{' would have' if dry_run else ':'} {len(merged.roster.people)} learners, by {name}'s export: "
           f"{len(merged.added)} new, {len(merged.changed)} changed, {len(merged.absent)} not in that export.")


def collect(
    lesson: Lesson,
    source: Annotated[Path, typer.Argument(metavar="FROM", help="The archive that an LMS made, or a folder.")],
    folder: Folder = Path(),
    kind: Annotated[Kind | None, typer.Option(help="Who packed it; by default, told by the names in it.")] = None,
    worksheet: Annotated[Path | None, typer.Option(
        metavar="FILE.csv", help="Moodle's grading worksheet, which says who is which participant.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Put hand-ins from an LMS's archive, or a folder, into submitted/NAME/LESSON/."""
    from grader.exchange.collect import collect as collect_all

    done = collect_all(require(folder), lesson, source, kind.value if kind else "", worksheet, dry_run)
    say_all(_tell(done, lesson, dry_run))
    raise typer.Exit(1 if done.left else 0)


def _tell(done, lesson: str, dry_run: bool) -> Iterator[str]:
    if done.finished:
        yield f"Finished what an earlier call had begun: {enumerate_some(done.finished)}."
    yield from first_of([f"{'would collect' if dry_run else 'collected'}: {line}" for line in done.taken], 50)
    yield from first_of([f"not collected: {line}" for line in done.left], 200)
    if done.nothing:
        yield f"Nothing handed in by {len(done.nothing)} of the roster: {enumerate_some(done.nothing)}."
    if done.undated:
        yield (f"LATE, but the archive doesn't say when: {enumerate_some(done.undated)}. They count as on time until "
               f"you put a timestamp.txt beside the notebook, in submitted/NAME/{lesson}/, such as "
               "`2026-12-01 23:59:00 UTC`.")
    yield (f"{len(done.taken)} {'would be collected' if dry_run else 'collected'}, {len(done.unchanged)} unchanged, "
           f"{len(done.left)} not collected{' (listed above)' * bool(done.left)}. Next: `grader grade {lesson}`.")


def export(
    arguments: Annotated[list[str], typer.Argument(
        metavar="[LESSON]... OUT.csv", help="Lessons, by default all that are graded, and the file to write.")],
    to: Annotated[Platform, typer.Option("--format", help="Who takes the marks.")],
    folder: Folder = Path(),
    column: Annotated[list[str] | None, typer.Option(
        metavar="LESSON=NAME",
        help='What a lesson is called there, such as "Lesson 1 (4711)"; may be repeated.')] = None,
    total: Annotated[str, typer.Option(
        metavar="NAME", help="A column with the total of these lessons in percent, by policies.toml.")] = "",
    provisional: Annotated[bool, typer.Option(help="Marks, too, of which a person has yet to give a part.")] = False,
    force: Annotated[bool, typer.Option(help="Replace OUT.csv if it is there.")] = False,
) -> None:
    """Write the marks as a file that Canvas, Moodle or nbgrader's tools import."""
    from grader.exchange.export import export_marks

    *lessons, out = arguments
    if not out.endswith(".csv"):
        raise WrongCall(f"{printable(out)}: expected the file to write, which ends in .csv, got another name. "
                        "Put it last.")
    done = export_marks(require(folder), lessons, to.value, Path(out), column or (), provisional, force, total)
    lines = first_of([f"not final: {line}." for line in done.open], 100)
    lines.append(f"{out}: learners: {done.rows}; marks left empty because nothing was handed in: "
                 f"{done.empty}; {'some missing or not final (listed above)' if done.open else 'all final'}. "
                 f"{done.advice}")
    say_all(lines)
    raise typer.Exit(1 if done.open else 0)


def passback(
    lesson: Annotated[str, typer.Argument(help="The lesson's name, such as 01_first_computation.")] = "",
    folder: Folder = Path(), dry_run: DryRun = False,
    show_key: Annotated[bool, typer.Option(help="Only print the public key, for the platform.")] = False,
) -> None:
    """Send a lesson's marks to an LMS by LTI 1.3, as lti.toml says; only what has changed since the last time."""
    from grader.exchange.lti import passback as lti

    if show_key:
        return say_all(lti.show_key(require(folder)))
    if not lesson:
        raise WrongCall("grader passback: expected a lesson's name, got none. Name it.")
    done = lti.pass_back(require(folder), lesson, dry_run)
    say_all(f"{'would send' if dry_run else 'sent'}: {line}" for line in done.sent)
    say_all(f"not sent: {line}" for line in done.left)
    say_all([f"{len(done.sent)} {'would be sent' if dry_run else 'sent'}, {done.unchanged} unchanged since they were "
             f"sent, {len(done.left)} not sent{' (listed above)' * bool(done.left)}."])
    raise typer.Exit(1 if done.left else 0)
