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
    """Write a feedback page for every learner."""
    from grader.classroom.folder import course_directory
    from grader.desk.feedback import write_feedback

    with progress_bar("feedback", err) as bar:
        pages, failed = write_feedback(require(folder), lesson, bar.start, bar.advance, timeout)
    say_all(f"no feedback: {learner}: {reason}" for learner, reason in failed.items())
    say(f"{len(pages)} pages in {folder / course_directory(folder).feedback_directory}.")
    raise typer.Exit(1 if failed else 0)


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
