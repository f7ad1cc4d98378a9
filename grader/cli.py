"""The `grader` command: every subcommand in a few lines; the work is done by the modules of the same name."""
from __future__ import annotations

import atexit
import io
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, cast

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from typer.core import TyperCommand

from grader.classroom.folder import create, read_zone_name, require
from grader.dates import describe_due, parse_due, to_naive_utc
from grader.desk.progress import progress_bar
from grader.errors import WrongCall
from grader.imports import leave_out_address_grammar
from grader.printable import first_of, printable

if TYPE_CHECKING:
    from grader.classroom.results import Graded

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None,
                  pretty_exceptions_enable=False,
                  help="Release lessons, grade what learners hand in, and prove that the checks are right.")
out, err = Console(), Console(stderr=True)
Folder = Annotated[Path, typer.Option("--folder", help="The class folder.")]
Lesson = Annotated[str, typer.Argument(help="The lesson's name, such as 01_first_computation.")]
AsJson = Annotated[bool, typer.Option("--json", help="End with one JSON object on the last line.")]


class Device(str, Enum):
    """Where learners' code computes."""

    cpu = "cpu"
    cuda = "cuda"
    auto = "auto"


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main() -> None:
    """Run the command; a wrong call ends with one line and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        cast(io.TextIOWrapper, stream).reconfigure(errors="backslashreplace")  # a console may lack letters
    leave_out_address_grammar()
    try:
        app()
    except WrongCall as error:
        print(f"grader: {printable(error)}", file=sys.stderr)
        leave(2)
    except SystemExit as ended:
        leave(ended.code if isinstance(ended.code, int | None) else 1)


def leave(status: int | None) -> NoReturn:
    """End this process now: Python would first look for garbage in all that PyTorch imports, which takes a second."""
    atexit._run_exitfuncs()
    with suppress(OSError):  # whoever read our output is gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status or 0)


@app.command()
def init(folder: Path, course_id: Annotated[str, typer.Option(help="nbgrader's course id.")] = "") -> None:
    """Make a class folder, which nbgrader understands."""
    create(folder, course_id)
    say(f"{folder} is a class folder. Next: `cd {folder}`, then `grader release 01_first_computation`.")


@app.command()
def release(
    lesson: Lesson, folder: Folder = Path(),
    due: Annotated[str | None, typer.Option(help='Date, time and zone: "2026-12-01 23:59 Europe/Berlin".')] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Release the lesson as you edited it in source/.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Release it as it comes; yours goes to backups/.")] = False,
) -> None:
    """Make the learner's copy of a lesson."""
    from grader.handout.release import release_lesson

    place = require(folder)
    if keep and force:
        raise WrongCall("release: expected --keep or --force, got both. Choose one.")
    moment = None if due is None else parse_due(due, read_zone_name(place))
    choice = "keep" if keep else "force" if force else ""
    path = release_lesson(place, lesson, moment and to_naive_utc(moment), choice, say_all)
    say(f"{path} is what learners get. Their hand-ins go to submitted/NAME/{lesson}/.")
    say_all(describe_due(moment, datetime.now(timezone.utc)) if moment else [])


def as_given(value: Any) -> Any:
    """Return an option's value, or pair of values, as it is."""
    return value


class WithPairs(TyperCommand):
    """A command whose option `--accept` takes two values and may be repeated, which Typer cannot declare."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        option = next(each for each in self.params if each.name == "accept")
        option.nargs, option.multiple = 2, True


@app.command(cls=WithPairs)
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
    """Grade all submissions of a lesson, many at a time, each shut in."""
    from grader.classroom import accepted
    from grader.classroom.strays import Stray, list_strays
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
    say(f"{sum(not one.refused and not one.fault for one in graded)} graded, {refused} refused{passed_over}. "
        f"Next: `grader feedback {lesson}`, `grader report {lesson}`.")
    if as_json:
        print(json.dumps({"lesson": lesson, "graded": [asdict(one) | {"points": one.points} for one in graded],
                          "passed_over": [asdict(one) for one in strays]}))
    raise typer.Exit(1 if wrong or strays else 0)


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


@app.command()
def regrade(
    lesson: Lesson, folder: Folder = Path(),
    preview: Annotated[bool, typer.Option("--preview", help="Only say which marks would change.")] = False,
    only: Annotated[list[str] | None, typer.Option(metavar="NAME", help="This learner only; may be repeated.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Submissions at one time; by default one a core.")] = cores(),
    as_json: AsJson = False,
) -> None:
    """Grade everything again; with --preview, only say which marks would change, and why."""
    if not preview:
        return grade(lesson, folder, jobs, only, force=True, as_json=as_json)
    from grader.commands.regrade import changes_table, summary, to_json
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


@app.command()
def history(
    lesson: Lesson, learner: Annotated[str, typer.Argument(help="The learner's name.")], folder: Folder = Path(),
) -> None:
    """Say what a learner's marks for a lesson were, since when, and why they changed."""
    from grader.commands.regrade import history_table
    from grader.marking.history import read_history

    entries = read_history(require(folder), lesson, learner)
    if not entries:
        raise WrongCall(f"{printable(learner)}: expected somebody who was graded in {lesson}, got nobody of that name. "
                        f"`grader report {lesson}` lists who was.")
    out.print(history_table(entries))


@app.command()
def feedback(
    lesson: Lesson, folder: Folder = Path(),
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that one page may take.")] = 30.0,
) -> None:
    """Write a feedback page for every learner."""
    from grader.classroom.folder import course_directory
    from grader.desk.feedback import write_feedback

    with progress_bar("feedback", err) as bar:
        pages, failed = write_feedback(require(folder), lesson, bar.start, bar.advance, timeout)
    say_all(f"no feedback: {learner}: {reason}" for learner, reason in failed.items())
    say(f"{len(pages)} pages in {folder / course_directory(folder).feedback_directory}.")
    raise typer.Exit(1 if failed else 0)


@app.command()
def report(lesson: Lesson, folder: Folder = Path()) -> None:
    """Write the class report, a page and a CSV."""
    from grader.desk.report import write_report

    say_all(map(str, write_report(require(folder), lesson)))


@app.command()
def leaderboard(lesson: Lesson = "06_capstone", folder: Folder = Path()) -> None:
    """Write the capstone's leaderboard: nicknames only, of those alone who asked to be on it."""
    from grader.desk.leaderboard import write_leaderboard

    say_all(write_leaderboard(require(folder), lesson))


@app.command()
def verify(
    question: Annotated[str | None, typer.Argument(help="One question, in seconds; without it, all of them.")] = None,
    answers: Annotated[Path | None, typer.Option(help="Folder of answers, one folder a question.")] = None,
    mutants: Annotated[bool, typer.Option("--mutants", help="Try edits of the references too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Run all known answers through the checks."""
    from grader.proof.tables import lesson_table, question_table
    from grader.proof.verify import verify_course

    evidence = verify_course(answers, mutants, question)
    if not evidence.bank:
        say("No answers to try: the bank is in the repository, not in the wheel. Name its folder with --answers.")
    say_all(f"✗ {fault}" for fault in evidence.faults)
    say_all(f"changes no result: {mutant.question}: {mutant.edit}" for mutant in evidence.unchanged)
    out.print(question_table(evidence.rows, mutants))
    if question is None:
        out.print(lesson_table(evidence.lessons))
    counts = evidence.counts()
    say(", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in counts.items()))
    if as_json:
        per_lesson = {name: asdict(row) for name, row in evidence.lessons.items()}
        print(json.dumps(counts | {"faults": evidence.faults, "lessons": per_lesson}))
    raise typer.Exit(1 if evidence.faults else 0)


@app.command()
def doctor(folder: Folder = Path()) -> None:
    """Say what this machine has and what it lacks, and try to climb each wall of the sandbox."""
    from grader.desk.doctor import examine

    table, findings = Table("what", "found", "without it"), list(examine(folder))
    for finding in findings:
        table.add_row(finding.what, ("✓ " if finding.there else "✗ ") + escape(printable(finding.found)), finding.cost)
    out.print(table)
    raise typer.Exit(1 if any(finding.alarming for finding in findings) else 0)


@app.command()
def kernel(
    folder: Annotated[Path | None, typer.Argument(help="A folder of JUPYTER_PATH; by default this user's.")] = None,
) -> None:
    """Install the warm, sandboxed kernel under the name `grader`, for Jupyter and stock nbgrader."""
    from jupyter_core.paths import jupyter_data_dir

    from grader.kernels.warm import write_kernelspec

    path = write_kernelspec(folder or Path(jupyter_data_dir()), sandboxed=True)
    say(f"{path} is installed. To have nbgrader use it: "
        '`c.NotebookClient.kernel_name = "grader"` in nbgrader_config.py.')


@app.command()
def notebooks() -> None:
    """Rebuild the learner's copies of all lessons."""
    from grader.lessons.copies import build_notebooks, find_lessons
    from grader.lessons.counts import count_lesson
    from grader.lessons.text import read_lesson, released
    from grader.proof.tables import lesson_table

    changed = build_notebooks()
    say_all([f"built {path}" for path in changed] or ["All copies are fresh."])
    out.print(lesson_table({name: count_lesson(released(read_lesson(path))) for name, path in find_lessons().items()}))


def say(text: str) -> None:
    """Print a text as one line: learners' names may hold brackets and control codes, and paths are copied by people."""
    out.print(printable(text), highlight=False, soft_wrap=True, markup=False, emoji=False)


def say_all(texts: Iterable[str]) -> None:
    """Print texts, one a line."""
    for text in texts:
        say(text)


if __name__ == "__main__":
    main()
