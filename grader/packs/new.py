"""Make a new course pack from the template beside this file: a lesson with a worked question."""
from __future__ import annotations

import os
import re
import tempfile
from importlib.util import find_spec
from pathlib import Path

from course.packs import packs
from grader.errors import WrongCall
from grader.lessons.text import dump, read_lesson, released

TEMPLATE = Path(__file__).with_name("template")  # each file ends in `.txt`, so that no tool takes it for one of ours
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
MAX_NAME = 40


def make_pack(name: str, place: Path) -> Path:
    """Make a course pack in a new folder, whole or not at all, and return the folder.

    Args:
        name: of the pack, such as "numpy-basics"; its package is then `numpy_basics`.
        place: the folder in which the pack's own is made.

    Raises:
        WrongCall: the name or the folder is taken or can't be one, or nothing can be written there.
    """
    package, folder = name.replace("-", "_"), place / name
    _require_free(name, package, folder)
    words = {"my_pack": package, "my-pack": name, "My pack": name.replace("-", " ").capitalize()}
    try:
        with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=place) as unfinished:
            made = Path(unfinished, name)
            for path in sorted(TEMPLATE.rglob("*.txt")):
                _write(made / _replaced(str(path.relative_to(TEMPLATE)), words), path.read_text("utf-8"), words)
            for source in (made / package / "notebooks" / "source").glob("*.py"):
                copy = made / package / "notebooks" / f"{source.stem}.ipynb"
                copy.write_text(dump(released(read_lesson(source))), encoding="utf-8")
            os.rename(made, folder)
    except OSError as error:
        raise WrongCall(f"{place}: expected to make the pack there, got {error.strerror or error}. Make room, or go to "
                        "a folder that you may write to.") from None
    return folder


def _require_free(name: str, package: str, folder: Path) -> None:
    if not NAME.fullmatch(name) or len(name) > MAX_NAME:
        raise WrongCall(f"new-pack: expected a name of up to {MAX_NAME} lower-case letters, digits and single hyphens, "
                        f"such as numpy-basics, got {name!r}. Choose another.")
    if any(pack.name == name for pack in packs()) or _is_module(package):
        raise WrongCall(f"new-pack: expected a new name, got {name}, and a package {package} is installed already. "
                        "Choose another.")
    if os.path.lexists(folder):
        raise WrongCall(f"{folder}: expected no such folder yet, got one. Choose another name, or go elsewhere.")


def _is_module(package: str) -> bool:
    return package in ("test", "tests") or find_spec(package) is not None


def _write(path: Path, text: str, words: dict[str, str]) -> None:
    path = path.with_name(path.name.removesuffix(".txt").replace("dot-", "."))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_replaced(text, words), encoding="utf-8")


def _replaced(text: str, words: dict[str, str]) -> str:
    for word, own in words.items():
        text = text.replace(word, own)
    return text
