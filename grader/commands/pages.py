"""`grader feedback`, `report`, `alike` and `leaderboard`: pages of what came of it."""
from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer

from grader.classroom.folder import require
from grader.commands.terminal import Folder, Lesson, err, say, say_all
from grader.desk.progress import progress_bar


def feedback(
    lesson: Lesson, folder: Folder = Path(),
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that one page may take.")] = 30.0,
) -> None:
    """Write a letter for every learner; letters that haven't changed stay as they are."""
    from grader.classroom.folder import course_directory
    from grader.desk.feedback import write_feedback

    with progress_bar("feedback", err) as bar:
        made = write_feedback(require(folder), lesson, bar.start, bar.advance, timeout)
    say_all(f"no feedback: {learner}: {reason}" for learner, reason in made.failed.items())
    unchanged = f" {made.fresh} of them hadn't changed." if made.fresh else ""
    say(f"{len(made.pages)} pages in {folder / course_directory(folder).feedback_directory}.{unchanged}")
    raise typer.Exit(1 if made.failed else 0)


def report(
    lesson: Annotated[str, typer.Argument(help="The lesson's name; by default all that were graded.")] = "",
    folder: Folder = Path(),
) -> None:
    """Write the class report: a page, a CSV and a JSON file."""
    gc.disable()  # what a report is made of is there until it is written
    from grader.desk.report.write import write_reports

    say_all(map(str, write_reports(require(folder), lesson)))


def alike(
    lesson: Lesson, folder: Folder = Path(),
    leave_out: Annotated[list[str] | None, typer.Option(
        metavar="NAME", help="Don't compare this one, such as your own trial; may be repeated.")] = None,
) -> None:
    """Write whose work is worth a conversation: answers, files and predictions that are alike. No mark is changed."""
    from grader.alike.write import write_alike

    done = write_alike(require(folder), lesson, leave_out or ())
    say_all(f"not compared: {name}: {reason}" for name, reason in done.unread.items())
    say_all(map(str, done.paths))
    n = len(done.groups)
    say(f"{done.n_learners} learners compared: {n or 'no'} group{'s' * (n != 1)} worth a conversation.")


def term(folder: Folder = Path()) -> None:
    """Write the term's page: all lessons, and totals."""
    from grader.desk.term import write_term
    from grader.exchange.unknown import find_unknown

    say_all(find_unknown(require(folder)))
    say_all(map(str, write_term(require(folder))))


def leaderboard(lesson: Lesson = "06_capstone", folder: Folder = Path()) -> None:
    """Write the capstone's leaderboard, of those who asked."""
    from grader.desk.leaderboard import write_leaderboard

    say_all(write_leaderboard(require(folder), lesson))
