"""`grader feedback`, `report` and `leaderboard`: pages of what came of it."""
from __future__ import annotations

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


def report(lesson: Lesson, folder: Folder = Path()) -> None:
    """Write the class report, a page and a CSV."""
    from grader.desk.report import write_report

    say_all(map(str, write_report(require(folder), lesson)))


def term(folder: Folder = Path()) -> None:
    """Write the term's page: all lessons, and totals."""
    from grader.desk.term import write_term

    say_all(map(str, write_term(require(folder))))


def leaderboard(lesson: Lesson = "06_capstone", folder: Folder = Path()) -> None:
    """Write the capstone's leaderboard, of those who asked."""
    from grader.desk.leaderboard import write_leaderboard

    say_all(write_leaderboard(require(folder), lesson))
