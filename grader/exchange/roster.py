"""The roster: who is in the class, under which name their folder goes, and how an LMS knows them."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from grader.classroom.names import MAX_LEARNER, is_plain, is_text
from grader.classroom.results import write_atomically
from grader.errors import WrongCall
from grader.printable import first_of, printable
from grader.tables import read_table, write_table

FILE = "roster.csv"
IDS = ("email", "canvas_id", "sis_id", "login", "moodle_id", "gradescope_id", "lti_id")  # each of them names one person
SPOILT = re.compile(r"\d([.,]\d+)?E\+\d+", re.ASCII)  # what a spreadsheet makes of a long number


@dataclass(frozen=True)
class Person:
    """One learner of the class. All but `learner` may be "".

    Attributes:
        learner: the name of the learner's folder, and in the gradebook.
        name: the full name, for people.
        email: the address that Moodle and Gradescope have.
        canvas_id: Canvas's number ("ID" in its gradebook, and in the names of files handed in).
        sis_id: Canvas's "SIS User ID".
        login: Canvas's "SIS Login ID".
        section: Canvas's "Section".
        moodle_id: Moodle's "ID number".
        gradescope_id: Gradescope's "SID".
        lti_id: what a platform calls them in LTI 1.3, its `sub`.
    """

    learner: str
    name: str = ""
    email: str = ""
    canvas_id: str = ""
    sis_id: str = ""
    login: str = ""
    section: str = ""
    moodle_id: str = ""
    gradescope_id: str = ""
    lti_id: str = ""

    def id(self, field: str) -> str:
        """Return one of the ids as it is compared: of addresses and logins, capitals do not matter."""
        return getattr(self, field).casefold()


COLUMNS = tuple(field.name for field in fields(Person))


@dataclass(frozen=True)
class Roster:
    """All learners of a class, in the order of the file."""

    people: tuple[Person, ...] = ()

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], Person]:
        return {(field, value): one for one in self.people for field in IDS if (value := one.id(field))}

    def find(self, field: str, value: str) -> Person | None:
        """Return who has this id; nobody has an empty one."""
        return self._by_id.get((field, value.casefold()))

    def learner(self, name: str) -> Person | None:
        """Return whose folder has this name."""
        return next((one for one in self.people if one.learner == name), None)

    def named(self, name: str) -> list[Person]:
        """Return all who have a full name, written either way around, as an LMS may have cleaned it."""
        wanted = plain_name(name)
        return [one for one in self.people if wanted and wanted in {plain_name(each) for each in both_ways(one.name)}]


def both_ways(name: str) -> tuple[str, str]:
    """Return a name as it is, and the first name first.

    >>> both_ways("Lovelace, Ada")
    ('Lovelace, Ada', 'Ada Lovelace')
    """
    last, _, first = name.partition(",")
    return name, f"{first.strip()} {last.strip()}".strip()


def plain_name(name: str) -> str:
    """Return a name as it is compared: what Moodle takes out of file names, does not count.

    >>> plain_name("Ada  O'Neil") == plain_name("ada ONeil")
    True
    """
    cleaned = re.sub(r"[&<>\"`|':\\/]|\.\.+", "", unicodedata.normalize("NFKC", name).replace("_", " "))
    return " ".join(cleaned.casefold().split())


def read_roster(class_folder: Path) -> Roster:
    """Return the class's roster.

    Raises:
        WrongCall: there is none, or something is wrong in it; all of it is told, line by line.
    """
    path = class_folder / FILE
    if not path.exists():
        raise WrongCall(f"{FILE}: expected the class's roster, got none. Export the roster or the gradebook from your "
                        "LMS and call `grader roster FILE.csv`, or write the file: a line `learner,name,email`, then a "
                        "line for each learner.")
    table = read_table(path)
    if unknown := [column for column in table.columns if column not in COLUMNS]:
        got = printable(unknown[0])[:60] or "one without a name"
        near = get_close_matches(unknown[0].casefold(), COLUMNS, 1)
        advice = f"Did you mean {near[0]}?" if near else "Rename or remove it."
        raise WrongCall(f"{FILE}: expected columns among {', '.join(COLUMNS)}, got {got}. {advice} To import "
                        "what an LMS exported, call `grader roster FILE.csv`.")
    if "learner" not in table.columns:
        raise WrongCall(f"{FILE}: expected a column learner, got {', '.join(table.columns)}. It has the names of "
                        "learners' folders.")
    records = table.records(*COLUMNS)
    people = [Person(**{name: unicodedata.normalize("NFC", cell) for name, cell in cells.items()})
              for _, cells in records]
    require_sound(people, [line for line, _ in records])
    return Roster(tuple(people))


def require_sound(people: Sequence[Person], lines: Sequence[int] = (), where: str = FILE) -> None:
    """Make sure that each learner can have a folder, and that nobody is there twice.

    Raises:
        WrongCall: with a line for all that is wrong.
    """
    shown = [f"line {line}" for line in lines] or [printable(one.learner) for one in people]
    wrong = [f"{place}: {fault}" for place, one in zip(shown, people) for fault in _faults(one)]
    for field in ("learner", *IDS):
        seen: dict[str, str] = {}
        for place, one in zip(shown, people):
            if (value := one.id(field)) and (first := seen.setdefault(value, place)) != place:
                got = printable(getattr(one, field))[:60]
                wrong.append(f"{place}: expected another {field} than {first}, got {got} again.")
    if wrong:
        raise WrongCall(f"{where}: expected one sound line for each learner, got others. "
                        f"{' '.join(first_of(wrong))} Correct the file.")


def _faults(one: Person) -> list[str]:
    faults = []
    if not is_folder_name(one.learner):
        faults.append(f"expected the name of a folder as learner, without / < > & \" ` \\ and of at most {MAX_LEARNER} "
                      f"characters, got {printable(one.learner)[:60] or 'nothing'}.")
    for field, value in asdict(one).items():
        if not is_text(value) or len(value) > 500:
            faults.append(f"expected {field} on one line that can be seen, got {printable(value)[:60]}.")
        elif field in IDS and SPOILT.fullmatch(value):
            faults.append(f"expected {field} in full, got {value}, which a spreadsheet has shortened. Format the "
                          "column as text and put the number there again.")
    if one.email and not re.fullmatch(r"[^\s@]+@[^\s@]+", one.email):
        faults.append(f"expected an email address, got {printable(one.email)[:60]}.")
    if one.canvas_id and not re.fullmatch(r"[0-9]+", one.canvas_id):
        faults.append(f"expected a number as canvas_id, got {printable(one.canvas_id)[:60]}.")
    return faults


def is_folder_name(learner: str) -> bool:
    """Return whether a learner's folder may have this name."""
    return (bool(learner) and is_plain(learner) and "/" not in learner and not learner.startswith(".")
            and learner == learner.strip() and len(learner.encode()) <= 200)


def write_roster(class_folder: Path, roster: Roster) -> None:
    """Write the class's roster; columns that nobody has anything in are left out."""
    used = [name for name in COLUMNS
            if name in ("learner", "name", "email") or any(getattr(one, name) for one in roster.people)]
    rows = [[getattr(one, name) for name in used] for one in roster.people]
    write_atomically(class_folder / FILE, write_table(used, rows))


@dataclass(frozen=True)
class Merged:
    """A roster with what an LMS says of it: who is new, who has changed, and whom it does not name."""

    roster: Roster
    added: tuple[Person, ...] = ()
    changed: tuple[Person, ...] = ()
    absent: tuple[Person, ...] = ()


def merge(roster: Roster, found: Iterable[Person], where: str) -> Merged:
    """Return the roster with the people of an LMS's export, whose `learner` is empty.

    People are the same if one of their ids is. Nobody is removed, and no folder is renamed.

    Raises:
        WrongCall: ids of one person in the export belong to two people in the roster, or the other way around.
    """
    people = list(roster.people)
    places = {(field, known.id(field)): i for i, known in enumerate(people) for field in IDS}
    added: list[Person] = []
    changed: list[Person] = []
    seen: set[int] = set()
    for one in found:
        same = {places[key] for field in IDS if one.id(field) and (key := (field, one.id(field))) in places}
        if len(same) > 1 or same & seen:
            names = ", ".join(printable(people[i].learner) for i in sorted(same))
            raise WrongCall(f"{where}: expected one person, got {printable(one.name)[:60] or one.email}, whose ids are "
                            f"those of {names}, or who is there twice. Correct {FILE} or the export.")
        if same:
            (i,) = same
            now = replace(people[i], **{name: value for name, value in asdict(one).items() if value and (
                name not in IDS or one.id(name) != people[i].id(name))})  # capitals stay as the first export has them
            changed += [now] * (now != people[i])
            people[i] = now
        else:
            i = len(people)
            people.append(replace(one, learner=_make_name(one, people)))
            added.append(people[i])
        places |= {(field, people[i].id(field)): i for field in IDS}
        seen.add(i)
    require_sound(people, where=where)
    absent = tuple(one for i, one in enumerate(people) if i not in seen)
    return Merged(Roster(tuple(people)), tuple(added), tuple(changed), absent)


def _make_name(one: Person, others: Sequence[Person]) -> str:
    """Return a folder's name for somebody new: what they log in with, without the part that the class shares."""
    ids = [one.login.partition("@")[0], one.login, one.email.partition("@")[0], one.email, one.sis_id,
           one.canvas_id and f"canvas-{one.canvas_id}", one.moodle_id and f"moodle-{one.moodle_id}",
           one.gradescope_id and f"gradescope-{one.gradescope_id}"]
    taken = {other.id("learner") for other in others}
    return next((name for name in ids if is_folder_name(name) and name.casefold() not in taken), "")
