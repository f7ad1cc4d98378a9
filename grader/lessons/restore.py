"""Put right everything in a hand-in that is not the learner's to change.

Whatever was copied, deleted, split, moved or retagged, the notebook that comes out has every check of the
released lesson exactly once, as it was released, and the learner's own cells in the learner's own order.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from nbformat import NotebookNode, from_dict

from grader.lessons.text import role_of

AS_RELEASED = ("check", "tests", "locked", "task")  # roles of cells that a learner may not change


def restore(notebook: NotebookNode, release: NotebookNode) -> NotebookNode:
    """Return the hand-in with everything restored that the learner may not change.

    Of several copies of a cell the last one that differs from the released cell counts: that is where the
    learner worked. The other copies stay as ordinary cells and are run. A check that is missing comes back
    behind the last answer to its question, a setup cell where it was, a missing text answer at the end.
    """
    cells = [_unmarked(cell) for cell in notebook.cells]
    by_mark = _index(notebook.cells, lambda cell: cell.metadata.grade_id)
    by_id = _index(notebook.cells, lambda cell: cell.id)
    owners: dict[int, NotebookNode] = {}
    fixed = (*AS_RELEASED, "setup") if has_work(release) else AS_RELEASED
    for own in release.cells:
        if role_of(own):
            marked = by_mark[own.metadata.nbgrader.grade_id] if "nbgrader" in own.metadata else []
            if (index := _find(own, notebook.cells, (marked, by_id[own.id]), owners)) is not None:
                owners[index] = own
                cells[index] = _restored(cells[index], own, fixed)
    for index, own in sorted(owners.items(), reverse=True):
        if role_of(own) == "task" and _was_written_in(notebook.cells[index], own):
            cells.insert(index + 1, _unmarked(notebook.cells[index]))
    for own in _missing(release, owners, fixed):
        _insert(cells, own, release)
    result = from_dict({"cells": cells, "metadata": release.metadata, "nbformat": 4, "nbformat_minor": 5})
    _make_ids_unique(result)
    if has_work(release):
        _mark_work(result)
    return result


def _index(cells: list[NotebookNode], name: Callable[[NotebookNode], str]) -> dict[str, list[int]]:
    """Return the places of cells by a name of theirs; of a name that none has, no places."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, cell in enumerate(cells):
        places[name(cell)].append(i)
    return places


def _find(
    own: NotebookNode, cells: list[NotebookNode], matches: tuple[list[int], ...], taken: dict[int, NotebookNode],
) -> int | None:
    """Return the index of the copy of a released cell that counts, by grade id, else by cell id, else by text."""
    for copies in (*matches, None):
        if copies is None:
            calls = role_of(own) == "check"
            copies = [i for i, cell in enumerate(cells) if _calls_check(cell.source, own.id)] if calls else []
        copies = [i for i in copies if i not in taken]
        worked_on = [i for i in copies if cells[i].source.strip() != own.source.strip()]
        if role_of(own) == "setup":  # what follows needs it: the first, and one that was emptied or retyped is gone
            copies = [i for i in copies if cells[i].cell_type == "code" and cells[i].source.strip()][:1]
        if copies:
            return (worked_on or copies)[-1] if role_of(own) not in (*AS_RELEASED, "setup") else copies[-1]
    return None


def _calls_check(source: str, question: str) -> bool:
    return re.match(rf"\s*check\(\s*['\"]{re.escape(question)}['\"]", source) is not None


def _restored(cell: NotebookNode, own: NotebookNode, fixed: tuple[str, ...]) -> NotebookNode:
    """A check is as released; of an answer only the text is the learner's; a changed demonstration is theirs."""
    restored = from_dict(own)
    if role_of(own) in ("answer", "manual"):
        restored.source = cell.source
    if role_of(own) in ("answer", "manual", *fixed):
        return restored
    return restored if cell.source.strip() == own.source.strip() and cell.cell_type == own.cell_type else cell


def _was_written_in(cell: NotebookNode, task: NotebookNode) -> bool:
    """Return whether a learner worked in the cell that sets a task: that text is for whoever grades it."""
    return cell.source.strip() not in (task.source.strip(), task.metadata.grader.get("released", "").strip())


def _unmarked(cell: NotebookNode) -> NotebookNode:
    plain = from_dict(cell)
    plain.metadata = from_dict({})
    return plain


def _missing(release: NotebookNode, owners: dict[int, NotebookNode], fixed: tuple[str, ...]) -> list[NotebookNode]:
    there, due = {own.id for own in owners.values()}, {*fixed, "setup", "manual"} - {"locked"}
    return [cell for cell in release.cells if role_of(cell) in due and cell.id not in there]


def _insert(cells: list[NotebookNode], own: NotebookNode, release: NotebookNode) -> None:
    """Put a cell behind the answers that it is about: those to its question, else those released before it.

    A setup cell comes behind those that are released before it, and before those that are released after it.
    """
    question = own.metadata.grader.get("question")
    before = {cell.id for cell in release.cells[: release.cells.index(own)]}
    answers = [i for i, cell in enumerate(cells) if role_of(cell) == "answer"
               and (cell.metadata.grader.question == question if question else cell.id in before)]
    at = answers[-1] + 1 if answers and role_of(own) not in ("manual", "task") else len(cells)
    if role_of(own) == "setup":
        ours = [(i, cell.id in before) for i, cell in enumerate(cells) if role_of(cell)]
        behind = max((i + 1 for i, is_before in ours if is_before), default=0)
        at = min([behind, *(i for i, is_before in ours if not is_before)])
    back = from_dict(own)
    if role_of(own) == "manual" and _have_words(cells, release):
        back.metadata.nbgrader.checksum = ""  # the answer may stand in another cell: a person looks
    cells.insert(at, back)


def _have_words(cells: list[NotebookNode], release: NotebookNode) -> bool:
    """Return whether a learner has written text in cells of their own."""
    ours = {cell.source.strip() for cell in release.cells} | {""}
    return any(cell.cell_type != "code" and not role_of(cell) and cell.source.strip() not in ours for cell in cells)


def _make_ids_unique(notebook: NotebookNode) -> None:
    """Released cells keep their ids; a learner's cell gets one by its place, so that a regrade gives the same file."""
    for i, cell in enumerate(notebook.cells):
        if not cell.metadata.get("grader"):
            cell.id = f"own-{i}"


def has_work(release: NotebookNode) -> bool:
    """Return whether a lesson has cells for the learner's own training, which is not repeated in grading."""
    return any(role_of(cell) == "work" for cell in release.cells)


def _mark_work(notebook: NotebookNode) -> None:
    """Where there is work, all code that the learner added or changed is."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and not role_of(cell):
            cell.metadata.grader = from_dict({"role": "work"})


def is_blank(cell: NotebookNode, release: NotebookNode) -> bool:
    """Return whether an answer cell is as it was released."""
    own = next((own for own in release.cells if own.id == cell.id), None)
    return own is not None and own.source.strip() == cell.source.strip()
