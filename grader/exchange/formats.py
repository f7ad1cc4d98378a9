"""The platforms we exchange files with. A new one is a module like its neighbors, and a line here."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.exchange import canvas, gradescope, moodle, nbgrader
from grader.exchange.archives import Found
from grader.exchange.marks import Marks, Row
from grader.exchange.roster import Person
from grader.tables import Table

Paths = Sequence[tuple[str, ...]]
Written = tuple[list[str], list[list[str]], str]


@dataclass(frozen=True)
class People:
    """How a platform lists who is in a class."""

    is_table: Callable[[Table], bool]
    read: Callable[[Table], list[Person]]
    expected: str


@dataclass(frozen=True)
class Download:
    """How a platform packs what was handed in.

    Attributes:
        is_download: for each path, whether the platform might have made it.
        find: the hand-ins among files.
        renumber: the name that a file had before the platform gave it a number.
    """

    is_download: Callable[[Paths], list[bool]]
    find: Callable[..., list[Found]]
    renumber: Callable[[str], str] = str


@dataclass(frozen=True)
class Writer:
    """How a platform takes marks: why somebody cannot be in the file, and the file with advice."""

    missing_id: Callable[[Person], str]
    write: Callable[[Marks, Sequence[Row], dict[str, str]], Written]
    needs_roster: bool = True


PEOPLE = {  # the first that a table fits
    "Canvas": People(canvas.is_people, canvas.read_people, "Student, ID, SIS Login ID and Section"),
    "Gradescope": People(gradescope.is_people, gradescope.read_people, "SID and Email"),
    "Moodle": People(moodle.is_people, moodle.read_people, "First name, Last name, and ID number or Email address"),
}
DOWNLOADS = {  # the first that any path fits; it must fit them all
    "gradescope": Download(gradescope.is_download, gradescope.find_hand_ins),
    "moodle": Download(moodle.is_download, moodle.find_hand_ins),
    "nbgrader": Download(nbgrader.is_inbound, nbgrader.find_inbound),
    "canvas": Download(canvas.is_download, canvas.find_hand_ins, canvas.undo_number),
    "folders": Download(lambda paths: [True for _ in paths], nbgrader.find_folders),
}
WRITERS = {
    "canvas": Writer(canvas.missing_id, canvas.write_marks),
    "moodle": Writer(moodle.missing_id, moodle.write_marks),
    "nbgrader": Writer(nbgrader.missing_id, nbgrader.write_marks, needs_roster=False),
}
