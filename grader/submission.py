"""What a learner handed in: find it, read it, and put right everything that is not theirs to change.

Whatever was copied, deleted, split, moved or retagged, the notebook that comes out has every check of the
released lesson exactly once, as it was released, and the learner's own cells in the learner's own order.
"""
from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.lesson import role_of

MAX_BYTES = 20_000_000
STAMP = "timestamp.txt"  # nbgrader's note of when a submission was handed in
AS_RELEASED = ("check", "tests", "locked")  # roles of cells that a learner may not change


class Refused(Exception):
    """A hand-in that cannot be read; the message says why in one line, for learner and instructor."""


@dataclass(frozen=True)
class Submission:
    """One learner's hand-in for a lesson.

    Attributes:
        learner: the name of the learner's folder.
        lesson: the lesson's name.
        folder: where the hand-in lies, `submitted/<learner>/<lesson>`.
    """

    learner: str
    lesson: str
    folder: Path

    @property
    def has_plain_name(self) -> bool:
        """Whether the learner's name may stand in a page: formgrader shows it as it is."""
        return not set(self.learner) & set("<>&\"`\\")

    def paths(self, names: Iterable[str]) -> dict[str, Path]:
        """Return the notebooks that were handed in, by the names in the lesson; one of several may be missing.

        A lesson of one notebook takes the folder's one notebook, whatever it is called.

        Raises:
            Refused: there is none, or there are several and none has the lesson's name, or it lies elsewhere.
        """
        if not self.has_plain_name:
            raise Refused(f"{self.learner}: expected a name without < > & \" ` or \\, got one. Rename the folder.")
        if self.folder.name != self.lesson:
            place = f"submitted/{self.learner}/{self.lesson}/{self.lesson}.ipynb"
            raise Refused(f"expected {place}, got it in submitted/{self.learner}. Move it.")
        names, found = list(names), {path.stem: path for path in sorted(self.folder.glob("*.ipynb")) if path.is_file()}
        if named := {name: found[name] for name in names if name in found}:
            return named
        if len(found) == len(names) == 1:
            return {names[0]: next(iter(found.values()))}
        got = ", ".join(path.name for path in found.values()) or "none"
        expected = ", ".join(f"{name}.ipynb" for name in names)
        raise Refused(f"expected the notebook {expected}, got {got}. Ask for the one that counts.")


def find_submissions(class_folder: Path, lesson: str) -> list[Submission]:
    """Return all hand-ins for a lesson in the order of the learners' names."""
    found = []
    for learner in sorted(path for path in (class_folder / "submitted").glob("*") if path.is_dir()):
        if (learner / lesson).is_dir():
            found.append(Submission(learner.name, lesson, learner / lesson))
        elif any(learner.glob(f"{lesson}*.ipynb")):  # without its folder: refused by name, not passed over
            found.append(Submission(learner.name, lesson, learner))
    return found


def read_bytes(path: Path) -> bytes:
    """Return the content of a file that was handed in.

    Raises:
        Refused: it is a link, or too large.
    """
    if path.is_symlink():
        raise Refused(f"{path.name}: expected a file, got a link. Ask for the notebook itself.")
    if (size := path.stat().st_size) > MAX_BYTES:
        raise Refused(f"{path.name}: expected at most {MAX_BYTES // 10**6} MB, got {size // 10**6} MB. "
                      "Ask for the notebook without its outputs.")
    return path.read_bytes()


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder that learners' code may need: no notebooks, links or hidden files.

    Raises:
        Refused: they are larger together than a submission may be.
    """
    kept = {}
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inner.parts) or path.suffix == ".ipynb" or inner.name == STAMP
        linked = any(parent.is_symlink() for parent in (path, *path.parents[: len(inner.parts) - 1]))
        if hidden or linked or not path.is_file():
            continue
        kept[inner.as_posix()] = read_bytes(path)
        if sum(map(len, kept.values())) > MAX_BYTES:
            raise Refused(f"{folder.name}: expected at most {MAX_BYTES // 10**6} MB of files, got more. "
                          "Ask for the notebook without them.")
    return kept


def parse_notebook(raw: bytes, name: str) -> NotebookNode:
    """Return the notebook in a file's bytes, in today's format.

    Raises:
        Refused: the bytes are not text, not JSON or not a notebook.
    """
    if not raw.strip():
        raise Refused(f"{name}: expected a notebook, got an empty file. Ask the learner to hand in again.")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(f"{name}: expected UTF-8 text, got other bytes. Ask for it as JupyterLab saves it.") from None
    except (ValueError, RecursionError) as error:
        where = f"in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "as a whole"
        raise Refused(f"{name}: expected a notebook, got a file that is damaged {where}. Ask for it again.") from None
    try:
        return modernise(data)
    except Exception as error:  # nbformat raises many kinds of error on data that is no notebook
        raise Refused(f"{name}: expected a notebook, got other JSON ({str(error)[:80]}). Ask for it again.") from None


def modernise(data: dict) -> NotebookNode:
    """Return a notebook of any format with what counts of each cell: text, type, and which released cell it was."""
    if not isinstance(data, dict) or not isinstance(data.get("cells", data.get("worksheets")), list):
        raise ValueError("no cells")
    notebook = nbformat.convert(nbformat.from_dict(data), 4)
    cells = [_plain_cell(cell) for cell in notebook.cells]
    return nbformat.from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def _plain_cell(cell: NotebookNode) -> NotebookNode:
    """Keep of a cell what counts: its text, its type, and the marks that say which released cell it was."""
    source = cell["source"]
    source = "".join(source) if isinstance(source, list) else str(source)
    source = source.encode("utf-8", "replace").decode()  # half of a character pair can be written to no file
    kind = cell["cell_type"] if cell["cell_type"] in ("code", "markdown") else "raw"
    plain = {"cell_type": kind, "id": str(cell.get("id", "")), "source": source}
    plain |= {"outputs": [], "execution_count": None} if kind == "code" else {}
    mark = cell.get("metadata", {}).get("nbgrader")
    grade_id = str(mark.get("grade_id", "")) if isinstance(mark, dict) else ""
    return nbformat.from_dict(plain | {"metadata": {"grade_id": grade_id}})


def restore(notebook: NotebookNode, release: NotebookNode) -> NotebookNode:
    """Return the hand-in with everything restored that the learner may not change.

    Of several copies of a cell the last one that differs from the released cell counts: that is where the
    learner worked. The other copies stay as ordinary cells and are run. A check that is missing comes back
    behind the last answer to its question, a missing text answer at the end, as it was released.
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
    for own in _missing(release, owners, fixed):
        _insert(cells, own, release)
    result = nbformat.from_dict({"cells": cells, "metadata": release.metadata, "nbformat": 4, "nbformat_minor": 5})
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
        if copies and role_of(own) == "setup":  # what follows needs it
            return copies[0]
        if copies:
            return (worked_on or copies)[-1] if role_of(own) not in AS_RELEASED else copies[-1]
    return None


def _calls_check(source: str, question: str) -> bool:
    return re.match(rf"\s*check\(\s*['\"]{re.escape(question)}['\"]", source) is not None


def _restored(cell: NotebookNode, own: NotebookNode, fixed: tuple[str, ...]) -> NotebookNode:
    """A check is as released; of an answer only the text is the learner's; a changed demonstration is theirs."""
    restored = nbformat.from_dict(own)
    if role_of(own) in ("answer", "manual"):
        restored.source = cell.source
    if role_of(own) in ("answer", "manual", *fixed):
        return restored
    return restored if cell.source.strip() == own.source.strip() and cell.cell_type == own.cell_type else cell


def _unmarked(cell: NotebookNode) -> NotebookNode:
    plain = nbformat.from_dict(cell)
    plain.metadata = nbformat.from_dict({})
    return plain


def _missing(release: NotebookNode, owners: dict[int, NotebookNode], fixed: tuple[str, ...]) -> list[NotebookNode]:
    there, due = {own.id for own in owners.values()}, {*fixed, "manual"} - {"locked"}
    return [cell for cell in release.cells if role_of(cell) in due and cell.id not in there]


def _insert(cells: list[NotebookNode], own: NotebookNode, release: NotebookNode) -> None:
    """Put a cell behind the answers that it is about: those to its question, else those released before it.

    A setup cell comes before the first of those that are released after it.
    """
    question = own.metadata.grader.get("question")
    before = {cell.id for cell in release.cells[: release.cells.index(own)]}
    answers = [i for i, cell in enumerate(cells) if role_of(cell) == "answer"
               and (cell.metadata.grader.question == question if question else cell.id in before)]
    at = answers[-1] + 1 if answers and role_of(own) != "manual" else len(cells)
    if role_of(own) == "setup":
        after = {cell.id for cell in release.cells} - before - {own.id}
        at = next((i for i, cell in enumerate(cells) if role_of(cell) and cell.id in after), len(cells))
    cells.insert(at, nbformat.from_dict(own))


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
            cell.metadata.grader = nbformat.from_dict({"role": "work"})


def is_blank(cell: NotebookNode, release: NotebookNode) -> bool:
    """Return whether an answer cell is as it was released."""
    own = next((own for own in release.cells if own.id == cell.id), None)
    return own is not None and own.source.strip() == cell.source.strip()
