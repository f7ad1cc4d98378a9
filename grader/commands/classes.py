"""`grader init`, `release`, `doctor` and `kernel`: a class and the machine it is graded on."""
from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from grader.classroom.folder import create, read_zone_name, require
from grader.commands.terminal import Folder, Lesson, out, say, say_all
from grader.dates import describe_due, parse_due, to_naive_utc
from grader.errors import WrongCall
from grader.printable import printable


def init(folder: Path, course_id: Annotated[str, typer.Option(help="nbgrader's course id.")] = "") -> None:
    """Make a class folder, which nbgrader understands."""
    create(folder, course_id)
    say(f"{folder} is a class folder. Next: `cd {folder}`, then `grader release 01_first_computation`.")


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


def doctor(folder: Folder = Path()) -> None:
    """Check this machine: what's missing, what you lose without it, and whether the sandbox holds."""
    from grader.desk.doctor import examine

    table, findings = Table("what", "found", "without it"), list(examine(folder))
    for finding in findings:
        table.add_row(finding.what, ("✓ " if finding.there else "✗ ") + escape(printable(finding.found)), finding.cost)
    out.print(table)
    raise typer.Exit(1 if any(finding.alarming for finding in findings) else 0)


def kernel(
    folder: Annotated[Path | None, typer.Argument(help="A folder of JUPYTER_PATH; by default this user's.")] = None,
) -> None:
    """Install the warm, sandboxed kernel for stock nbgrader."""
    from jupyter_core.paths import jupyter_data_dir

    from grader.kernels.warm import write_kernelspec

    path = write_kernelspec(folder or Path(jupyter_data_dir()), sandboxed=True)
    say(f"{path} is installed. To have nbgrader use it: "
        '`c.NotebookClient.kernel_name = "grader"` in nbgrader_config.py.')
