"""Class lists and archives of the story's class, as Canvas, Moodle, Gradescope and nbgrader's exchange make them."""
from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from exchange_files import zip_of

from term.story import NAMES, HandIn, Lesson

Files = Mapping[str, bytes]
FULL = {learner: " ".join(name.split("|")) for learner, name in NAMES.items()}
SORTABLE = {learner: ", ".join(reversed(name.split("|"))) for learner, name in NAMES.items()}
EMAIL = {learner: f"{learner}@example.edu" for learner in NAMES}
CANVAS_ID = {learner: f"{1000 + number}" for number, learner in enumerate(NAMES)}
SID = {learner: f"s-{number:03}" for number, learner in enumerate(NAMES)}
MOODLE_ID = {learner: f"m{number}" for number, learner in enumerate(NAMES)}


def class_lists(lessons: tuple[Lesson, ...]) -> dict[str, str]:
    """Return the exports of Canvas, Moodle and Gradescope, by file name."""
    columns = [f"{lesson.name} ({77 + number})" for number, lesson in enumerate(lessons)]
    empty = [""] * len(columns)
    canvas = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *columns],
              ["    Points Possible", "", "", "", "", *empty],
              *([SORTABLE[who], CANVAS_ID[who], SID[who], EMAIL[who], "Group 1", *empty] for who in NAMES),
              ["Student, Test", "1999", "", "", "Group 1", *empty]]
    moodle = [["First name", "Last name", "ID number", "Email address"],
              *([*NAMES[who].split("|"), MOODLE_ID[who], EMAIL[who]] for who in NAMES)]
    gradescope = [["First Name", "Last Name", "SID", "Email", "Sections"],
                  *([*NAMES[who].split("|"), SID[who], EMAIL[who].title(), ""] for who in NAMES)]
    return {"canvas.csv": _csv(canvas), "moodle.csv": _csv(moodle), "gradescope.csv": _csv(gradescope)}


def deliver(place: Path, lesson: Lesson, hand_ins: list[tuple[HandIn, Files]]) -> Path:
    """Write what the lesson's platform lets an instructor download, and return it."""
    place.mkdir(parents=True)
    return PLATFORMS[lesson.platform](place, hand_ins)


def _canvas(place: Path, hand_ins: list[tuple[HandIn, Files]]) -> Path:
    files = {}
    for one, contents in hand_ins:
        who, late = re.sub(r"\W", "", SORTABLE[one.learner].lower()), "_LATE" if one.late.total_seconds() > 0 else ""
        for number, (name, content) in enumerate(contents.items()):
            stem, _, ending = name.rpartition(".")
            again = f"-{one.attempt}" if one.attempt else ""
            files[f"{who}{late}_{CANVAS_ID[one.learner]}_{9000 + number}_{stem}{again}.{ending}"] = content
    return zip_of(place / "submissions.zip", files)


def _moodle(place: Path, hand_ins: list[tuple[HandIn, Files]]) -> Path:
    files, rows = {}, []
    for one, contents in hand_ins:
        number = 500 + list(NAMES).index(one.learner)
        rows.append([f"Participant {number}", FULL[one.learner], EMAIL[one.learner], "Submitted for grading", ""])
        for name, content in contents.items():
            files[f"{FULL[one.learner]}_{number}_assignsubmission_file_/{name}"] = content
    (place / "worksheet.csv").write_text(
        _csv([["Identifier", "Full name", "Email address", "Status", "Grade"], *rows]), encoding="utf-8-sig")
    return zip_of(place / "moodle.zip", files)


def _gradescope(place: Path, hand_ins: list[tuple[HandIn, Files]]) -> Path:
    files, notes = {}, ["---"]
    for number, (one, contents) in enumerate(hand_ins, 7000):
        notes += [f"submission_{number}:", "  :submitters:", f"  - :name: {FULL[one.learner]!r}",
                  f"    :sid: '{SID[one.learner]}'", f"    :email: {EMAIL[one.learner]}",
                  f"  :created_at: {one.when:%Y-%m-%d %H:%M:%S}.000000000 +00:00", "  :history: []"]
        files |= {f"assignment_9_export/submission_{number}/{name}": content for name, content in contents.items()}
    files["assignment_9_export/submission_metadata.yml"] = "\n".join(notes).encode() + b"\n"
    return zip_of(place / "gradescope.zip", files)


def _exchange(place: Path, hand_ins: list[tuple[HandIn, Files]]) -> Path:
    for one, contents in hand_ins:
        inbound = place / "inbound" / f"{one.learner}+{one.lesson.name}+{stamp(one.when)}+x{one.attempt}"
        inbound.mkdir(parents=True)
        for name, content in (contents | {"timestamp.txt": stamp(one.when).encode()}).items():
            (inbound / name).write_bytes(content)
    return place / "inbound"


def _folders(place: Path, hand_ins: list[tuple[HandIn, Files]]) -> Path:
    for one, contents in hand_ins:
        (place / "hand-ins" / one.learner).mkdir(parents=True)
        for name, content in contents.items():
            (place / "hand-ins" / one.learner / name).write_bytes(content)
    return place / "hand-ins"


def stamp(when: datetime) -> str:
    """Return a time as nbgrader writes it."""
    return f"{when:%Y-%m-%d %H:%M:%S.%f} UTC"


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


PLATFORMS: dict[str, Callable[[Path, list[tuple[HandIn, Files]]], Path]] = {
    "canvas": _canvas, "moodle": _moodle, "gradescope": _gradescope, "exchange": _exchange, "folders": _folders}
