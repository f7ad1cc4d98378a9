"""Marks as a file that a platform imports: nobody's by guessing, and nothing that a person has yet to decide."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.classroom.gradebook import open_gradebook
from grader.classroom.results import write_atomically
from grader.errors import WrongCall
from grader.exchange.formats import WRITERS
from grader.exchange.marks import Marks, Row, read_marks, show
from grader.exchange.roster import FILE, Person, Roster, read_roster
from grader.marks.mark import LessonMark
from grader.policies.policy import read_policies
from grader.policies.totals import Score, term_total
from grader.printable import enumerate_some, printable
from grader.tables import is_formula, write_table

TOTAL = ""  # no lesson's name


@dataclass(frozen=True)
class Exported:
    """What an export came to.

    Attributes:
        rows: learners in the file.
        empty: how many of their marks are empty because nothing was handed in.
        open: lines about marks that are not in the file, and why.
        advice: what to do with the file.
    """

    rows: int
    empty: int
    open: list[str]
    advice: str


def export_marks(class_folder: Path, lessons: Sequence[str], kind: str, out: Path, columns: Sequence[str] = (),
                 provisional: bool = False, force: bool = False, total: str = "") -> Exported:
    """Write the marks of lessons for a platform.

    Args:
        class_folder: the class folder.
        lessons: their names; all that anybody has a mark for, if empty.
        kind: a name of `WRITERS`.
        out: the file.
        columns: LESSON=NAME, for what a lesson is called there.
        provisional: write marks, too, of which a person has yet to give a part.
        force: replace a file that is there.
        total: the name of a column with the total of these lessons, in percent; "" for none.

    Raises:
        WrongCall: the roster or a name is wrong, or the file is there; nothing is written.
    """
    if out.exists() and not force:
        raise WrongCall(f"{printable(out)}: expected a new file, got one that is there. Name another, or add --force.")
    if not out.parent.is_dir():
        raise WrongCall(f"{printable(out)}: expected it in a folder, got no folder {printable(out.parent)}. Make it.")
    marks = read_marks(class_folder, tuple(lessons))
    writer = WRITERS[kind]
    names = _read_columns(columns, list(marks.marks), total)
    has_roster = writer.needs_roster or (class_folder / FILE).exists()
    roster = read_roster(class_folder) if has_roster else _read_students(class_folder)
    if total:
        marks = _with_total(marks, [one.learner for one in roster.people], class_folder, provisional)
    rows, left = [], []
    for one in roster.people:
        if problem := writer.missing_id(one) or _find_formula(one, kind):
            left.append(f"{printable(one.learner)}: {problem} in {FILE}")
        else:
            rows.append(Row(one, tuple(_score(marks, lesson, one.learner, provisional) for lesson in marks.marks)))
    if not rows:
        raise WrongCall(f"{FILE}: expected learners with an id that {kind} knows, got none. Import its list: `grader "
                        "roster FILE.csv`.")
    header, lines, advice = writer.write(marks, rows, names)
    write_atomically(out, write_table(header, lines))
    waiting = _list_open(marks, roster, provisional)
    empty = sum(not score and lesson != TOTAL and _is_nothing(marks, lesson, row.person.learner) for row in rows
                for lesson, score in zip(marks.marks, row.scores))
    return Exported(len(rows), empty, left + waiting, advice)


def _read_columns(columns: Sequence[str], lessons: list[str], total: str) -> dict[str, str]:
    """Return what each lesson is called on the platform."""
    names = {lesson: lesson for lesson in lessons}
    for text in columns:
        lesson, _, name = text.partition("=")
        if lesson not in names or not name.strip():
            raise WrongCall(f"--column: expected LESSON=NAME with one of {', '.join(lessons)}, got "
                            f"{printable(text)[:80]}. Correct it.")
        names[lesson] = name.strip()
    names |= {TOTAL: total} if total else {}
    if len(set(names.values())) < len(names):
        raise WrongCall("--column: expected another name for each lesson, got one twice. Correct it.")
    if wrong := [name for name in names.values() if is_formula(name)]:
        raise WrongCall(f"--column: expected a name that is no formula, got {printable(wrong[0])[:60]}. Rename it.")
    return names


def _with_total(marks: Marks, learners: Sequence[str], class_folder: Path, provisional: bool) -> Marks:
    """Return marks with a column for the total of the term; who has a lesson that is not final has no total."""
    policies, totals = read_policies(class_folder), {}
    for learner in learners:
        own = {lesson: by_learner.get(learner) for lesson, by_learner in marks.marks.items()}
        if not provisional and any(mark and mark.waiting for mark in own.values()):
            continue
        if not any(learner in ungraded for ungraded in marks.ungraded.values()):
            scores = {lesson: Score(mark.score, marks.maximum[lesson]) if mark else None
                      for lesson, mark in own.items()}
            totals[learner] = LessonMark(100 * term_total(scores, policies).share)
    return replace(marks, marks=marks.marks | {TOTAL: totals}, maximum=marks.maximum | {TOTAL: 100.0},
                   due=marks.due | {TOTAL: ""}, ungraded=marks.ungraded | {TOTAL: {}})


def _read_students(class_folder: Path) -> Roster:
    """Return the learners that nbgrader's gradebook knows."""
    with open_gradebook(class_folder) as gradebook:
        return Roster(tuple(
            Person(one.id, ", ".join(filter(None, (one.last_name, one.first_name))), one.email or "")
            for one in sorted(gradebook.api.students, key=lambda one: one.id)))


def _find_formula(one: Person, kind: str) -> str:
    """Return which id could not be written: a spreadsheet would run it, and with a quote it is another."""
    used = {"canvas": ("canvas_id", "sis_id", "login"), "moodle": ("email", "moodle_id"), "nbgrader": ()}[kind]
    found = next((field for field in used if is_formula(getattr(one, field))), "")
    return f"the {found} {printable(getattr(one, found))[:60]} begins like a formula" if found else ""


def _score(marks: Marks, lesson: str, learner: str, provisional: bool) -> str:
    mark = marks.marks[lesson].get(learner)
    return show(mark.score) if mark and (provisional or not mark.waiting) else ""


def _is_nothing(marks: Marks, lesson: str, learner: str) -> bool:
    return learner not in marks.marks[lesson] and learner not in marks.ungraded[lesson]


def _list_open(marks: Marks, roster: Roster, provisional: bool) -> list[str]:
    """Return a line for each reason why marks are not in the file, or not final, with the learners."""
    known = {one.learner for one in roster.people}
    learners: dict[str, list[str]] = {}
    for lesson, by_learner in marks.marks.items():
        for learner, mark in sorted(by_learner.items()):
            if learner not in known:
                learners.setdefault(f"{lesson}: not in the file, because they aren't in {FILE}", []).append(learner)
            elif mark.waiting:
                told = "written as it is" if provisional else "left empty"
                why = f"{lesson}: {told}, because you have yet to grade {', '.join(mark.waiting)}"
                learners.setdefault(why, []).append(learner)
        for learner, why in marks.ungraded[lesson].items():
            learners.setdefault(f"{lesson}: left empty, {why}", []).append(learner)
    return [f"{printable(why).rstrip('.')}: {enumerate_some(names)}" for why, names in learners.items()]
