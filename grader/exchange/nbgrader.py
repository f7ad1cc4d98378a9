"""nbgrader: its exchange's folder `inbound`, folders named after learners, and the columns of its export."""
from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from grader.classroom.names import stem
from grader.classroom.submissions import NOTES, STAMP
from grader.errors import Refused
from grader.exchange.archives import Entry, Found, Source
from grader.exchange.marks import Marks, Row, show
from grader.exchange.roster import Person, Roster, both_ways
from grader.printable import printable
from grader.stamps import read_stamp

INBOUND = re.compile(r"(?P<who>.+?)\+(?P<lesson>[^+]+)\+(?P<time>\d{4}-\d\d-\d\d[^+]*)(?:\+[^+]*)?", re.DOTALL)
COLUMNS = ["assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
           "late_submission_penalty", "score", "max_score"]
NOBODY = "Correct the name, or the roster"


def is_inbound(paths: Sequence[tuple[str, ...]]) -> list[bool]:
    """Return for each path whether nbgrader's exchange might have called a folder so."""
    return [len(parts) > 1 and bool(INBOUND.fullmatch(parts[0])) for parts in paths]


def find_inbound(source: Source, entries: list[Entry], roster: Roster, lesson: str) -> list[Found]:
    """Return what each user of the exchange handed in last for a lesson."""
    by_folder: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        by_folder.setdefault(entry.parts[0], {})["/".join(entry.parts[1:])] = entry
    last: dict[str, tuple[datetime, str]] = {}
    problems = []
    for folder in by_folder:
        named = INBOUND.fullmatch(folder)
        if not named or named["lesson"] != lesson:
            continue
        moment, fault = read_stamp(named["time"].encode())
        if moment is None:
            problems.append(Found(folder, problem=fault))
        else:
            last[named["who"]] = max(last.get(named["who"], (moment, folder)), (moment, folder))
    return [_of_user(who, folder, by_folder[folder], moment, roster)
            for who, (moment, folder) in last.items()] + problems


def _of_user(who: str, folder: str, files: dict[str, Entry], moment: datetime, roster: Roster) -> Found:
    if not (one := roster.learner(who)):
        return Found(folder, problem=f"no learner {printable(who)[:60]} in roster.csv. {NOBODY}")
    others = {entry.owner for entry in files.values()} - {who, ""}
    notes = (f"the file's owner is {printable(', '.join(sorted(others)))[:60]}",) if others else ()
    return Found(folder, (one.learner,), {path: entry for path, entry in files.items() if path != STAMP}, moment,
                 notes=notes)


def find_folders(source: Source, entries: list[Entry], roster: Roster, lesson: str) -> list[Found]:
    """Return what lies in folders named after learners, and in files that are."""
    by_name: dict[tuple[str, bool], dict[str, Entry]] = {}
    for entry in entries:
        first, *rest = entry.parts
        by_name.setdefault((first, bool(rest)), {})["/".join(rest)] = entry
    return [_of_folder(source, name, files, roster, lesson) if is_folder
            else _of_file(name, files[""], roster, lesson) for (name, is_folder), files in by_name.items()]


def _of_folder(source: Source, name: str, files: dict[str, Entry], roster: Roster, lesson: str) -> Found:
    people = whose(name, roster)
    if len(people) != 1:
        return Found(name, problem=_nobody(name, people))
    inner = {path.partition("/")[2]: entry for path, entry in files.items() if path.startswith(f"{lesson}/")}
    return _with_stamp(source, Found(name, (people[0].learner,), inner or files))


def _with_stamp(source: Source, found: Found) -> Found:
    """Take the time from nbgrader's own note, if there is one beside the notebook."""
    stamp = found.files.pop(STAMP, None)
    if not stamp or stamp.kind != "file" or stamp.size > NOTES[STAMP]:
        return found
    try:
        moment, fault = read_stamp(source.read(stamp))
    except Refused as refused:
        moment, fault = None, str(refused)
    return Found(found.who, found.learners, found.files, moment, notes=(fault,) if fault else ())


def _of_file(name: str, entry: Entry, roster: Roster, lesson: str) -> Found:
    people = whose(stem(name), roster) or whose(stem(name).removesuffix(f"_{lesson}"), roster)
    if len(people) != 1:
        return Found(name, problem=_nobody(name, people))
    is_notebook = name.endswith(".ipynb")
    return Found(name, (people[0].learner,), {f"{lesson}.ipynb" if is_notebook else name: entry})


def whose(name: str, roster: Roster) -> list[Person]:
    """Return whom a folder's name means: a learner, else everybody with this id or this very name."""
    if one := roster.learner(name):
        return [one]
    ids = ("email", "canvas_id", "sis_id", "login", "moodle_id", "gradescope_id")
    found = [one for field in ids if (one := roster.find(field, name))]
    return list(dict.fromkeys(found or [one for one in roster.people if name and name in both_ways(one.name)]))


def _nobody(name: str, people: list[Person]) -> str:
    got = "several people" if people else "nobody"
    return f"{got} in roster.csv with {printable(name)[:60]} as learner, id or name. {NOBODY}"


def missing_id(one: Person) -> str:
    """Return "": nbgrader knows learners by their folders."""
    return ""


def write_marks(marks: Marks, rows: Sequence[Row], columns: dict[str, str]) -> tuple[list[str], list[list[str]], str]:
    """Return header and rows as nbgrader's own export has them; who handed in nothing has no score, and not 0."""
    lines = []
    for i, lesson in enumerate(columns):
        for row in rows:
            mark = marks.marks[lesson].get(row.person.learner) if row.scores[i] else None
            last, _, first = row.person.name.partition(",")
            moment = str(mark.moment) if mark and mark.moment else ""
            points = [show(mark.raw), show(mark.penalty), show(mark.score)] if mark else [""] * 3
            lines.append([columns[lesson], marks.due[lesson], moment, row.person.learner, last.strip(), first.strip(),
                          row.person.email, *points, marks.max_points(lesson)])
    return COLUMNS, lines, ""
