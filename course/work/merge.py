"""A corrected lesson with what the learner did to the copy of an older one: their answers and cells stay."""
from __future__ import annotations

import copy
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from course.work import stubs
from course.work.notebooks import (
    Cell,
    Notebook,
    complete,
    fingerprint,
    fingerprints,
    is_answer,
    key_of,
    marks_of,
    question_of,
    role_of,
    source_of,
    with_source,
)
from course.work.versions import Version

HEADING = "## What this lesson no longer has a place for\n\nYours, from an earlier version of it."
OURS = ("nbgrader", "grader", "deletable", "editable")  # metadata that say what a cell is to the course


@dataclass(frozen=True)
class Conflict:
    """Something for the learner to look at.

    Attributes:
        cell: the name of the cell.
        question: the question's id; "" if it's a cell of none.
        text: what is the matter, in sentences.
    """

    cell: str
    question: str
    text: str


@dataclass
class Merged:
    """What became of a copy.

    Attributes:
        notebook: the new lesson with what is the learner's.
        carried: questions whose answers came along.
        n_added: how many of the learner's own cells came along.
        conflicts: what to look at.
    """

    notebook: Notebook
    carried: list[str] = field(default_factory=list)
    n_added: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


class Merge:
    """One copy on its way to a newer version.

    Args:
        theirs: the learner's copy.
        version: the hashes of the texts that it came from.
        released: the lesson as it is now.
    """

    def __init__(self, theirs: Notebook, version: Version, released: Notebook) -> None:
        self.theirs, self.version, self.released = theirs, version, released
        self.ours = {key_of(cell): cell for cell in released["cells"]}
        self.names = self._names()  # of their cells: as in their version; "" for a cell of their own
        self.is_there = set(self.names) - {""}
        self.new_names = self._new_names()
        self.result = Merged({})

    def run(self) -> Merged:
        """Return what the copy becomes."""
        mine = {self.new_names[name]: (name, cell) for name, cell in zip(self.names, self.theirs["cells"])
                if name in self.new_names}
        added, orphans = self._sort_the_rest()
        cells = list(added.get("", []))
        for key, cell in self.ours.items():
            if key in mine:
                cells.append(self._joined(*mine[key], cell))
            elif marks_of(cell) or key not in self.version or self.version[key] != fingerprint(cell):
                cells.append(copy.deepcopy(cell))  # one that is new, or that nobody may delete
            cells += added.get(key, [])
        if orphans and not any(source_of(cell) == HEADING for cell in cells):
            cells.append({"cell_type": "markdown", "id": "kept", "metadata": {},
                          "source": HEADING.splitlines(keepends=True)})
        metadata = self.theirs.get("metadata", {}) | {
            name: value for name, value in self.released.get("metadata", {}).items() if name == "grader"}
        self.result.notebook = complete(self.theirs | {"cells": cells + orphans, "metadata": metadata})
        return self.result

    def _names(self) -> list[str]:
        """Return which released cell each of theirs is. Where a program has dropped the ids, its text tells."""
        own = [key_of(cell) for cell in self.theirs["cells"]]
        lost = {text: name for name, text in self.version.items() if name not in own}
        names: list[str] = []
        for cell, name in zip(self.theirs["cells"], own):
            is_ours = name in self.version or name in self.ours or bool(marks_of(cell))
            name = name if is_ours and name not in names else "" if is_ours else lost.get(fingerprint(cell), "")
            names.append(name if name not in names else "")
        return names

    def _new_names(self) -> dict[str, str]:
        """Return how the released cells that they have are called now; the gone or corrected ones are left out."""
        by_text = {text: name for name, text in fingerprints(self.released).items() if name not in self.is_there}
        found = {name: name for name in self.is_there if name in self.ours}
        for name in self.is_there - set(found):
            now = by_text.pop(self.version.get(name, ""), "")
            if now and not marks_of(self.ours[now]):
                found[name] = now
        return found

    def _joined(self, name: str, theirs: Cell, ours: Cell) -> Cell:
        """Return a released cell with what is the learner's in it."""
        now = fingerprint(ours)
        before = self.version.get(name, now)
        is_theirs, is_corrected = fingerprint(theirs) not in (before, now), now != before
        keeps = is_theirs and theirs["cell_type"] == ours["cell_type"] and (
            is_answer(ours) if marks_of(ours) else not is_corrected)
        if is_theirs and is_answer(ours):
            self._note_answer(theirs, ours, is_corrected, keeps)
        elif is_theirs and not keeps and not marks_of(ours):
            self._note_changed(name, theirs)
        source = source_of(theirs if keeps else ours)
        joined = ours | {"metadata": _metadata(theirs, ours)}
        is_same = source == source_of(theirs) and theirs["cell_type"] == ours["cell_type"]
        if is_same and not self._is_other_question(question_of(ours)):
            return theirs | {"metadata": joined["metadata"], "id": ours["id"]}
        return with_source(joined, source)

    def _note_answer(self, theirs: Cell, ours: Cell, is_corrected: bool, keeps: bool) -> None:
        key, question = key_of(ours), question_of(ours)
        if not keeps:
            self._note(key, question, "The answer is now of another kind of cell. Yours is in the backup.")
            return
        self.result.carried.append(question)
        if is_corrected and (reason := stubs.misfit(source_of(theirs), source_of(ours))):
            self._note(key, question, f"Your answer came along, but the question has changed. {reason}")

    def _note_changed(self, name: str, theirs: Cell) -> None:
        first = next(iter(source_of(theirs).strip().splitlines()), "")[:60]
        self._note(name, "", f"You had changed this cell, which the course has corrected or dropped: {first!r}. Yours "
                             "is in the backup.")

    def _note(self, cell: str, question: str, text: str) -> None:
        self.result.conflicts.append(Conflict(cell, question, text))

    def _is_other_question(self, question: str) -> bool:
        """Return whether any cell of a question was corrected: then what its check said isn't true any more."""
        mine = {name: cell for name, cell in zip(self.names, self.theirs["cells"]) if name}
        return bool(question) and any(
            self.version.get(key) != fingerprint(cell) or key in mine and marks_of(mine[key]) != marks_of(cell)
            for key, cell in self.ours.items() if question_of(cell) == question)

    def _sort_the_rest(self) -> tuple[dict[str, list[Cell]], list[Cell]]:
        """Return the learner's own cells by the released cell that they follow, and what has no place any more."""
        added: dict[str, list[Cell]] = {}
        orphans: list[Cell] = []
        place, replaced = "", self._replacements()
        for name, cell in zip(self.names, self.theirs["cells"]):
            if not name:
                added.setdefault(place, []).append(_without_marks(cell))
                self.result.n_added += 1
                continue
            place = self.new_names.get(name) or replaced.get(name, place)
            if name not in self.new_names and self.version.get(name) != fingerprint(cell):
                self._sort_gone(name, cell, orphans)
        return added, orphans

    def _sort_gone(self, name: str, cell: Cell, orphans: list[Cell]) -> None:
        """Keep what the learner wrote into a cell that the lesson doesn't have any more."""
        if is_answer(cell):
            self._note(name, question_of(cell), "The lesson doesn't ask this any more. Your answer is at its end.")
        elif role_of(cell) == "work":
            self._note(name, "", "The cell in which you wrote this has changed. What you wrote is at the lesson's end.")
        else:
            if not marks_of(cell):
                self._note_changed(name, cell)
            return
        orphans.append(_without_marks(cell) | {"id": f"kept-{fingerprint(cell)}"})

    def _replacements(self) -> dict[str, str]:
        """Return which released cells seem to stand where their version had others."""
        old = [self.new_names.get(name, name) for name in self.names if name]
        new = list(self.ours)
        found: dict[str, str] = {}
        for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "replace":
                found |= {old[i + n]: new[min(j + n, j_end - 1)] for n in range(i_end - i)}
        return found


def _metadata(theirs: Cell, ours: Cell) -> dict:
    """Return metadata as the learner's programs left them, except for what the course says of the cell."""
    kept = {name: value for name, value in theirs.get("metadata", {}).items() if name not in OURS}
    return kept | {name: value for name, value in ours.get("metadata", {}).items() if name in OURS or name not in kept}


def _without_marks(cell: Cell) -> Cell:
    """Return a cell as one of the learner's own."""
    metadata = {name: value for name, value in cell.get("metadata", {}).items() if name not in OURS}
    return cell | {"metadata": metadata} if metadata != cell.get("metadata") else cell
