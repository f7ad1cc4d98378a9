"""Moodle: lists of participants and grades as CSV, in and out, and the archive of "Download all submissions".

The number in the archive's names is the participant's in this one assignment, which only the assignment's grading
worksheet explains. Source: the assignment's downloader and the grades' import of Moodle, which is open (facts only).
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from grader.errors import WrongCall
from grader.exchange.archives import Entry, Found, Source
from grader.exchange.marks import Marks, Row
from grader.exchange.roster import Person, Roster
from grader.printable import printable
from grader.tables import Table, read_table

NAME = "Moodle"
PART = re.compile(r"(?P<who>[^_]*)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL)
EMAIL, ID = "Email address", "ID number"
WORKSHEET = 'Download the grading worksheet of the assignment and add `--worksheet FILE.csv`'


def is_people(table: Table) -> bool:
    """Return whether a table is a list of participants, a gradebook or a grading worksheet that Moodle exported."""
    return (table.has(EMAIL) or table.has(ID)) and (
        table.has("First name") or table.has("Full name") or table.has("First name / Last name"))


def read_people(table: Table) -> list[Person]:
    """Return whom Moodle lists."""
    people = []
    for _, cells in table.records("First name", "Last name", "Surname", "Full name", EMAIL, ID):
        last = cells["Last name"] or cells["Surname"]
        name = ", ".join(filter(None, (last, cells["First name"]))) or cells["Full name"]
        if cells[EMAIL] or cells[ID]:
            people.append(Person("", name, cells[EMAIL], moodle_id=cells[ID]))
    return people


def is_download(paths: Sequence[tuple[str, ...]]) -> list[bool]:
    """Return for each path whether Moodle might have called a folder or file so."""
    return [bool(PART.fullmatch(parts[0])) for parts in paths]


def find_hand_ins(source: Source, entries: list[Entry], roster: Roster, lesson: str,
                  worksheet: dict[str, Person] | None = None) -> list[Found]:
    """Return what each person handed in; Moodle's archive says neither when nor whether it is late."""
    by_number: dict[tuple[str, str], dict[str, Entry]] = {}
    for entry in entries:
        found = PART.fullmatch(entry.parts[0])
        assert found  # `is_download` has looked
        files = by_number.setdefault((found["who"], found["number"]), {})
        if found["kind"] == "file":
            files["/".join((*filter(None, [found["file"]]), *entry.parts[1:]))] = entry
    return [_hand_in(who, number, files, roster, worksheet) for (who, number), files in by_number.items()]


def _hand_in(
    who: str, number: str, files: dict[str, Entry], roster: Roster, worksheet: dict[str, Person] | None,
) -> Found:
    shown = f"{who}_{number}"
    if not files:
        return Found(shown, problem="a text typed into Moodle, no file. Have the assignment take files only")
    if worksheet is not None:
        if one := worksheet.get(number):
            return Found(shown, (one.learner,), files)
        return Found(shown, problem=f"the worksheet and roster.csv don't tell who participant {number} is. "
                                    "Download this assignment's worksheet, and call `grader roster FILE.csv` with it")
    named = roster.named(who)
    if len(named) == 1:
        return Found(shown, (named[0].learner,), files, notes=("found by the full name",))
    got = f"{len(named)} people in roster.csv have" if named else "nobody in roster.csv has"
    return Found(shown, problem=f"{got} the full name {printable(who)[:60]}. {WORKSHEET}")


def read_worksheet(path: Path, roster: Roster) -> dict[str, Person]:
    """Return who has which number in an assignment, by its grading worksheet.

    Raises:
        WrongCall: it is none.
    """
    table = read_table(path)
    if not table.has("Identifier") or not (table.has(EMAIL) or table.has(ID)):
        raise WrongCall(f"{table.where}: expected Moodle's grading worksheet, with Identifier and {EMAIL} or {ID}, "
                        f"got {printable(', '.join(table.columns))[:200]}. Switch Moodle to English and download it "
                        "again from the assignment.")
    people: dict[str, Person] = {}
    for line, cells in table.records("Identifier", EMAIL, ID):
        number = re.search(r"\d+$", cells["Identifier"])
        one = roster.find("email", cells[EMAIL]) or roster.find("moodle_id", cells[ID])
        if number and one and people.setdefault(number[0], one) != one:
            raise WrongCall(f"{table.where}, line {line}: expected each participant once, got {number[0]} again. "
                            "Download it again.")
    return people


def missing_id(one: Person) -> str:
    """Return why Moodle could not tell whose a row is; "" if it can."""
    return "" if one.email or one.moodle_id else "no email or moodle_id"


def write_marks(marks: Marks, rows: Sequence[Row], columns: dict[str, str]) -> tuple[list[str], list[list[str]], str]:
    """Return header and rows of grades that Moodle imports, and what to do with it there.

    Moodle takes a row with an empty id for the row before it, so an id that somebody lacks is left out for all.
    """
    ids = {EMAIL: [row.person.email for row in rows], ID: [row.person.moodle_id for row in rows]}
    whole = [name for name, values in ids.items() if all(values)]
    if not whole:
        lacking = next(row.person.learner for row in rows if not row.person.email)
        other = next(row.person.learner for row in rows if not row.person.moodle_id)
        raise WrongCall(f"roster.csv: expected an email for all, or a moodle_id for all, got no email of "
                        f"{printable(lacking)} and no moodle_id of {printable(other)}. Import Moodle's list of "
                        "participants: `grader roster FILE.csv`.")
    header = ["Name", *whole, *columns.values()]
    lines = [[row.person.name or row.person.learner, *(ids[name][i] for name in whole), *row.scores]
             for i, row in enumerate(rows)]
    return header, lines, f'In Moodle: Grades, Import, CSV file; map "{whole[0]}" and each lesson\'s column.'
