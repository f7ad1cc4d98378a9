"""Folders and files that strangers made: reached one step at a time, never through a link, never waited for.

A folder that is open is held by its descriptor, so nobody can exchange what lies between it and us: what was looked
at is what is read. Where the system has no such descriptors (Windows), every step is looked at by its path first.

A hard link to a file elsewhere looks like the file itself: `st_nlink` is above 1 for honest copies, too. Linux keeps
people from making links to what they may not write (`fs.protected_hardlinks`); unpack strangers' archives as a user
who cannot read the class's secret.
"""
from __future__ import annotations

import errno
import math
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path

from grader.errors import Refused
from grader.printable import printable

MAX_ENTRIES, MAX_DEPTH, MAX_PATH = 10_000, 16, 1000  # of a hand-in: files and folders; folders in folders; characters
CHUNK = 1_000_000
KINDS = {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link", stat.S_IFIFO: "FIFO",
         stat.S_IFSOCK: "socket", stat.S_IFCHR: "device", stat.S_IFBLK: "device"}
JUNCTION = 0xA0000003  # Windows' link between folders, which `lstat` calls a folder
THEIRS = {errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENOTDIR, errno.ENOENT, errno.ENXIO, errno.ENAMETOOLONG}
HAS_DESCRIPTORS = {os.open, os.stat} <= os.supports_dir_fd and os.scandir in os.supports_fd
FLAGS = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))


class Folder:
    """An open folder. Its methods take names of what lies in it, not paths, and raise `Refused` with the place.

    Attributes:
        path: where it lies, seen from the folder that paths start from; "" for that folder itself.
    """

    def __init__(self, place: int | str, path: str = "") -> None:
        self._place, self.path = place, path

    def inner(self, name: str) -> str:
        """Return the path of something in this folder."""
        return f"{self.path}/{name}" if self.path else name

    def show(self, name: str) -> str:
        """Return the path of something in this folder as people may see it."""
        return printable(self.inner(name))

    def entries(self, limit: int | None = None) -> list[tuple[str, str]]:
        """Return name and kind of what lies in the folder, by name; one more than `limit` at most."""
        with os.scandir(self._place) as found:
            names = [entry.name for entry in islice(found, limit and limit + 1)]
        return sorted((name, kind) for name in names if (kind := self._kind_if_any(name)))

    def kind(self, name: str) -> str:
        """Return what something is: "file", "folder", "link", "FIFO", "socket" or "device"; "" if it is not there."""
        place, where = self._at(name)
        try:
            return _kind(os.stat(place, follow_symlinks=False, **where))
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise self._refusal(name, "something that can be looked at", error) from error

    def _kind_if_any(self, name: str) -> str:
        try:
            return self.kind(name)
        except (Refused, OSError):
            return "thing that cannot be looked at"  # who reads it is told why

    @contextmanager
    def enter(self, name: str, path: str | None = None) -> Iterator[Folder]:
        """Open a folder that lies in this one; it may be given another path, such as "" to start from."""
        self._require(name, "folder")
        path = self.inner(name) if path is None else path
        if not HAS_DESCRIPTORS:
            yield Folder(self._at(name)[0], path)
            return
        with self._opened(name, "folder", os.O_DIRECTORY) as descriptor:
            yield Folder(descriptor, path)

    def read(self, name: str, limit: int, advice: str) -> bytes:
        """Return a file's content: of a longer one, not a byte more than it takes to know that it is.

        Args:
            name: the file's name.
            limit: how many bytes it may have.
            advice: what to do about a longer one.
        """
        self._require(name, "file")
        with self._opened(name, "file") as descriptor:
            size = os.fstat(descriptor).st_size
            content = _read(descriptor, limit) if size <= limit else b""
        if (size := max(size, len(content))) > limit:
            raise Refused(f"{self.show(name)}: expected at most {_amount(limit)}, got {_amount(size)}. {advice}")
        return content

    def _at(self, name: str) -> tuple[str, dict[str, int]]:
        """Return how this system is told of something in this folder."""
        if name in ("", ".", "..") or "\0" in name or os.path.basename(name) != name:
            raise ValueError(f"expected the name of a file or folder, got {name!r}")
        if isinstance(self._place, int):
            return name, {"dir_fd": self._place}
        return os.path.join(self._place, name), {}

    def _require(self, name: str, kind: str) -> None:
        if (got := self.kind(name)) != kind:
            raise Refused(f"{self.show(name)}: expected a {kind}, got {f'a {got}' if got else 'nothing'}. "
                          f"Ask for the {kind} itself.")

    @contextmanager
    def _opened(self, name: str, kind: str, flags: int = 0) -> Iterator[int]:
        place, where = self._at(name)
        try:
            descriptor = os.open(place, os.O_RDONLY | FLAGS | flags, **where)
        except OSError as error:
            raise self._refusal(name, f"a {kind} that can be read", error) from error
        try:
            if (got := _kind(os.fstat(descriptor))) != kind:  # it was exchanged since we looked
                raise Refused(f"{self.show(name)}: expected a {kind}, got a {got}. Ask for the {kind} itself.")
            yield descriptor
        finally:
            os.close(descriptor)

    def _refusal(self, name: str, expected: str, error: OSError) -> Exception:
        """An error of the hand-in's own is told by name; others, such as a broken disk, are ours."""
        if error.errno not in THEIRS:
            return error
        return Refused(f"{self.show(name)}: expected {expected}, got: {error.strerror}. Ask for it again.")


@contextmanager
def open_folder(place: Path, path: str = "") -> Iterator[Folder]:
    """Open a folder of ours, to which links may lead."""
    if not HAS_DESCRIPTORS:
        yield Folder(os.path.realpath(place), path)
        return
    descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield Folder(descriptor, path)
    finally:
        os.close(descriptor)


def walk(folder: Folder, seen: Iterator[int] | None = None, depth: int = 0) -> Iterator[tuple[Folder, str, str]]:
    """Yield all that lies in a folder and below it: where, name and kind; nothing hidden, and not without end.

    Raises:
        Refused: there is too much, or it lies too deep.
    """
    seen = count(1) if seen is None else seen
    for name, kind in folder.entries(MAX_ENTRIES):
        if next(seen) > MAX_ENTRIES:
            raise Refused(f"expected at most {MAX_ENTRIES:,} files and folders beside the notebook, got more. "
                          "Ask for it without them.")
        if is_hidden(name):
            continue
        if depth >= MAX_DEPTH or len(folder.inner(name)) > MAX_PATH:
            raise Refused(f"{folder.show(name)[:100]}…: expected at most {MAX_DEPTH} folders in one another and "
                          f"{MAX_PATH:,} characters, got more. Ask for a flatter folder.")
        yield folder, name, kind
        if kind == "folder":
            with folder.enter(name) as inner:
                yield from walk(inner, seen, depth + 1)


def is_hidden(name: str) -> bool:
    """Return whether people do not see a file in their folder; macOS has one whose name does not begin with a dot."""
    return name.startswith(".") or name == "Icon\r"


def _kind(status: os.stat_result) -> str:
    linked = getattr(status, "st_reparse_tag", 0) == JUNCTION
    return "link" if linked else KINDS.get(stat.S_IFMT(status.st_mode), "device")


def _read(descriptor: int, limit: int) -> bytes:
    """Return what a file holds, and one byte above the limit at most, whatever it says of its size."""
    chunks, left = [], limit + 1
    while left and (chunk := os.read(descriptor, min(left, CHUNK))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _amount(size: int) -> str:
    return f"{math.ceil(size / 10**6)} MB" if size >= 10**6 else f"{size:,} bytes"
