"""`grader grade`: mark what learners handed in."""
from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from grader.classroom.folder import require
from grader.commands.terminal import AsJson, Device, Folder, Lesson, cores, err, say, say_all
from grader.desk.progress import progress_bar
from grader.printable import enumerate_some, first_of

if TYPE_CHECKING:
    from grader.classroom.results import Graded


def as_given(value: Any) -> Any:
    """Return an option's value, or pair of values, as it is."""
    return value


class WithPairs(TyperCommand):
    """A command whose option `--accept` takes two values and may be repeated, which Typer cannot declare."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        option = next(each for each in self.params if each.name == "accept")
        option.nargs, option.multiple = 2, True


def grade(
    lesson: Lesson, folder: Folder = Path(),
    jobs: Annotated[int, typer.Option(min=1, help="Submissions at one time; by default one a core.")] = cores(),
    only: Annotated[list[str] | None, typer.Option(metavar="NAME", help="This learner only; may be repeated.")] = None,
    force: Annotated[bool, typer.Option(help="Grade again even what has not changed.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be graded.")] = False,
    limit: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="Such as cell_s=30.")] = None,
    device: Annotated[Device, typer.Option(help="Where learners' code computes.")] = Device.cpu,
    scheduler: Annotated[str, typer.Option(metavar="tcp://…", help="Run on this Dask cluster.")] = "",
    unsafe: Annotated[bool, typer.Option(help="Without a sandbox, let learners' code run with your rights.")] = False,
    accept: Annotated[list[Any] | None, typer.Option(
        metavar="NAME QUESTION", parser=as_given, help="Give a held question full points; may be repeated.")] = None,
    as_json: AsJson = False,
) -> None:
    """Grade what learners handed in for a lesson."""
    from grader.classroom import accepted
    from grader.classroom.strays import Stray, list_strays
    from grader.exchange.unknown import find_unknown
    from grader.marking.session import Session, grade_session

    session = Session(require(folder), lesson, jobs, tuple(only or ()), force, dry_run, tuple(limit or ()),
                      device.value, scheduler, unsafe, tuple(accept or ()))
    if session.accept and not dry_run:
        accepted.accept(session.folder, lesson, session.accept)
    strays: list[Stray] = []

    def name_strays(found: list[Stray]) -> None:  # at once: whoever sees them may stop, and put them right first
        strays.extend(found)
        say_all(list_strays(found))

    with progress_bar("grading", err) as bar:
        try:
            graded = grade_session(session, bar.start, lambda one: bar.advance(one.learner, one.refused or one.fault),
                                   name_strays)
        except KeyboardInterrupt:
            again = "the same call without --force" if force else "the same call"
            say(f"Stopped. {bar.done} are finished and kept; {again} goes on with the others.")
            raise typer.Exit(130) from None
    if dry_run:
        return say_all([one.learner for one in graded] or ["Nothing has changed since the last grading."])
    wrong = faults_of(graded)
    say_all(wrong)
    say_all(first_of([f"{one.learner}: {one.time_fault}" for one in graded if one.time_fault]))
    refused = sum(bool(one.refused) for one in graded)
    passed_over = f", {len(strays)} passed over (listed above)" if strays else ""
    say_all(find_unknown(session.folder))
    if waiting := _list_waiting(session.folder, lesson, graded):
        say(f"Words for you to grade: {enumerate_some(waiting)}. Open them with `grader mark {lesson}`.")
    say(f"{sum(not one.refused and not one.fault for one in graded)} graded, {refused} refused{passed_over}. "
        f"Next: `grader feedback {lesson}`, `grader report {lesson}`.")
    if as_json:
        print(json.dumps({"lesson": lesson, "graded": [asdict(one) | {"points": one.points} for one in graded],
                          "passed_over": [asdict(one) for one in strays]}))
    raise typer.Exit(1 if wrong or strays else 0)


def _list_waiting(class_folder: Path, lesson: str, graded: list[Graded]) -> list[str]:
    """Return the learners who wrote words that a person has yet to grade; what is held is told by itself."""
    from grader.marks.reading import read_marks

    marks = read_marks(class_folder, lesson)
    held = {one.learner: {result.question for result in one.held} for one in graded}
    return [learner for learner in held if learner in marks and set(marks[learner].waiting) - held[learner]]


def faults_of(graded: list[Graded]) -> list[str]:
    """Return a line for everything that a person must look at: what is held, what was refused, and what we broke."""
    from grader.classroom.accepted import accept_command

    held = [f"held: {one.learner}: {result.question}: {result.message} To give it full points: "
            f"`{accept_command(one, result.question)}`" for one in graded for result in one.held]
    refused = [f"refused: {one.learner}: {one.refused}" for one in graded if one.refused]
    faults = [f"not graded: {one.learner}: {one.fault}. Earlier marks stay, and the next call tries it again."
              for one in graded if one.fault]
    broken = [f"our fault, no points lost: {one.learner}: {result.message}" for one in graded for result in one.results
              if result.outcome == "broken"]
    return held + refused + faults + broken
