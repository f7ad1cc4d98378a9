"""Canvas: its gradebook's CSV, in and out, and the archive of "Download Submissions".

Source: the gradebook's exporter and importer, and the zipper, of Canvas LMS, which is open (facts only).
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from grader.errors import WrongCall
from grader.exchange.archives import Entry, Found, Source
from grader.exchange.marks import Marks, Row
from grader.exchange.roster import Person, Roster
from grader.printable import printable
from grader.tables import Table

NAME = "Canvas"
# NAME[_LATE]_USER_ATTACHMENT_FILE; the name has lost all but letters and digits, in lower case
PAIR = re.compile(r"(?=(?:^|_)(\d+)_(\d+)_(.+)$)", re.DOTALL)
TYPED = re.compile(r"(?:^|_)(\d+|anon_\w+)_(text|link)\.html$")
ANONYMOUS = re.compile(r"^(?:LATE_)?anon_\w+?_\d+_.+$")
TEST_STUDENT = "Student, Test"
TAKEN = re.compile("Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade|Override")


def is_people(table: Table) -> bool:
    """Return whether a table is a gradebook that Canvas exported."""
    return table.has("ID", "Section") and (table.has("Student") or table.has("LastName", "FirstName"))


def read_people(table: Table) -> list[Person]:
    """Return whom Canvas's gradebook lists, without its test student."""
    people = []
    for _, cells in table.records("Student", "LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID", "Section"):
        name = cells["Student"] or ", ".join(filter(None, (cells["LastName"], cells["FirstName"])))
        if cells["ID"] and name != TEST_STUDENT:  # rows of points and of settings have no id
            login = cells["SIS Login ID"]
            people.append(Person("", name, login if "@" in login else "", cells["ID"], cells["SIS User ID"], login,
                                 cells["Section"]))
    return people


def is_download(paths: Sequence[tuple[str, ...]]) -> list[bool]:
    """Return for each path whether Canvas might have called a file so."""
    return [len(parts) == 1 and bool(PAIR.search(parts[0]) or TYPED.search(parts[0]) or ANONYMOUS.match(parts[0]))
            for parts in paths]


def find_hand_ins(source: Source, entries: list[Entry], roster: Roster, lesson: str) -> list[Found]:
    """Return what each person handed in; Canvas says who is late, but not when anything was handed in."""
    by_person: dict[str, list[tuple[Entry, str, bool]]] = {}
    problems = []
    for entry in entries:
        person, file, late, problem = _whose(entry.parts[-1], roster)
        if problem:
            problems.append(Found(entry.parts[-1], problem=problem))
        else:
            by_person.setdefault(person, []).append((entry, file, late))
    return [_hand_in(person, files) for person, files in by_person.items()] + problems


def _hand_in(learner: str, found: list[tuple[Entry, str, bool]]) -> Found:
    files: dict[str, Entry] = {}
    twice = [file for entry, file, _ in found if files.setdefault(file, entry) is not entry]
    problem = f"two files {printable(twice[0])[:60]}. Ask which one counts" if twice else ""
    return Found(learner, (learner,), files, late=any(late for *_, late in found), problem=problem)


def _whose(path: str, roster: Roster) -> tuple[str, str, bool, str]:
    """Return learner, name of the file, whether it is late, and what keeps it from being anybody's.

    People choose their names and the names of files, so the number that counts must be the only one that can be meant,
    and the name before it the one that the roster has for it.
    """
    if ANONYMOUS.match(path):
        return "", "", False, ("the assignment is graded anonymously, so Canvas does not say whose it is. Turn that "
                               "off in the assignment and download again")
    if typed := TYPED.search(path):
        one = roster.find("canvas_id", typed[1])
        return "", "", False, (f"a text or a link typed into Canvas by {printable(one.learner) if one else typed[1]}, "
                               "no file. Have the assignment take files only")
    pairs = [(found, roster.find("canvas_id", found[1])) for found in PAIR.finditer(path)]
    first, one = pairs[0]
    if one is None:
        return "", "", False, (f"nobody in roster.csv has the canvas_id {first[1]}. Export the gradebook from Canvas "
                               "and call `grader roster FILE.csv`")
    if {other.learner for _, other in pairs[1:] if other} - {one.learner}:
        return "", "", False, f"its name could mean {first[1]} or another. Look it up in Canvas"
    name, late = re.fullmatch(r"(.*?)_?(LATE)?", path[:first.start()], re.DOTALL).groups()  # type: ignore[union-attr]
    if one.name and name and name not in as_in_names(one.name):
        return "", "", False, (f"its number is that of {printable(one.learner)}, but the name in front of it is not "
                               f"{printable(as_in_names(one.name)[0])[:60]}. If that person has another name now, "
                               "export the gradebook from Canvas and call `grader roster FILE.csv`")
    return one.learner, first[3], bool(late), ""


def as_in_names(name: str) -> list[str]:
    """Return a person's name as Canvas may have it in the names of files, whichever of its words is the last name's.

    >>> as_in_names("Lovelace-King, Ada")
    ['lovelacekingada', 'adalovelaceking']
    """
    words = re.sub(r"_(\d+)_", r"\1", name).lower().split() or [""]
    return [re.sub(r"\W", "", "".join(words[i:] + words[:i])) for i in range(len(words))]


def undo_number(name: str) -> str:
    """Return a file's name without the number that Canvas gives to a second one of its name.

    >>> undo_number("predictions-2.csv")
    'predictions.csv'
    """
    return re.sub(r"-\d+(\.[^.]+)$", r"\1", name)


def missing_id(one: Person) -> str:
    """Return why Canvas could not tell whose a row is; "" if it can."""
    return "" if one.canvas_id or one.sis_id or one.login else "no canvas_id, sis_id or login"


def write_marks(marks: Marks, rows: Sequence[Row], columns: dict[str, str]) -> tuple[list[str], list[list[str]], str]:
    """Return header and rows of a gradebook that Canvas imports, and what to do with it there."""
    if taken := [name for name in columns.values() if TAKEN.search(name)]:
        raise WrongCall(f"--column: expected a name that Canvas does not keep for itself, got {taken[0]}. Name the "
                        "assignment otherwise.")
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *columns.values()]
    points = ["Points Possible", "", "", "", "", *(marks.max_points(lesson) for lesson in columns)]
    lines = [[row.person.name or row.person.learner, row.person.canvas_id, row.person.sis_id, row.person.login,
              row.person.section, *row.scores] for row in rows]
    return header, [points, *lines], "In Canvas: Grades, Import. It shows what would change before it changes anything."
