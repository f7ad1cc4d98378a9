"""The notebooks of a lesson as this class released them: ours, and any that an instructor made with nbgrader."""
from __future__ import annotations

import nbformat
from nbformat import NotebookNode

from grader.classroom.gradebook import Gradebook
from grader.errors import WrongCall
from grader.lessons.hand_in import SCHEMA
from grader.lessons.text import role_of
from grader.stock.empty_tests import require_tests


def read_releases(gradebook: Gradebook, lesson: str) -> dict[str, NotebookNode]:
    """Return the released notebooks of a lesson, by name, with their hidden tests; every submission shares them.

    Raises:
        WrongCall: the lesson was not released in this class, or it has tests that test nothing.
    """
    folder = gradebook.folder / "release" / lesson
    sources = gradebook.notebook_sources(lesson)
    if not sources or not all((folder / f"{name}.ipynb").is_file() for name in sources):
        known = ", ".join(sorted(path.name for path in (gradebook.folder / "release").glob("*"))) or "none yet"
        raise WrongCall(f"{lesson}: expected a released lesson ({known}), got none of that name. "
                        f"Check the name. Run `grader release {lesson}` if it is right.")
    releases = {name: read_release((folder / f"{name}.ipynb").read_bytes(), cells) for name, cells in sources.items()}
    require_tests(releases, lesson)
    return releases


def read_release(raw: bytes, sources: dict[str, str] | None = None) -> NotebookNode:
    """Return a released notebook; cells of ordinary nbgrader notebooks get the roles that ours have from birth.

    Args:
        raw: the file's bytes.
        sources: text of cells by grade id as nbgrader keeps it, hidden tests included.
    """
    release = nbformat.reads(raw.decode("utf-8"), as_version=4)
    _require_schema(release)
    for i, cell in enumerate(release.cells):
        if "nbgrader" in cell.metadata and not role_of(cell):
            grade_id = cell.metadata.nbgrader.grade_id
            role = role_of_mark(cell.metadata.nbgrader)
            cell.metadata.grader = nbformat.from_dict({"role": role, "released": cell.source})
            cell.source = (sources or {}).get(grade_id, cell.source)
            cell.id = grade_id
        elif not cell.get("id"):
            cell.id = f"released-{i}"
    return release


def _require_schema(release: NotebookNode) -> None:
    """Make sure that nbgrader's marks have the form of today: in old ones, fields have other meanings.

    Raises:
        WrongCall: they have an older or a newer one.
    """
    found = {cell.metadata.nbgrader.get("schema_version", 0) for cell in release.cells
             if cell.metadata.get("nbgrader")}
    if other := sorted(found - {SCHEMA}):
        todo = ("Back up the class folder, run `nbgrader update .` there, and release again."
                if other[0] < SCHEMA else "Update nbgrader.")
        raise WrongCall(f"release: expected nbgrader's cell marks of version {SCHEMA}, got version {other[0]}. {todo}")


def role_of_mark(mark: NotebookNode) -> str:
    """Return the role of a cell by nbgrader's own marks."""
    if mark.get("task"):
        return "task"
    if mark.grade and mark.solution:
        return "manual"
    if mark.grade:
        return "tests"
    return "answer" if mark.solution else "locked"


def is_tested_inside(release: NotebookNode) -> bool:
    """Return whether some of a notebook's points come from tests that run beside the learner's code."""
    return any(role_of(cell) == "tests" for cell in release.cells)
