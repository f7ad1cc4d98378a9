"""`grader mark`: give points to the words that learners wrote."""
from __future__ import annotations

import getpass
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from grader.classroom.folder import require
from grader.commands.terminal import Folder, Lesson, say
from grader.errors import WrongCall
from grader.printable import printable

MAX_NAME = 80


def mark(
    lesson: Lesson, folder: Folder = Path(),
    grader: Annotated[str, typer.Option(metavar="NAME", help="Who gives the points; by default you.")] = "",
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Hide the learners' names.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The page's port; by default one that is free.")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Whether to open the page.")] = True,
) -> None:
    """Grade by hand, on a page of your own: rubrics, comments to use again, and the keyboard alone."""
    from grader.byhand.server import open_browser, serve

    name = " ".join((grader or _user()).split())
    if not name or len(name) > MAX_NAME or name != printable(name):
        raise WrongCall(f"--grader: expected a name of up to {MAX_NAME} letters, got {printable(name)[:MAX_NAME]!r}. "
                        "Choose another.")

    def tell(address: str) -> None:
        say(f"{address} is where you grade {lesson} by hand, as {name}. Keep this running; Ctrl+C ends it.")
        if browser:
            opened.append(open_browser(address))

    opened: list[Path] = []
    try:
        with suppress(KeyboardInterrupt):
            serve(require(folder), lesson, port, name, anonymous, tell)
    finally:
        for path in opened:
            path.unlink(missing_ok=True)
    say(f"Stopped. All that was saved is in the gradebook. Next: `grader feedback {lesson}`.")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "grader"
