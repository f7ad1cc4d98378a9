"""The `grader` command: every subcommand in a few lines; the work is done by the modules of the same name."""
from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from grader.classroom import WrongCall, create, require

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None,
                  pretty_exceptions_enable=False,
                  help="Release lessons, grade what learners hand in, and prove that the checks are right.")
out, err = Console(), Console(stderr=True)
Folder = Annotated[Path, typer.Option("--folder", help="The class folder.")]
Lesson = Annotated[str, typer.Argument(help="The lesson's name, such as 01_first_computation.")]
AsJson = Annotated[bool, typer.Option("--json", help="End with one JSON object on the last line.")]


def main() -> None:
    """Run the command; a wrong call ends with one line and exit status 2."""
    try:
        app()
    except WrongCall as error:
        print(f"grader: {error}", file=sys.stderr)
        sys.exit(2)


@app.command()
def init(folder: Path, course_id: Annotated[str, typer.Option(help="nbgrader's course id.")] = "") -> None:
    """Make a class folder, which nbgrader understands."""
    create(folder, course_id)
    say(f"{folder} is a class folder. Next: `cd {folder}`, then `grader release 01_first_computation`.")


@app.command()
def release(
    lesson: Lesson, folder: Folder = Path(),
    due: Annotated[str | None, typer.Option(help='When it is due, such as "2026-12-01 23:59 UTC".')] = None,
) -> None:
    """Make the learner's copy of a lesson."""
    from grader.release import release_lesson

    path = release_lesson(require(folder), lesson, parse_due(due) if due else None)
    say(f"{path} is what learners get. Their hand-ins go to submitted/NAME/{lesson}/{lesson}.ipynb.")


@app.command()
def grade(
    lesson: Lesson, folder: Folder = Path(),
    only: Annotated[list[str] | None, typer.Option(metavar="NAME", help="This learner only; may be repeated.")] = None,
    force: Annotated[bool, typer.Option(help="Grade again even what has not changed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Grade all submissions of a lesson."""
    from grader.grade import grade_lesson

    with progress_bar("grading") as (start, advance):
        graded = grade_lesson(require(folder), lesson, tuple(only or ()), force, on_start=start,
                              on_done=lambda one: advance(one.learner))
    refused = [one for one in graded if one.refused]
    broken = [(one, result) for one in graded for result in one.results if result.outcome == "broken"]
    faults = [one for one in graded if one.fault]
    for one in refused:
        say(f"refused: {one.learner}: {one.refused}")
    for one in faults:
        say(f"our fault: {one.learner}: {one.fault}")
    for one, result in broken:
        say(f"our fault: {one.learner}: {result.message}")
    say(f"{len(graded) - len(refused) - len(faults)} graded, {len(refused)} refused. "
        f"Next: `grader feedback {lesson}`, `grader report {lesson}`.")
    if as_json:
        print(json.dumps({"lesson": lesson, "graded": [asdict(one) | {"points": one.points} for one in graded]}))
    raise typer.Exit(1 if refused or broken or faults else 0)


@app.command()
def feedback(lesson: Lesson, folder: Folder = Path()) -> None:
    """Write a feedback page for every learner."""
    from grader.feedback import write_feedback

    with progress_bar("feedback") as (start, advance):
        pages, failed = write_feedback(require(folder), lesson, start, advance)
    for learner, reason in failed.items():
        say(f"no feedback: {learner}: {reason}")
    say(f"{len(pages)} pages in {folder / 'feedback'}.")
    raise typer.Exit(1 if failed else 0)


@app.command()
def report(lesson: Lesson, folder: Folder = Path()) -> None:
    """Write the class report, a page and a CSV."""
    from grader.report import write_report

    for path in write_report(require(folder), lesson):
        say(str(path))


@app.command()
def verify(
    answers: Annotated[Path | None, typer.Option(help="Folder of answers, one folder a question.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run all known answers through the checks."""
    from grader.verify import verify_course

    evidence = verify_course(answers)
    for fault in evidence.faults:
        say(f"✗ {fault}")
    table = Table("question", "right accepted", "wrong caught", "hints named")
    for row in evidence.rows:
        table.add_row(row.question, str(row.right_accepted), str(row.wrong_caught), str(row.hints_named))
    out.print(table)
    counts = evidence.counts()
    say(", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in counts.items()))
    if as_json:
        print(json.dumps(counts | {"faults": evidence.faults}))
    raise typer.Exit(1 if evidence.faults else 0)


@app.command()
def doctor(folder: Folder = Path()) -> None:
    """Say what this machine has and what it lacks."""
    from grader.doctor import examine

    table = Table("what", "found", "without it")
    for finding in examine(folder):
        table.add_row(finding.what, ("✓ " if finding.there else "✗ ") + finding.found, finding.cost)
    out.print(table)


@app.command()
def notebooks() -> None:
    """Rebuild the learner's copies of all lessons."""
    from grader.release import build_notebooks

    changed = build_notebooks()
    say("\n".join(f"built {path}" for path in changed) or "All copies are fresh.")


def say(text: str) -> None:
    """Print a text as it is, in one line: learners' names may hold brackets, and paths are copied by people."""
    out.print(text, highlight=False, soft_wrap=True, markup=False)


@contextmanager
def progress_bar(what: str) -> Iterator[tuple[Callable[[int], None], Callable[[str], None]]]:
    """Show a bar on standard error while long work goes on, from when it is known how much there is."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
               TextColumn("{task.fields[learner]}", markup=False))
    progress = Progress(*columns, console=err)

    def start(total: int) -> None:
        progress.add_task(what, total=total, learner="")
        progress.start()

    try:
        yield start, lambda learner: progress.update(progress.task_ids[0], advance=1, learner=learner)
    finally:
        if progress.live.is_started:
            progress.stop()


def parse_due(text: str) -> datetime:
    """Return a due date as nbgrader keeps it, in UTC.

    Raises:
        WrongCall: the text is no date.
    """
    from nbgrader.utils import parse_utc

    try:
        return parse_utc(text)
    except ValueError:
        raise WrongCall(f'--due: expected a date such as "2026-12-01 23:59 UTC", got {text!r}.') from None


if __name__ == "__main__":
    main()
