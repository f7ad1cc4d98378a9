"""What a corpus is made of: class folders with their settings, assignments, and what learners hand in for them."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

Notebooks = dict[str, NotebookNode]
MANUAL = None  # what is due for a cell that a person grades


@dataclass(frozen=True)
class HandIn:
    """What one learner hands in.

    Attributes:
        edit: changes the released notebooks into those that are handed in.
        due: points that are due by grade id, whatever anybody gives; cells that are not named are due nothing.
        files: files beside the notebooks.
        stamp: content of `timestamp.txt`; "" for none.
        tries: what a cheat tries; "" for an honest learner.
        may_refuse: what a refusal of this hand-in must name, a regular expression; "" where it must be graded.
    """

    edit: Callable[[Notebooks], None]
    due: Mapping[str, float] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""
    tries: str = ""
    may_refuse: str = ""


@dataclass(frozen=True)
class Assignment:
    """An assignment as its instructor made it.

    Attributes:
        name: its name.
        sources: the notebooks in `source/`, by name: made here, or a file that nbgrader has installed.
        hand_ins: by learner.
        files: files beside the source notebooks: text, or a file to copy.
        due_date: when it is due, in UTC; "" for never.
        may_refuse: what a refusal of it must name, a regular expression; "" where it must be graded.
    """

    name: str
    sources: Mapping[str, NotebookNode | Path]
    hand_ins: Mapping[str, HandIn]
    files: Mapping[str, str | Path] = field(default_factory=dict)
    due_date: str = ""
    may_refuse: str = ""


@dataclass(frozen=True)
class Course:
    """A class folder.

    Attributes:
        name: its name.
        assignments: what is in it.
        config: lines of its `nbgrader_config.py` beside the course id.
        files: files in the class folder, by path.
        our_config: lines that only our copy has.
        released_by: who makes our copy's release: "nbgrader", which is then copied, or "grader".
        autograded: the folder that stock writes graded notebooks to.
        submitted: the folder that hand-ins are read from.
        may_refuse: what a refusal of ours must name, a regular expression; "" where we must not refuse.
    """

    name: str
    assignments: tuple[Assignment, ...]
    config: str = ""
    files: Mapping[str, str | Path] = field(default_factory=dict)
    our_config: str = ""
    released_by: str = "nbgrader"
    autograded: str = "autograded"
    submitted: str = "submitted"
    may_refuse: str = ""

    @property
    def names(self) -> list[str]:
        return [assignment.name for assignment in self.assignments]


def make_class(course: Course, folder: Path) -> None:
    """Write a class folder with its settings and sources; nothing is released yet."""
    folder.mkdir(parents=True)
    write(folder / "nbgrader_config.py", f"c = get_config()\nc.CourseDirectory.course_id = 'corpus'\n{course.config}\n")
    for path, content in course.files.items():
        write(folder / path, content)
    for assignment in course.assignments:
        place = folder / "source" / assignment.name
        for name, source in assignment.sources.items():
            write(place / f"{name}.ipynb", source)
        for path, content in assignment.files.items():
            write(place / path, content)


def hand_in(course: Course, folder: Path) -> None:
    """Put all hand-ins into a class folder; where nothing could be released, learners start from the source."""
    for assignment in course.assignments:
        released = folder / "release" / assignment.name
        given = released if released.is_dir() else folder / "source" / assignment.name
        for learner, handed_in in assignment.hand_ins.items():
            place = folder / course.submitted / learner / assignment.name
            notebooks = {path.stem: nbformat.read(path, as_version=4) for path in sorted(given.glob("*.ipynb"))}
            handed_in.edit(notebooks)
            for name, notebook in notebooks.items():
                write(place / f"{name}.ipynb", notebook)
            for path, content in handed_in.files.items():
                write(place / path, content)
            if handed_in.stamp:
                write(place / "timestamp.txt", handed_in.stamp)


def write(path: Path, content: str | Path | NotebookNode) -> None:
    """Write a text, a copy of a file or a notebook; what is not valid is written as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        path.write_bytes(content.read_bytes())
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    else:
        path.write_text(nbformat.v4.writes(content), encoding="utf-8")
