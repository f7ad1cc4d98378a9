"""A button that puts pictures from your computer or phone into `photos/`."""
from __future__ import annotations

import html
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from course import notes
from course.photos.folder import PHOTOS
from course.photos.reading import MAX_BYTES, SUFFIXES, decode, shown, wrong

RESERVED = re.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)  # names of devices on Windows
MAX_NAME = 60  # characters, before the ending
ACCEPT = ",".join(SUFFIXES)


def upload() -> Any:
    """Show a button that saves pictures into `photos/` beside the notebook, and says what it saved.

    No file is ever overwritten: a second `cat.jpg` becomes `cat-2.jpg`. A file that `read` couldn't read isn't saved,
    and you're told why. Where no button can be shown, a sentence says where to put your files.

    With `make lab` you can choose 200 MB at one time; many other servers take 10 MB, and don't say when it's more.
    """
    from course.predictions.buttons import can_click

    if not notes.is_grading() and can_click():
        with suppress(ImportError):
            return _make_button()
    print(f"Put your pictures (JPEG or PNG) into the folder {PHOTOS}{os.sep} beside this notebook; make it if it isn't "
          "there.")
    return None


def _make_button() -> Any:
    import ipywidgets

    button = ipywidgets.FileUpload(accept=ACCEPT, multiple=True, description="Choose photos")
    button.layout.width = "auto"
    said = ipywidgets.HTML("JPEG or PNG. If nothing happens when you've chosen, choose fewer at one time.")

    def on_files(change: dict) -> None:
        if change["new"]:
            lines = [html.escape(_told(file)) for file in change["new"]]
            said.value = f'<div role="status">{"<br>".join(lines)}</div>'
            button.value = ()  # so that the same file can be chosen again

    button.observe(on_files, names="value")
    return ipywidgets.VBox([button, said])


def _told(file: dict) -> str:
    try:
        return f"✓ Saved as {save(str(file['name']), bytes(file['content']))}."
    except ValueError as error:
        return f"✗ Not saved. {error}"


def save(name: str, content: bytes, folder: Path = PHOTOS) -> str:
    """Write a picture into `photos/` under a name that's free, whole or not at all, and return its path.

    Args:
        name: what it's called where it comes from; only what's safe on every system is kept of it.
        content: what the file holds.
        folder: where to put it instead of `photos/`.

    Raises:
        ValueError: it's no picture that can be read, it can't be written, or grading is under way.
    """
    where = shown(re.split(r"[/\\]", name)[-1])[:100] or "the file"
    if notes.is_grading():
        raise wrong(where, "to be used by a person", "grading, where nothing is saved", "Call it in your notebook.")
    if len(content) > MAX_BYTES:
        raise wrong(where, f"at most {MAX_BYTES // 10**6} MB", f"{len(content) / 1e6:.0f} MB", "Export it smaller.")
    if not content:
        raise wrong(where, "a picture", "an empty file", "Choose it again.")
    decode(content, where)
    try:
        folder.mkdir(exist_ok=True, parents=True)
        return shown(_write(content, folder, *clean(name)))
    except OSError as error:
        raise wrong(where, f"to write into {shown(folder)}{os.sep}", error.strerror or type(error).__name__,
                    "Make room, or make that a folder you may write to.") from None


def clean(name: str) -> tuple[str, str]:
    r"""Return a file's name and ending as every system takes them.

    >>> clean("../../My cat (1).JPG"), clean("nul.png"), clean("C:\\photos\\.jpg")
    (('My-cat-1', '.jpg'), ('photo-nul', '.png'), ('photo', '.jpg'))
    """
    base = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    stem, dot, ending = base.rpartition(".")
    suffix = f".{ending}".lower() if dot else ""
    kept = re.sub(r"[^\w]+", "-", stem if suffix in SUFFIXES else base).strip("-_")[:MAX_NAME] or "photo"
    kept = kept.encode("utf-8", "ignore")[:3 * MAX_NAME].decode("utf-8", "ignore")
    return f"photo-{kept}" if RESERVED.fullmatch(kept) else kept, suffix if suffix in SUFFIXES else ".jpg"


def _write(content: bytes, folder: Path, stem: str, suffix: str) -> Path:
    """Write beside the place and move there, so that nobody finds half a picture; a name is claimed before."""
    descriptor, part = tempfile.mkstemp(dir=folder, prefix=".", suffix=suffix)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
        path = _claim(folder, stem, suffix)
        os.replace(part, path)
    except BaseException:
        os.unlink(part)
        raise
    os.chmod(path, 0o644)
    return path


def _claim(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path that was free and now is ours: whether "A" and "a" are one name, the system alone knows."""
    return next(path for path in _candidates(folder, stem, suffix) if _is_made(path))


def _candidates(folder: Path, stem: str, suffix: str) -> Iterable[Path]:
    return (folder / f"{stem}{'' if number == 1 else f'-{number}'}{suffix}" for number in count(1))


def _is_made(path: Path) -> bool:
    try:
        path.open("xb").close()
    except FileExistsError:
        return False
    return True
