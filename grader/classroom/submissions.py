"""What learners handed in: find it, and read it once and whole; what is judged and kept is what was read then."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.classroom.names import is_plain, is_text, move_into_new
from grader.classroom.plain_files import Folder, is_hidden, open_folder, walk
from grader.classroom.seeds import digest
from grader.errors import Refused
from grader.printable import printable

MAX_BYTES = 20_000_000  # of a notebook, and of all other files together
STAMP, SECRET = "timestamp.txt", "submission_secret.txt"  # nbgrader's notes: when, and what names the feedback page
NOTES = {STAMP: 100, SECRET: 200}  # and how many bytes each may have
NO_OUTPUTS, NO_FILES = "Ask for the notebook without its outputs.", "Ask for the notebook without them."


@dataclass(frozen=True)
class HandIn:
    """All that was read of a submission.

    Attributes:
        notebooks: the notebooks' bytes, by the names that they have in the lesson.
        files: content of the files beside them that learners' code may need, by path.
        folders: paths of the folders beside them.
        stamp: content of `timestamp.txt`; None if there is none.
        secret: content of `submission_secret.txt`; None if there is none.
    """

    notebooks: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    stamp: bytes | None = None
    secret: bytes | None = None

    @property
    def digest(self) -> bytes:
        """A hash of all that learners' code is made of or can read."""
        return digest(self.notebooks, self.files)


@dataclass(frozen=True)
class Submission:
    """One learner's hand-in for a lesson.

    Attributes:
        learner: the name of the learner's folder.
        lesson: the lesson's name.
        submitted: the class's folder `submitted`, in which the learner's lies.
        handed_in: what was read of it; empty until then.
    """

    learner: str
    lesson: str
    submitted: Path
    handed_in: HandIn = HandIn()

    @property
    def has_plain_name(self) -> bool:
        """Whether the learner's name may stand in the gradebook and in a page."""
        return is_plain(self.learner)


def find_submissions(class_folder: Path, lesson: str) -> list[Submission]:
    """Return all hand-ins for a lesson in the order of the learners' names; nothing is read of them.

    What cannot be opened is one of them, so that it is refused by name and not passed over: a learner's folder that
    is a link may lead to anything.
    """
    place = class_folder / "submitted"
    if not place.is_dir():
        return []
    with open_folder(place, "submitted") as submitted:
        return [Submission(name, lesson, place) for name, kind in submitted.entries()
                if kind != "file" and _has_handed_in(submitted, name, lesson)]


def _has_handed_in(submitted: Folder, learner: str, lesson: str) -> bool:
    try:
        with submitted.enter(learner) as folder:
            return bool(folder.kind(lesson)) or (learner != lesson and bool(_misplaced(folder, lesson)))
    except (Refused, OSError):  # whoever reads it is told why, under the learner's name
        return True


def _misplaced(folder: Folder, lesson: str) -> str:
    """Return the name of a notebook that lies in the learner's folder and not in the lesson's; "" if there is none."""
    return next((name for name, _ in folder.entries() if name.startswith(lesson) and name.endswith(".ipynb")), "")


def read_hand_in(submission: Submission, names: Iterable[str], due: Iterable[str] = ()) -> HandIn:
    """Return what was handed in: notebooks, the files beside them, and when.

    Args:
        submission: whose.
        names: the names of the lesson's notebooks; one of several may be missing. A lesson of one notebook takes
            the folder's one notebook, whatever it is called.
        due: paths of files that come with the lesson or with a right answer: no folder may stand there.

    Raises:
        Refused: there is no notebook, or there are several and none has the lesson's name; or something is no
            regular file where one is due, too large, too much, or has a name that is no text.
    """
    learner, lesson = submission.learner, submission.lesson
    if not submission.has_plain_name:
        raise Refused(f"{printable(learner)}: expected a name without control codes and < > & \" ` \\, of at most 128 "
                      "characters, got one with. Rename the folder.")
    with open_folder(submission.submitted, "submitted") as top, top.enter(learner) as own:
        if not own.kind(lesson) and (found := _misplaced(own, lesson)):
            place = f"submitted/{learner}"
            command = move_into_new(f"{place}/{found}", f"{place}/{lesson}/{lesson}.ipynb")
            raise Refused(f"expected {printable(place)}/{lesson}/{lesson}.ipynb, got it in {printable(place)}. "
                          f"Move it: `{command}`")
        with own.enter(lesson, path="") as folder:
            handed_in = _read(folder, list(names))
    _require_files(handed_in, due)
    return handed_in


def _read(folder: Folder, names: list[str]) -> HandIn:
    found, files, folders, notes, total = [], {}, set(), {}, 0
    for place, name, kind in walk(folder):
        path = place.inner(name)
        _require_plain(place, name, kind)
        if kind == "folder":
            folders.add(path)
        elif name.endswith(".ipynb"):
            found += [name] if place is folder else []
        elif path in NOTES:
            notes[path] = place.read(name, NOTES[path], "Ask for the one that nbgrader wrote, or remove it.")
        else:
            files[path] = place.read(name, MAX_BYTES, "Ask for a smaller file.")
            if (total := total + len(files[path])) > MAX_BYTES:
                raise Refused(f"{place.show(name)}: expected at most 20 MB of files, got more. {NO_FILES}")
    chosen = choose_notebooks(found, names)
    notebooks = {name: folder.read(file, MAX_BYTES, NO_OUTPUTS) for name, file in chosen.items()}
    return HandIn(notebooks, files, frozenset(folders), notes.get(STAMP), notes.get(SECRET))


def _require_plain(place: Folder, name: str, kind: str) -> None:
    """A folder may lie beside a notebook, but not where a file is due."""
    path = place.show(name)
    if not is_text(name):
        raise Refused(f"{path}: expected a name of characters that print, got one with others. Rename the file.")
    if kind != "file" and (kind != "folder" or name.endswith(".ipynb") or place.inner(name) in NOTES):
        raise Refused(f"{path}: expected a file, got a {kind}. Ask for the file itself.")


def choose_notebooks(found: list[str], names: list[str]) -> dict[str, str]:
    """Return which file is which notebook of the lesson.

    Raises:
        Refused: there is none, or there are several and none has the lesson's name.
    """
    if named := {name: f"{name}.ipynb" for name in names if f"{name}.ipynb" in found}:
        return named
    if len(found) == len(names) == 1:
        return {names[0]: found[0]}
    got = ", ".join(printable(name) for name in found[:10]) or "none"
    expected = ", ".join(f"{name}.ipynb" for name in names)
    raise Refused(f"expected the notebook {expected}, got {got}. Ask for the one that counts.")


def _require_files(handed_in: HandIn, due: Iterable[str]) -> None:
    """No folder may stand where a file is due, and no file where its folder is."""
    for path in due:
        if path in handed_in.folders:
            raise Refused(f"{path}: expected a file, got a folder. Remove the folder, or ask for the file itself.")
        parents = {parent.as_posix() for parent in Path(path).parents}
        if blocked := sorted(parents & set(handed_in.files)):
            raise Refused(f"{blocked[0]}: expected a folder, got a file. Remove it: the lesson brings {path} along.")


def read_own_files(folder: Path) -> dict[str, bytes]:
    """Return the files that a release brings along, by path: no notebooks and nothing hidden.

    They are the instructor's, who may have put links there.
    """
    paths = {path.relative_to(folder): path for path in sorted(folder.rglob("*"))}
    return {inner.as_posix(): path.read_bytes() for inner, path in paths.items()
            if path.is_file() and path.suffix != ".ipynb" and not any(map(is_hidden, inner.parts))}
