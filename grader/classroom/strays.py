"""What looks like a hand-in and lies where none is expected. It is never graded by guessing, only named.

Nothing is opened but folders, no link is followed, and of every learner's folder only so much is looked at.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.folder import read_secret
from grader.classroom.made_files import make_files
from grader.classroom.names import (
    is_archive,
    is_file_like,
    is_notebook,
    move,
    move_into_new,
    quote_for_shell,
    resembles,
    stem,
)
from grader.classroom.plain_files import Folder, is_hidden, open_folder
from grader.errors import Refused
from grader.lessons.copies import find_lessons
from grader.printable import printable

MAX_LEARNERS, MAX_SEEN, MAX_DEPTH = 20_000, 2_000, 3  # entries of `submitted`; entries of a learner's, and how deep
MAX_LISTED, MAX_EACH, MAX_COMMAND = 20, 3, 600  # lines in all, lines a learner, characters of a command
TOP = "submitted"


@dataclass(frozen=True)
class Stray:
    """Something that looks like a hand-in and lies elsewhere, or is called otherwise.

    Attributes:
        learner: the learner's folder that it lies in; "" if in none.
        path: where it lies, seen from the class folder.
        expected: what is expected.
        got: what it is.
        todo: what to do about it, up to the command.
        command: the command that puts it right; "" if there is none.
    """

    learner: str
    path: str
    expected: str
    got: str
    todo: str
    command: str = ""

    def __str__(self) -> str:
        command = f" `{self.command}`" if len(self.command) <= MAX_COMMAND else " Do it by hand: its name is long."
        return (f"passed over: {printable(self.path)[:200]}: expected {self.expected}, got {self.got}. {self.todo}"
                + (f":{command}" if self.command else "."))


@dataclass(frozen=True)
class Sought:
    """What is expected: the lesson, its notebooks, the files handed in beside them, and the class's other lessons."""

    lesson: str
    notebooks: tuple[str, ...]
    files: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def first(self) -> str:
        return f"{self.notebooks[0]}.ipynb"

    def is_lesson(self, name: str) -> bool:
        return resembles(name, self.lesson, self.others)

    def is_others(self, name: str) -> bool:
        return name in self.others or any(resembles(name, other, (self.lesson,)) for other in self.others)

    def is_notebook(self, name: str) -> bool:
        return is_notebook(name) and any(resembles(stem(name), each, self.others)
                                         for each in (*self.notebooks, self.lesson))

    def file(self, name: str) -> str:
        """Return the file that a name nearly is, or is; "" if it is none."""
        return next((file for file in self.files if name == file or is_file_like(name, file)), "")


def find_strays(class_folder: Path, lesson: str, only: Sequence[str] = ()) -> list[Stray]:
    """Return what looks like a hand-in for a lesson, but is not where it is expected, in the order of the paths.

    Args:
        class_folder: the class folder.
        lesson: a released lesson; for any other, nothing is sought.
        only: learners; all, and what lies in no learner's folder, if empty.
    """
    notebooks = tuple(sorted(path.stem for path in (class_folder / "release" / lesson).glob("*.ipynb")))
    if not notebooks or not (class_folder / TOP).is_dir():
        return []
    others = {*find_lessons(), *(path.name for path in (class_folder / "release").iterdir())} - {lesson}
    sought = Sought(lesson, notebooks, tuple(make_files(read_secret(class_folder), lesson, handed_in=True)),
                    tuple(sorted(others)))
    with open_folder(class_folder / TOP, TOP) as top:
        entries = [entry for entry in _visible(top, MAX_LEARNERS) if not only or entry[0] in only]
        return [stray for name, kind in entries for stray in _at_top(top, name, kind, sought)]


def list_strays(strays: Sequence[Stray]) -> list[str]:
    """Return a line for each, for so many as anybody reads, and how many more there are."""
    shown: list[str] = []
    each = dict.fromkeys((stray.learner for stray in strays), 0)
    for stray in strays:
        if len(shown) < MAX_LISTED and (each[stray.learner] < MAX_EACH or not stray.learner):
            shown.append(str(stray))
            each[stray.learner] += 1
    more = len(strays) - len(shown)
    return shown + [f"passed over: {more} more like these; they are listed once these are put right."] * bool(more)


def _visible(folder: Folder, limit: int) -> list[tuple[str, str]]:
    return [(name, kind) for name, kind in folder.entries(limit)[:limit]
            if not is_hidden(name) and name != "__MACOSX"]


def _at_top(top: Folder, name: str, kind: str, sought: Sought) -> Iterator[Stray]:
    """Look at something in `submitted`: a learner's folder, or what should be in one."""
    if kind == "file":
        yield from _loose(f"{TOP}/{name}", "", name, sought)
    elif kind == "folder":
        try:
            with top.enter(name) as own:
                yield from _in_lessons_place(own, name, sought) if sought.is_lesson(name) and not own.kind(
                    sought.lesson) else _of_learner(own, name, sought)
        except (Refused, OSError):
            return  # whoever reads it is told why


def _loose(path: str, learner: str, name: str, sought: Sought) -> Iterator[Stray]:
    """Look at a file that lies in no lesson's folder."""
    folder = f"{TOP}/{printable(learner) or 'NAME'}/{sought.lesson}"
    place = f"{TOP}/{learner or 'NAME'}/{sought.lesson}"
    whose = "" if learner else "put the learner's name for NAME, and "
    if is_notebook(name) and (sought.is_notebook(name) or not sought.is_others(stem(name))):
        yield Stray(learner, path, f"{folder}/{sought.first}", "a notebook outside that folder",
                    f"If it is for this lesson, {whose}move it", move_into_new(path, f"{place}/{sought.first}"))
    elif is_archive(name) and not sought.is_others(stem(name)):
        yield Stray(learner, path, f"{folder}/{sought.first}", "an archive, which is not unpacked here",
                    f"Unpack it so that the notebook is there, and move the archive out of {TOP}/")
    elif file := sought.file(name):
        yield Stray(learner, path, f"{folder}/{file}", "a file outside that folder", f"To count it, {whose}move it",
                    move_into_new(path, f"{place}/{file}"))


def _in_lessons_place(folder: Folder, name: str, sought: Sought) -> Iterator[Stray]:
    """Look at a lesson's folder where a learner's is expected: whose is it?"""
    path, expected = f"{TOP}/{name}", f"{TOP}/NAME/{sought.lesson}"
    entries = _visible(folder, MAX_SEEN)
    if any(kind == "file" and is_notebook(child) for child, kind in entries):
        yield Stray("", path, expected, "the lesson's folder outside any learner's",
                    "Put the learner's name for NAME, and move it", move_into_new(path, expected))
    for child, kind in entries:
        if kind == "folder":
            yield Stray("", f"{path}/{child}", f"{TOP}/{printable(child)}/{sought.lesson}",
                        "a learner's folder inside the lesson's", "Exchange the two",
                        move_into_new(f"{path}/{child}", f"{TOP}/{child}/{sought.lesson}"))


def _of_learner(own: Folder, learner: str, sought: Sought) -> Iterator[Stray]:
    """Look at a learner's folder."""
    entries, exact = _visible(own, MAX_SEEN), bool(own.kind(sought.lesson))
    any_case = exact and sought.lesson not in dict(entries)  # some systems take one case for the other
    deeper: dict[str, list[tuple[str, str]]] = {}
    left = iter(range(MAX_SEEN))
    for name, kind in entries:
        path = f"{TOP}/{learner}/{name}"
        if name == sought.lesson or (any_case and name.casefold() == sought.lesson.casefold()):
            if kind == "folder":
                with own.enter(name) as folder:
                    yield from _of_hand_in(folder, learner, path, sought)
        elif kind == "folder" and sought.is_lesson(name):
            yield _misspelled_folder(path, learner, exact, sought)
        elif kind == "folder" and not sought.is_others(name):
            with own.enter(name) as folder:
                deeper[name] = list(_below(folder, path, sought, MAX_DEPTH - 1, left))
        elif kind == "file" and (is_notebook(name) or not exact) and not (
                name.startswith(sought.lesson) and name.endswith(".ipynb") and not exact):  # that is refused by name
            if sought.is_notebook(name) or not exact:
                yield from _loose(path, learner, name, sought)
        elif kind == "file" and (file := sought.file(name)):
            yield from _loose(path, learner, file, sought)
    yield from _nested(learner, {name: found for name, found in deeper.items() if found}, sought)


def _misspelled_folder(path: str, learner: str, exact: bool, sought: Sought) -> Stray:
    target = f"{TOP}/{learner}/{sought.lesson}"
    if exact:
        aside = move_into_new(target, f"replaced/{learner}/{sought.lesson}")
        return Stray(learner, path, f"one folder for {sought.lesson}", f"another beside {sought.lesson}, which counts",
                     "Delete it, or make it the one that counts",
                     f"{aside} && {move(path, target)}")
    return Stray(learner, path, f"the folder name {sought.lesson}", "another spelling", "Rename it", move(path, target))


def _below(folder: Folder, path: str, sought: Sought, depth: int, left: Iterator[int]) -> Iterator[tuple[str, str]]:
    """Yield path and kind of what looks like the lesson's folder or notebook in folders that nobody expects.

    As many things are looked at as `left` has items.
    """
    inner = []
    for name, kind in _visible(folder, MAX_SEEN // 10):
        if next(left, None) is None:
            return
        if (kind == "folder" and sought.is_lesson(name)) or (kind == "file" and sought.is_notebook(name)):
            yield f"{path}/{name}", kind
        elif kind == "folder" and depth and not sought.is_others(name):
            inner.append(name)
    for name in inner:
        with folder.enter(name) as next_folder:
            yield from _below(next_folder, f"{path}/{name}", sought, depth - 1, left)


def _nested(learner: str, deeper: dict[str, list[tuple[str, str]]], sought: Sought) -> Iterator[Stray]:
    """Name hand-ins that lie too deep; is the learner the one whose folder it is, or the one named by the next?"""
    path, expected = f"{TOP}/{learner}", f"{TOP}/NAME/{sought.lesson}"
    holders = [name for name, found in deeper.items() if any(kind == "folder" for _, kind in found)]
    if len(holders) > 1:
        names = printable(", ".join(holders[:3]))[:100] + ", …" * (len(holders) > 3)
        yield Stray("", path, "a learner's folder", f"a folder of {len(holders)} learners' folders ({names})",
                    "Move them up", f"mv -i {quote_for_shell(path)}/* {TOP}/")
        return
    for name, found in deeper.items():
        for inner, kind in found:
            ending = "" if kind == "folder" else f"/{sought.first}"
            own, other = (move_into_new(inner, f"{TOP}/{each}/{sought.lesson}{ending}") for each in (learner, name))
            yield Stray(learner, inner, expected, "it in a folder too deep",
                        f"If {printable(learner)[:60]} is the learner, move it",
                        own if name == learner else f"{own}` or, if {printable(name)[:60]} is, `{other}")


def _of_hand_in(folder: Folder, learner: str, path: str, sought: Sought) -> Iterator[Stray]:
    """Look at the lesson's folder of a learner: is everything in it called as it must be to be read?"""
    entries = _visible(folder, MAX_SEEN)
    files = [name for name, kind in entries if kind == "file"]
    found = [name for name in files if name.endswith(".ipynb")]
    there = [name for name in sought.notebooks if f"{name}.ipynb" in found]
    for name in files:
        if is_notebook(name) and name.removesuffix(".ipynb") not in there:
            yield from _notebook(name, found, there, learner, path, sought)
        elif (file := sought.file(name)) and file != name:
            yield _renamed(f"{path}/{name}", f"{path}/{file}", learner, file in files)
        elif is_archive(name) and not found:
            yield from _loose(f"{path}/{name}", learner, name, sought)
    if not found:
        left = iter(range(MAX_SEEN))
        for name, kind in entries:
            if kind == "folder":
                with folder.enter(name) as inner:
                    for deep, what in _below(inner, f"{path}/{name}", sought, 1, left):
                        if what == "file":
                            yield Stray(learner, deep, f"{printable(path)}/{sought.first}", "it in a folder too deep",
                                        "Move it up", move(deep, f"{path}/{sought.first}"))


def _notebook(
    name: str, found: list[str], there: list[str], learner: str, path: str, sought: Sought,
) -> Iterator[Stray]:
    """Look at a notebook that has no name of the lesson's notebooks."""
    near = [each for each in sought.notebooks if resembles(stem(name), each, {*sought.notebooks} - {each})]
    is_read = found == [name] and len(sought.notebooks) == 1
    if is_read and not near and sought.is_others(stem(name)):
        yield Stray(learner, f"{path}/{name}", sought.first, "a notebook that has another lesson's name and counts, as "
                    "it is alone there", "If it is another lesson's, move it into that one's folder")
    elif near and not is_read and (there or len(sought.notebooks) > 1 or not found):
        yield _renamed(f"{path}/{name}", f"{path}/{near[0]}.ipynb", learner, near[0] in there)


def _renamed(path: str, target: str, learner: str, is_there: bool) -> Stray:
    wanted = target.rpartition("/")[2]
    if is_there:
        return Stray(learner, path, f"one {wanted}", f"another beside {wanted}, which counts",
                     "Delete it, or make it the one that counts", move(path, target))
    return Stray(learner, path, f"the name {wanted}", "another", "Rename it", move(path, target))
