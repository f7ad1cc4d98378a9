"""What all commands share: their options, and how they print."""
from __future__ import annotations

import os
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from grader.printable import printable

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


def say(text: str) -> None:
    """Print a text as one line: learners' names may hold brackets and control codes, and paths are copied by people."""
    out.print(printable(text), highlight=False, soft_wrap=True, markup=False, emoji=False)


def say_all(texts: Iterable[str]) -> None:
    """Print texts, one a line."""
    for text in texts:
        say(text)
