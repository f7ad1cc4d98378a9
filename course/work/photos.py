"""Photos from a folder of the learner's, copied into `photos/` beside the lessons."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from course.photos.folder import PHOTOS, Entry, entries
from course.photos.reading import read_bytes, shown
from course.photos.uploading import save
from course.work.folder import WrongCall

MAX_TOLD = 5  # names of files that aren't pictures


@dataclass
class Brought:
    """What became of a folder's photos.

    Attributes:
        copied: how many were copied, by the folder they're in now.
        there: how many were there already, by folder.
        skipped: what wasn't copied, and why, in sentences.
        others: names of files that aren't pictures.
    """

    copied: dict[str, int] = field(default_factory=dict)
    there: dict[str, int] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        folders = sorted({*self.copied, *self.there})
        lines = [f"{folder}: {self.copied.get(folder, 0)} copied"
                 + (f", {self.there[folder]} there already" if folder in self.there else "") for folder in folders]
        return "\n".join([*(lines or ["Nothing was copied."]), *(f"Skipped: {each}" for each in self.skipped),
                          *([f"Skipped, because they aren't pictures: {self._others()}."] if self.others else [])])

    def _others(self) -> str:
        more = len(self.others) - MAX_TOLD
        return ", ".join(self.others[:MAX_TOLD]) + (f" and {more} more" if more > 0 else "")


def bring(folder: Path, work: Path) -> Brought:
    """Copy pictures into `photos/` of the work folder, those of a folder in the folder into one of the same name.

    What `course.photos.read` couldn't read isn't copied. No file is ever overwritten, and a picture that is there
    already isn't copied again.

    Args:
        folder: where they are.
        work: the folder of the lessons.

    Raises:
        WrongCall: there's no such folder, or it's where they would go.
    """
    photos = work / PHOTOS
    if _resolved(photos) in (_resolved(folder), *_resolved(folder).parents) or _resolved(folder) == _resolved(work):
        raise WrongCall(f"{shown(folder)}: expected a folder of photos elsewhere, got where they'd go. Name the folder "
                        "from which to copy.")
    brought = Brought()
    for entry in _open(folder):
        if entry.kind == "folder":
            for inner in _inside(entry, brought):
                _bring(inner, photos / entry.name, work, brought)
        else:
            _bring(entry, photos, work, brought)
    return brought


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a loop of links
        return path.absolute()


def _open(folder: Path) -> list[Entry]:
    try:
        return entries(folder)
    except (OSError, ValueError) as error:
        got = ("nothing there" if isinstance(error, FileNotFoundError) else "a file" if isinstance(
            error, NotADirectoryError) else getattr(error, "strerror", None) or str(error))
        raise WrongCall(f"{shown(folder)}: expected a folder of photos, got {got}. Name the folder in which they "
                        "are.") from None


def _inside(entry: Entry, brought: Brought) -> list[Entry]:
    try:
        return _open(entry.path)
    except WrongCall as error:
        brought.skipped.append(str(error))
        return []


def _bring(entry: Entry, target: Path, work: Path, brought: Brought) -> None:
    if entry.name.startswith((".", "__MACOSX")):  # what systems leave behind, which nobody put there
        return
    if entry.kind == "folder":
        brought.skipped.append(f"{shown(entry.path)} is a folder inside a class's folder. Only photos right in a "
                               "class's folder are copied.")
        return
    if entry.kind != "picture":
        brought.others.append(shown(Path(entry.name)))
        return
    try:
        content = read_bytes(entry.path)
        place = target.relative_to(work).as_posix()
        if _is_there(content, target):
            brought.there[place] = brought.there.get(place, 0) + 1
            return
        save(entry.name, content, target)
        brought.copied[place] = brought.copied.get(place, 0) + 1
    except ValueError as error:
        brought.skipped.append(str(error))


def _is_there(content: bytes, target: Path) -> bool:
    """Return whether a picture with the same bytes is in a folder."""
    try:
        return any(path.stat().st_size == len(content) and path.read_bytes() == content for path in target.iterdir()
                   if path.is_file())
    except OSError:
        return False
