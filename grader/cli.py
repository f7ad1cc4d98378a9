"""The `grader` command: its subcommands, and a clean end."""
from __future__ import annotations

import atexit
import io
import os
import sys
from contextlib import suppress
from typing import NoReturn, cast

import typer

from grader.commands.classes import doctor, init, kernel, release
from grader.commands.exchange import collect, export, passback, roster
from grader.commands.grading import WithPairs, grade
from grader.commands.lessons import new_pack, notebooks, verify
from grader.commands.marking import mark
from grader.commands.pages import alike, feedback, leaderboard, report, term
from grader.commands.regrade import history, regrade
from grader.errors import WrongCall
from grader.imports import leave_out_address_grammar
from grader.printable import printable

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None,
                  pretty_exceptions_enable=False,
                  help="Release lessons, grade what learners hand in, and prove that the checks are right.")
for command in (init, roster, release, collect, grade, mark, regrade, history, feedback, report, alike, term, export,
                passback, leaderboard, verify, doctor, kernel, new_pack, notebooks):
    app.command(cls=WithPairs if command is grade else None)(command)


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


if __name__ == "__main__":
    main()
