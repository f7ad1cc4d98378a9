"""The folder of a learner's photos, beside the notebook: what lies in it, and which photo is the newest."""
from __future__ import annotations

import os
import stat
import unicodedata
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from course.photos.reading import FROM_PHONES, SUFFIXES, read, shown

if TYPE_CHECKING:
    from PIL.Image import Image

PHOTOS = Path("photos")
MAX_ENTRIES = 10_000  # of a folder; what comes after is not looked at


class Entry(NamedTuple):
    """One thing in a folder.

    Attributes:
        path: where it is.
        name: what it's called, with accents written in one way: macOS writes them in another.
        kind: "picture", "folder" or "other".
        when: when it was last changed, in seconds.
    """

    path: Path
    name: str
    kind: str
    when: float


def entries(folder: Path) -> list[Entry]:
    """Return what lies in a folder, by name.

    Raises:
        OSError: it can't be opened.
    """
    with os.scandir(folder) as found:
        seen = [_look(Path(entry.path)) for entry in islice(found, MAX_ENTRIES)]
    return sorted(seen, key=lambda entry: (entry.name, str(entry.path)))


def _look(path: Path) -> Entry:
    name = unicodedata.normalize("NFC", path.name)
    try:
        status = os.stat(path)
    except OSError:  # a loop of links, or a link to nothing
        return Entry(path, name, "other", 0.0)
    is_hidden = name.startswith((".", "__MACOSX"))
    is_picture = path.suffix.lower() in (*SUFFIXES, *FROM_PHONES) and stat.S_ISREG(status.st_mode)
    kind = "folder" if stat.S_ISDIR(status.st_mode) else "picture" if is_picture else "other"
    return Entry(path, name, "other" if is_hidden else kind, status.st_mtime)


def latest() -> Image:
    """Return your newest photo in `photos/`, or the course's cat if there's none, and say which of the two it is.

    A photo that can't be read is passed over, and named.

    Returns:
        The picture as `read` gives it: upright, in RGB.
    """
    passed_over = ""
    for entry in _newest_first():
        try:
            picture = read(entry.path)
        except ValueError as error:
            passed_over = passed_over or f" Your newest one was passed over. {error}"
            continue
        print(f"Your photo: {shown(entry.path)}.{passed_over}")
        return picture
    print(f"The course's cat, since there's no photo in {PHOTOS}{os.sep} that can be shown.{passed_over}" if passed_over
          else f"The course's cat, since there's no photo in {PHOTOS}{os.sep} yet.")
    return _cat()


def _newest_first() -> list[Entry]:
    try:
        pictures = [entry for entry in entries(PHOTOS) if entry.kind == "picture"]
    except OSError:
        return []
    return sorted(pictures, key=lambda entry: (-entry.when, entry.name))


def _cat() -> Image:
    from torchvision.transforms.functional import to_pil_image

    from course.data import photograph

    return to_pil_image(photograph("chelsea"))
