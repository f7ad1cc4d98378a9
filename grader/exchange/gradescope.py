"""Gradescope: its roster or grades as CSV, and the archive of "Export Submissions"."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader.errors import WrongCall
from grader.exchange.archives import Entry, Found, Source
from grader.exchange.roster import Person, Roster
from grader.printable import printable
from grader.stamps import read_stamp
from grader.tables import Table

NAME = "Gradescope"
METADATA = "submission_metadata.yml"
MAX_DEPTH, MAX_EVENTS = 60, 5_000_000  # of the metadata, which have the output of learners' tests in them


def is_people(table: Table) -> bool:
    """Return whether a table is a roster or a list of grades that Gradescope exported."""
    return table.has("SID", "Email")


def read_people(table: Table) -> list[Person]:
    """Return the students that Gradescope lists."""
    people = []
    for _, cells in table.records("Name", "First Name", "Last Name", "SID", "Email", "Role"):
        name = ", ".join(filter(None, (cells["Last Name"], cells["First Name"]))) or cells["Name"]
        if (cells["SID"] or cells["Email"]) and cells["Role"].casefold() in ("", "student"):
            people.append(Person("", name, cells["Email"], gradescope_id=cells["SID"]))
    return people


def is_download(paths: Sequence[tuple[str, ...]]) -> list[bool]:
    """Return for each path whether Gradescope might have called it so."""
    there = any(parts == (METADATA,) for parts in paths)
    return [there and (len(parts) == 1 or parts[0].startswith("submission_")) for parts in paths]


def find_hand_ins(source: Source, entries: list[Entry], roster: Roster, lesson: str) -> list[Found]:
    """Return what each person or group handed in, and when."""
    metadata = next(entry for entry in entries if entry.parts == (METADATA,))
    known = _read_metadata(source, metadata)
    by_key: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        if entry is not metadata:
            by_key.setdefault(entry.parts[0], {})["/".join(entry.parts[1:] or entry.parts)] = entry
    return [_hand_in(key, files, known.get(key), roster) for key, files in by_key.items()]


def _hand_in(key: str, files: dict[str, Entry], about: Any, roster: Roster) -> Found:
    submitters = about.get(":submitters") if isinstance(about, dict) else None
    if not isinstance(submitters, list) or not submitters:
        return Found(key, problem=f"{METADATA} does not say whose it is. Export the submissions again")
    learners = []
    for submitter in submitters:
        one, problem = _whose(submitter, roster)
        if not one:
            return Found(key, problem=problem)
        learners.append(one.learner)
    moment, fault = read_stamp(str(about.get(":created_at") or "").encode("utf-8", "replace") or None)
    return Found(key, tuple(dict.fromkeys(learners)), files, moment, notes=(fault,) if fault else ())


def _whose(submitter: Any, roster: Roster) -> tuple[Person | None, str]:
    said = submitter if isinstance(submitter, dict) else {}
    sid, email = (value if isinstance(value := said.get(name), str) else "" for name in (":sid", ":email"))
    found = {one.learner: one for one in (roster.find("gradescope_id", sid), roster.find("email", email)) if one}
    if len(found) == 1:
        return next(iter(found.values())), ""
    shown = printable(f"{said.get(':name')} (SID {sid or 'none'}, {email or 'no email'})")[:120]
    if found:
        return None, f"the ids of {shown} are those of {' and '.join(map(printable, found))}. Correct roster.csv"
    return None, (f"nobody in roster.csv is {shown}. Download the roster from Gradescope and call `grader roster "
                  "FILE.csv`")


def _read_metadata(source: Source, entry: Entry) -> dict[str, Any]:
    """Return what Gradescope says of each submission: texts, lists and dictionaries, whatever the tags."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    where = f"{source.name}: {METADATA}"
    try:
        text = source.read(entry).decode("utf-8", "replace")
        _require_shallow(yaml.parse(text, Loader=loader), where)
        read = yaml.load(text, Loader=loader)  # texts only: nothing is made of a tag, and aliases share
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise WrongCall(f"{where}: expected Gradescope's metadata, got: {printable(str(error))[:200]}. Export the "
                        "submissions again.") from None
    if not isinstance(read, dict):
        raise WrongCall(f"{where}: expected a submission by name, got a {type(read).__name__}. Export the submissions "
                        "again.")
    return read


def _require_shallow(events: Any, where: str) -> None:
    depth = 0
    for n, event in enumerate(events):
        kind = type(event).__name__
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth > MAX_DEPTH or n > MAX_EVENTS:
            raise WrongCall(f"{where}: expected Gradescope's metadata, got far too much in one another. Export the "
                            "submissions again.")
