"""Lessons as pages of the site: the learner's copy, run from top to bottom as it is.

Nothing is run with answers, so that no page can show one: where a lesson goes on with a learner's function, ours stands
in, as in a notebook that nobody has filled in yet.
"""
from __future__ import annotations

import base64
import hashlib
import os
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbformat import NotebookNode

import course
from course.packs import OURS, packs
from grader.lessons.copies import find_lessons, notebooks_of
from grader.lessons.text import dump, read_lesson, released, role_of

KERNELS = 2  # lessons that run at one time
WIDGET = "application/vnd.jupyter.widget-view+json"
EMBEDDED = re.compile(r'<img src="data:image/(png|svg)(?:\+xml)?;base64,([^"]+)"')
OVERWRITTEN = re.compile(r"[^\n]*\r(?=[^\n])")  # what a progress bar said before it said the last thing
RUN_THIS = '<p class="run-this">Run this in JupyterLab: it checks your answer as soon as you have one.</p>'
GET_THIS = ("\n\n{{download}}`Get this lesson <{path}>` and open it in JupyterLab, with the course installed. Here you "
            "see what its code gives before you fill anything in.")


class BrokenLesson(Exception):
    """A lesson's code raised an error; the message names the lesson and shows the cell."""


def build_pages(folder: Path, pack: str | None = None) -> None:
    """Write every lesson of a course pack, by default of ours, with outputs, pictures and cover; run what has changed.

    Raises:
        BrokenLesson: a cell raised an error.
    """
    (folder / "static" / "lessons").mkdir(parents=True, exist_ok=True)
    of = next((known for known in packs() if known.name == pack), OURS)
    lessons = {name: released(read_lesson(source)) for name, source in find_lessons(of).items()}
    for old in set(folder.glob("*.ipynb")) - {folder / f"{name}.ipynb" for name in lessons}:
        old.unlink()
    with ThreadPoolExecutor(KERNELS) as pool:
        list(pool.map(lambda item: build_page(folder, notebooks_of(of), *item), lessons.items()))


def build_page(folder: Path, copies: Path, name: str, lesson: NotebookNode) -> None:
    """Write one lesson's page, unless the one that is there was made from the same lesson and the same course."""
    path, made_from = folder / f"{name}.ipynb", fingerprint(lesson)
    if path.exists() and nbformat.read(path, 4).metadata.get("made_from") == made_from:
        return
    run(name, lesson)
    pictures = [picture for cell in lesson.cells for picture in show(cell, folder / "static" / "lessons")]
    playable = (picture for picture in pictures if picture.suffix == ".svg")
    cover = next(playable, next(iter(pictures), None))
    for old in folder.glob(f"{name}.[ps][nv]g"):
        old.unlink()
    if cover:
        (folder / f"{name}{cover.suffix}").write_bytes(cover.read_bytes())
    lesson.cells[0].source += GET_THIS.format(path=f"/{os.path.relpath(copies, folder.parent)}/{name}.ipynb")
    lesson.metadata["made_from"] = made_from
    lesson.metadata.pop("widgets", None)
    path.write_text(dump(lesson), encoding="utf-8")


def anchor(heading: str) -> str:
    """Return a heading's anchor as JupyterLab makes it, so that a lesson's links lead to the same place in both."""
    return heading.replace(" ", "-")


def fingerprint(lesson: NotebookNode) -> str:
    """Return a hash of all that a page is made from: the lesson, the course and this file."""
    files = [Path(__file__), *sorted(Path(course.__file__).parent.rglob("*.[pn][yp]*"))]
    parts = [dump(lesson).encode(), *(path.read_bytes() for path in files if path.suffix in (".py", ".npz"))]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def run(name: str, lesson: NotebookNode) -> None:
    """Run a notebook in a kernel and a folder of its own, and keep its outputs in it."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    with tempfile.TemporaryDirectory() as empty:  # nobody's progress, guesses or photos
        client = NotebookClient(lesson, timeout=600, kernel_name="python3", shutdown_kernel="immediate",
                                extra_arguments=["--log-level=ERROR"], resources={"metadata": {"path": empty}})
        try:
            client.execute(env=os.environ | {"OMP_NUM_THREADS": "1"})  # one core for each lesson that runs
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise BrokenLesson(f"lesson {name}: expected its cells to run, got {error}") from error


def show(cell: NotebookNode, folder: Path) -> list[Path]:
    """Leave of a cell's outputs what a page can show, in place; return the pictures, which get files of their own."""
    if cell.cell_type != "code":
        return []
    cell.execution_count = None
    if role_of(cell) == "setup":
        cell.metadata["tags"] = ["hide-cell"]
    if role_of(cell) == "check":
        cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": RUN_THIS, "text/plain": RUN_THIS})]
    cell.outputs = [output for output in cell.outputs if WIDGET not in output.get("data", {})]
    pictures: list[Path] = []
    for output in cell.outputs:
        if "text" in output:
            output.text = OVERWRITTEN.sub("", output.text)
        data = output.get("data", {})
        if "text/html" in data:
            data["text/html"] = EMBEDDED.sub(lambda found: _write(found, folder, pictures), data["text/html"])
        if "image/png" in data:  # of plain Matplotlib, which says nothing to a screen reader
            cell.metadata["mystnb"] = {"image": {"alt": "The picture that the code above draws."}}
    return pictures


def _write(found: re.Match, folder: Path, pictures: list[Path]) -> str:
    """Write an embedded picture into a file named after what it holds, and return the tag that shows it."""
    kind, data = found[1], base64.b64decode(found[2])
    path = folder / f"{hashlib.sha256(data).hexdigest()[:16]}.{kind}"
    path.write_bytes(data)
    pictures.append(path)
    return f'<img loading="lazy" src="../_static/lessons/{path.name}"'
