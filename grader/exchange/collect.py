"""Collect hand-ins from what an LMS packed: find whose each is, look at it, and put it where grading expects it.

Nothing is guessed. What is nobody's, or can't be taken, stays out and is named with what to do about it.
"""
from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.classroom.folder import read_secret
from grader.classroom.names import MAX_FILE_NAME, is_archive, is_text
from grader.classroom.plain_files import MAX_DEPTH, MAX_PATH, is_hidden
from grader.classroom.plain_files import MAX_ENTRIES as MAX_FILES
from grader.classroom.submissions import MAX_BYTES, NOTES, STAMP
from grader.errors import Refused, WrongCall
from grader.exchange import moodle
from grader.exchange.archives import Entry, Found, Source, open_source
from grader.exchange.formats import DOWNLOADS, Download
from grader.exchange.nbgrader import whose
from grader.exchange.roster import Roster, read_roster
from grader.exchange.staging import Staging, compare, finish_earlier, why_no_place
from grader.lessons.copies import find_lessons
from grader.printable import first_of, printable


@dataclass(frozen=True)
class Collected:
    """What collecting came to.

    Attributes:
        taken: a line for each hand-in that was collected.
        left: a line for each that was not.
        unchanged: learners whose hand-in was there already.
        nothing: learners of the roster who have handed in nothing, then or earlier.
        finished: learners whose hand-ins an earlier call had read, and this one put in place.
        undated: learners who were late by a time that the archive doesn't say.
    """

    taken: list[str]
    left: list[str]
    unchanged: list[str]
    nothing: list[str]
    finished: list[str]
    undated: list[str]


def collect(class_folder: Path, lesson: str, path: Path, kind: str = "", worksheet: Path | None = None,
            dry_run: bool = False) -> Collected:
    """Put the hand-ins of a lesson into `submitted/NAME/LESSON/`; an earlier one moves into `replaced/`.

    All are read and written beside their places first. If anything is damaged, or the disk is full, nothing changes.

    Args:
        class_folder: the class folder.
        lesson: a released lesson.
        path: the archive or folder.
        kind: a name of `DOWNLOADS`; "" to tell by the names of the files.
        worksheet: Moodle's grading worksheet of the assignment.
        dry_run: read all, and change nothing.

    Raises:
        WrongCall: the roster, the lesson or the archive is not fit; then nothing has changed.
    """
    require_released(class_folder, lesson)
    roster = read_roster(class_folder)
    finished = [] if dry_run else finish_earlier(class_folder)
    with open_source(path) as source, Staging(class_folder, lesson, dry_run) as staging:
        found, left = _sort_out(list(_look(source, roster, class_folder, lesson, kind, worksheet)))
        staging.require_room(sum(entry.size for one in found for entry in one.files.values()))
        taken: list[str] = []
        unchanged: list[str] = []
        for one in found:
            for learner in one.learners:
                outcome, line = _take(source, one, learner, staging)
                {"taken": taken, "unchanged": unchanged, "left": left}[outcome].append(line)
        staging.commit(source.name)
    have = {learner for one in found for learner in one.learners}
    nothing = [one.learner for one in roster.people
               if one.learner not in have and not (class_folder / "submitted" / one.learner / lesson).exists()]
    undated = [learner for one in found if one.late and not one.moment for learner in one.learners
               if not (class_folder / "submitted" / learner / lesson / STAMP).exists()]
    return Collected(taken, left, unchanged, nothing, finished, undated)


def require_released(class_folder: Path, lesson: str) -> None:
    """Make sure that a lesson is one that this class was given.

    Raises:
        WrongCall: it is not.
    """
    released = class_folder / "release"
    known = sorted(path.name for path in released.glob("*") if any(path.glob("*.ipynb")))
    if lesson not in known:
        raise WrongCall(f"{printable(lesson)}: expected a released lesson ({', '.join(known) or 'none yet'}), got none "
                        f"of that name. Check the name, or run `grader release {printable(lesson)}`.")


def _known_files(class_folder: Path, lesson: str) -> set[str]:
    """Return the names of the files that a hand-in may have: the lesson's notebooks, and what belongs beside them."""
    from grader.classroom.made_files import make_files  # which needs PyTorch, and so takes a second

    notebooks = {path.name for path in (class_folder / "release" / lesson).glob("*.ipynb")}
    return notebooks | set(make_files(read_secret(class_folder), lesson, handed_in=True))


def _look(
    source: Source, roster: Roster, class_folder: Path, lesson: str, kind: str, worksheet: Path | None,
) -> Iterator[Found]:
    name, entries = choose(source, roster, kind)
    download = DOWNLOADS[name]
    forged = {STAMP} if name in ("nbgrader", "folders") else set(NOTES)  # a learner's word is none on the time
    if worksheet and name != "moodle":
        raise WrongCall(f"--worksheet: expected it with an archive of Moodle's, got one of {name}. Leave it out.")
    more = (moodle.read_worksheet(worksheet, roster),) if worksheet else ()
    found = download.find(source, entries, roster, lesson, *more)
    has_numbers = any(download.renumber(path) != path for one in found for path in one.files)
    known = _known_files(class_folder, lesson) if has_numbers else set()
    for one in found:
        if one.problem:
            yield one
            continue
        files = {path: entry for path, entry in one.files.items() if not any(map(is_hidden, path.split("/")))}
        own_notes = [path for path in files if path.casefold() in forged]
        files = {_first_name(path, files, download, known): entry for path, entry in files.items()
                 if path not in own_notes}
        notes = one.notes + tuple(f"its own {path.casefold()} was left out" for path in own_notes)
        yield replace(one, files=files, problem=find_fault(files) or _find_other_lesson(files, class_folder, lesson),
                      notes=notes)


def choose(source: Source, roster: Roster, kind: str = "") -> tuple[str, list[Entry]]:
    """Return how something is packed, and its files; a folder around everything does not count.

    Raises:
        WrongCall: it is empty, or only some of it looks as a platform would pack it.
    """
    entries = source.entries
    if not entries:
        raise WrongCall(f"{source.name}: expected hand-ins, got nothing in it. Is it the right one?")
    around = entries[0].parts[0]
    is_around = all(entry.parts[0] == around and len(entry.parts) > 1 for entry in entries)
    inside = [replace(entry, above=1) for entry in entries] if is_around else []
    for view in filter(None, (entries, inside)):
        paths = [entry.parts for entry in view]
        for name in [kind] if kind else [name for name in DOWNLOADS if name != "folders"]:
            fits = DOWNLOADS[name].is_download(paths)
            if all(fits) and name != "folders":
                return name, view
            if any(fits) and name != "folders":
                other = next("/".join(parts) for parts, fit in zip(paths, fits) if not fit)
                raise WrongCall(f"{source.name}: expected all of it as {name} packs it, got also "
                                f"{printable(other)[:100]}. Remove that, or say what it is with --kind.")
    if kind and kind != "folders":
        raise WrongCall(f"{source.name}: expected files as {kind} names them, got "
                        f"{printable(entries[0].path)[:100]}. Leave out --kind, or name the right one.")
    return "folders", inside if inside and not whose(around, roster) else entries


def _first_name(path: str, files: dict[str, Entry], download: Download, known: set[str]) -> str:
    """Return the name that a file had before the platform numbered it, if that is one of the lesson's."""
    before = download.renumber(path)
    return before if before in known and before not in files else path


def _find_other_lesson(files: dict[str, Entry], class_folder: Path, lesson: str) -> str:
    """Return which other lesson files are of, by the names of their notebooks; "" if any may be of this one."""
    notebooks = {path for path in files if path.endswith(".ipynb")}
    release = class_folder / "release"
    if not notebooks & {path.name for path in (release / lesson).glob("*.ipynb")}:
        others = {path.name: path.parent.name for path in release.glob("*/*.ipynb")} | {
            f"{name}.ipynb": name for name in find_lessons()}
        if other := next((others[path] for path in sorted(notebooks) if path in others), ""):
            return f"this is {printable(other)}, not {printable(lesson)}. Download the right archive, and collect that"
    return ""


def find_fault(files: dict[str, Entry]) -> str:
    """Return why files can't be a hand-in, and what to ask for; "" if they can."""
    if odd := next((path for path, entry in files.items() if entry.kind != "file"), None):
        return f"{printable(odd)[:100]} is a {files[odd].kind}. Ask for the file itself"
    if len(files) > MAX_FILES:
        return f"{len(files):,} files. Ask for the notebook without them"
    for path in files:
        if not is_text(path) or "\\" in path or any(
                part in ("", ".", "..") or len(part.encode()) > MAX_FILE_NAME for part in path.split("/")):
            return f"the file name {printable(path)[:100]}. Ask for it under a plain one"
        if path.count("/") >= MAX_DEPTH or len(path) > MAX_PATH:
            return f"{printable(path)[:100]}… lies too deep. Ask for a flatter folder"
    if alike := _find_alike(files):
        return f"two names that some systems take for one: {printable(alike)[:100]}. Ask for one of them"
    return _find_size_fault(files)


def _find_alike(files: dict[str, Entry]) -> str:
    """Return a file or folder whose name differs from another's in capitals or accents' spelling only."""
    seen: dict[str, str] = {}
    for path in files:
        pieces = path.split("/")
        for n in range(1, len(pieces) + 1):
            place = "/".join(pieces[:n]) + "/" * (n < len(pieces))
            folded = unicodedata.normalize("NFC", place.rstrip("/")).casefold()
            if seen.setdefault(folded, place) != place:
                return place.rstrip("/")
    return ""


def _find_size_fault(files: dict[str, Entry]) -> str:
    notebooks = [path for path in files if path.endswith(".ipynb")]
    if large := [path for path in notebooks if files[path].size > MAX_BYTES]:
        return f"{printable(large[0])[:100]} has more than {MAX_BYTES // 10**6} MB. Ask for it without its outputs"
    if sum(entry.size for path, entry in files.items() if path not in notebooks) > MAX_BYTES:
        return f"more than {MAX_BYTES // 10**6} MB of files beside the notebook. Ask for it without them"
    if not notebooks:
        got = printable(", ".join(sorted(files)[:3]) or "no file")[:100]
        packed = any(map(is_archive, files))
        return f"{got}, and no notebook. " + ("Archives are not unpacked: ask for the files themselves" if packed
                                              else "Ask for the notebook")
    return ""


def _sort_out(found: list[Found]) -> tuple[list[Found], list[str]]:
    """Return the hand-ins that can be taken, and a line for each that can't: two of one person are none."""
    counts = Counter(learner for one in found if not one.problem for learner in one.learners)
    twice = {learner for learner, n in counts.items() if n > 1}
    taken, left = [], []
    for one in found:
        problem = one.problem
        if not problem and (again := twice & set(one.learners)):
            problem = (f"more than one hand-in of {printable(', '.join(sorted(again)))[:60]}. Find out which one is "
                       "theirs, and remove the other (in Moodle's archives, `--worksheet FILE.csv` tells them apart)")
        if problem:
            left.append(f"{printable(one.who)[:100]}: {problem}.")
        else:
            taken.append(one)
    return taken, left


def _take(source: Source, one: Found, learner: str, staging: Staging) -> tuple[str, str]:
    """Read one hand-in and keep it for its place; return "taken", "unchanged" or "left", and a line about it."""
    if problem := why_no_place(staging.class_folder, learner, staging.lesson):
        return "left", f"{printable(learner)}: {problem}"
    try:
        files = {path: source.read(entry) for path, entry in one.files.items()}
    except Refused as refused:
        return "left", f"{printable(one.who)[:100]}: {refused}"
    earlier = compare(staging.class_folder, learner, staging.lesson, files, one.moment)
    if earlier == "the same":
        return "unchanged", printable(learner)
    if earlier == "newer":
        return "left", (f"{printable(learner)}: got an older hand-in than the one that is there. To go back to it, "
                        "move the newer one away and collect again.")
    staging.add(learner, files, one.moment, one.late)
    said = [", ".join(first_of(sorted(files), 4)), *([f"{one.moment:%Y-%m-%d %H:%M} UTC"] if one.moment else []),
            *(["LATE"] if one.late else []), *one.notes, *(["replaces an earlier one"] if earlier else [])]
    return "taken", f"{printable(learner)}: {'; '.join(map(printable, said))}"
