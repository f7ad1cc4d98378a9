"""What an instructor edited in a shipped lesson's source: found, told cell by cell, and never overwritten unasked.

What was written into `source/` last is kept, so that an edit can be told from a new version of the lesson.
"""
from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.classroom.results import write_atomically
from grader.errors import WrongCall
from grader.lessons.text import dump
from grader.printable import first_of, printable

WRITTEN = ".grader-shipped"  # the folder of what was written last; nothing else reads it
BACKUPS = "backups"
PASSING = {"execution", "collapsed", "scrolled", "ExecuteTime"}  # metadata that running or scrolling leaves behind


def settle_source(
    class_folder: Path, source: Path, shipped: NotebookNode, choice: str, tell: Callable[[list[str]], None],
) -> None:
    """Put a shipped lesson into a class's source, unless an instructor edited what is there.

    Args:
        class_folder: the class folder.
        source: the notebook in the class's source.
        shipped: the lesson with its answers, as this version has it.
        choice: "force" for the lesson as shipped, "keep" for the edited one, "" to be asked if both have changed.
        tell: told in lines which edits are kept, or must be decided on, or where those that were replaced are.

    Raises:
        WrongCall: there are edits, the lesson has changed too, and nothing was chosen, or what is there cannot be read;
            then nothing is written.
    """
    record = class_folder / WRITTEN / source.name
    written, edited = _read(record), _read(source)
    if edited is not None and _differ(edited, shipped) and (written is None or _differ(edited, written)):
        edits = compare(written or shipped, edited)
        if choice == "force":
            tell([f"Your version is kept as {_back_up(class_folder, source)}."])
            write_atomically(source, dump(shipped))
        elif choice == "keep" or (written is not None and not _differ(written, shipped)):
            tell(["Your edits are in what is released:", *first_of(edits)])
        else:
            raise _ask(source, edits, compare(written, shipped) if written else [], tell)
    elif edited is None or _differ(edited, shipped):
        write_atomically(source, dump(shipped))
    write_atomically(record, dump(shipped))


def compare(before: NotebookNode, after: NotebookNode) -> list[str]:
    """Return what differs between two notebooks, a line for each thing, by the cells' ids."""
    old, new = _by_name(before), _by_name(after)
    lines = [f"  {name}: removed" for name in old if name not in new]
    lines += [f"  {name}: added" for name in new if name not in old]
    for name in (name for name in old if name in new):
        lines += [f"  {name}: {difference}" for difference in _compare_cells(old[name], new[name])]
    if not lines and list(old) != list(new):
        lines.append("  the order of the cells")
    return lines or ["  the notebook's own settings"]


def _compare_cells(old: NotebookNode, new: NotebookNode) -> Iterator[str]:
    marks = [cell.metadata.get("nbgrader", {}) for cell in (old, new)]
    for key in sorted(set(marks[0]) | set(marks[1])):
        was, now = (mark.get(key, "none") for mark in marks)
        if was != now:
            yield f"{key} {_show(was)} → {_show(now)}"
    if old.cell_type != new.cell_type:
        yield f"{old.cell_type} → {new.cell_type}"
    changes = [line for line in difflib.ndiff(old.source.split("\n"), new.source.split("\n")) if line[0] in "+-"]
    yield from first_of([printable(line)[:100] for line in changes], 4)
    if not changes and marks[0] == marks[1] and _kept(old) != _kept(new):
        yield "its metadata or attachments"


def _show(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else printable(value)[:60]


def _ask(source: Path, edits: list[str], news: list[str], tell: Callable[[list[str]], None]) -> WrongCall:
    """Tell what differs, and return the refusal that says how to decide."""
    lesson, got = source.parent.name, "both" if news else "one that differs, and no note of which of us changed it"
    tell(["You changed:" if news else "Yours differs from the lesson:", *first_of(edits)])
    tell(["The new version of the lesson changes:", *first_of(news)] if news else [])
    return WrongCall(f"source/{lesson}/{source.name}: expected your edits or a new version of the lesson, got {got}. "
                     f"`grader release {lesson} --keep` releases yours. `grader release {lesson} --force` releases the "
                     f"lesson as it comes, and keeps yours in {BACKUPS}/.")


def _back_up(class_folder: Path, source: Path) -> str:
    """Copy an edited notebook to where neither nbgrader nor a learner finds it; return the path."""
    path = class_folder / BACKUPS / f"{source.stem}-{datetime.now():%Y-%m-%dT%H-%M-%S-%f}.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(source.read_bytes())
    return f"{BACKUPS}/{path.name}"


def _read(path: Path) -> NotebookNode | None:
    if not path.exists():
        return None
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # `nbformat` raises whatever a broken file leads to
        raise WrongCall(f"{path}: expected a notebook, got: {printable(error)[:100]}. "
                        "Repair it, or move it away.") from None


def _differ(one: NotebookNode, other: NotebookNode) -> bool:
    """Return whether two notebooks differ in more than outputs, counts and what saving changes."""
    return [_kept(cell) for cell in one.cells] != [_kept(cell) for cell in other.cells]


def _kept(cell: NotebookNode) -> tuple:
    metadata = {key: value for key, value in cell.metadata.items() if key not in PASSING}
    return cell.get("id"), cell.cell_type, cell.source, metadata, cell.get("attachments") or {}


def _by_name(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return cells by the ids that instructors see in the toolbar, else by their own."""
    named = {}
    for i, cell in enumerate(notebook.cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id") or f"cell {i + 1}"
        named[name if name not in named else f"{name} ({i + 1})"] = cell
    return named


def is_unreleased(class_folder: Path, lesson: str) -> bool:
    """Return whether a lesson in the class's source was changed after it was released the last time."""
    def latest(step: str) -> float:
        return max((path.stat().st_mtime for path in (class_folder / step / lesson).glob("*.ipynb")), default=0.0)

    return 0 < latest("release") < latest("source")
