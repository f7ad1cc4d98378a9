"""What an LMS packed, as an archive or as the folder it was unpacked into: looked through before anything is read.

An archive whose very structure is a trick is refused whole, for no LMS makes one. What a learner can bring about (an
odd file name, a huge file) is told of that learner alone, so that nobody can stop the class.
"""
from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from grader.classroom.plain_files import KINDS, Folder, is_hidden, open_folder
from grader.classroom.submissions import MAX_BYTES
from grader.errors import Refused, WrongCall
from grader.printable import printable

MAX_ENTRIES, MAX_TOTAL = 200_000, 20 * 10**9  # of an archive: files and folders; bytes of all files
MAX_RATIO, SMALL = 300, 500_000_000  # bytes that one packed byte may become, once there are more than so many
MAX_DEPTH = 20
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # what learning platforms pack with
AGAIN = "Download it again, and collect that."
NO_LMS = "An LMS makes no such archive: find out where it comes from."
JUNK = {"__MACOSX", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Entry:
    """A file in an archive or folder.

    Attributes:
        path: where it lies.
        size: its bytes, as the archive says; reading checks it.
        owner: the user whose file it is; "" where that means nothing.
        kind: "file", or what else lies there, such as "link"; only files can be read.
        above: how many folders around everything do not count.
    """

    path: str
    size: int
    owner: str = ""
    kind: str = "file"
    above: int = 0

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the folders it lies in, and its own."""
        return tuple(self.path.split("/"))[self.above:]


class Source(Protocol):
    """An archive or a folder."""

    name: str
    entries: list[Entry]

    def read(self, entry: Entry) -> bytes:
        """Return a file's content.

        Raises:
            WrongCall: it is damaged.
            Refused: it is no regular file.
        """


@dataclass(frozen=True)
class Found:
    """What an LMS says one person handed in.

    Attributes:
        who: the person or entry, as the LMS names it, for messages.
        learners: whose it is; several for a group.
        files: the files, by their paths in the hand-in.
        moment: when it was handed in, in naive UTC; None if the LMS does not say.
        late: whether the LMS has marked it as late.
        problem: why it is nobody's, or cannot be taken, and what to do about it; else "".
        notes: what a person may want to know, though it was taken.
    """

    who: str
    learners: tuple[str, ...] = ()
    files: dict[str, Entry] = field(default_factory=dict)
    moment: datetime | None = None
    late: bool = False
    problem: str = ""
    notes: tuple[str, ...] = ()


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open what is to be collected.

    Raises:
        WrongCall: it is neither a folder nor a sound zip archive.
    """
    name = printable(path.name or path)
    if path.is_dir():
        with open_folder(path, "") as folder:
            yield _Unpacked(name, folder, path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield _Packed(name, archive, path.stat().st_size)
    except OSError as error:
        raise WrongCall(f"{name}: expected a folder or a zip archive, got: {error.strerror}. Check its path.") from None
    except zipfile.BadZipFile as error:
        raise WrongCall(f"{name}: expected a folder or a whole zip archive, got: {error}. {AGAIN}") from None


def is_junk(parts: tuple[str, ...]) -> bool:
    """Return whether a file is one that people do not see, or that a system put there."""
    return any(is_hidden(part) or part in JUNK for part in parts)


class _Packed:
    """A zip archive, none of whose names leads out of it."""

    def __init__(self, name: str, archive: zipfile.ZipFile, n_bytes: int) -> None:
        self.name, self._archive = name, archive
        infos = archive.infolist()
        self._require_sound(infos, n_bytes)
        self._infos = {_path(info): info for info in infos if not info.is_dir()}
        self.entries = [Entry(path, info.file_size, kind=_kind(info)) for path, info in self._infos.items()
                        if not is_junk(tuple(path.split("/")))]

    def _require_sound(self, infos: list[zipfile.ZipInfo], n_bytes: int) -> None:
        if len(infos) > MAX_ENTRIES:
            self._refuse(f"at most {MAX_ENTRIES:,} files", f"{len(infos):,}")
        for info in infos:
            if fault := _fault(info):
                self._refuse("plain files", f"{printable(info.orig_filename)[:100]}, {fault}")
        paths = [_path(info).rstrip("/") for info in infos]
        if twice := [path for path, n in Counter(paths).items() if n > 1]:
            self._refuse("each file once", f"{printable(twice[0])[:100]} twice")
        inside = {path for info, path in zip(infos, paths) if not info.is_dir()}
        if both := next((path for path in paths for above in _above(path) if above in inside), None):
            self._refuse("folders to hold files", f"{printable(both)[:100]} below a file")
        total = sum(info.file_size for info in infos if info.file_size <= MAX_BYTES)  # larger ones are never read
        if sum(info.compress_size for info in infos) > n_bytes:
            self._refuse("files beside one another", "files that share their bytes, as bombs do")
        if total > MAX_TOTAL or total > max(SMALL, MAX_RATIO * n_bytes):
            self._refuse(f"at most {MAX_TOTAL // 10**9} GB, and {MAX_RATIO} bytes from one that is packed",
                         f"{total:,} bytes from {n_bytes:,}")

    def _refuse(self, expected: str, got: str) -> None:
        raise WrongCall(f"{self.name}: expected {expected}, got {got}. Nothing was collected. {NO_LMS}")

    def read(self, entry: Entry) -> bytes:
        info = self._infos[entry.path]
        try:
            with self._archive.open(info) as file:
                content = file.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise self._damaged(entry, str(error)) from None
        if len(content) != info.file_size:
            raise self._damaged(entry, f"{len(content):,} bytes")
        return content

    def _damaged(self, entry: Entry, got: str) -> WrongCall:
        return WrongCall(f"{self.name}: expected {printable(entry.path)[:100]} whole, got: {printable(got)[:100]}. "
                         f"Nothing was collected. {AGAIN}")


def _path(info: zipfile.ZipInfo) -> str:
    """Return a name as it was meant: some write UTF-8 and do not say so, which Python reads as DOS letters."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _fault(info: zipfile.ZipInfo) -> str:
    """Return what is wrong with an entry that no LMS would pack."""
    path = _path(info)
    parts = path.removesuffix("/").split("/")
    if info.flag_bits & 0x1:
        return "which is encrypted"
    if "\0" in info.orig_filename or path[1:2] == ":" or not all(parts) or {".", ".."} & {
            piece for part in parts for piece in part.split("\\")}:
        return "a path that leads elsewhere"
    return "" if info.compress_type in METHODS else "packed in a way that platforms don't use"


def _kind(info: zipfile.ZipInfo) -> str:
    return KINDS.get(stat.S_IFMT(info.external_attr >> 16), "file")


def _above(path: str) -> Iterator[str]:
    """Yield the folders that something lies in."""
    while path := path.rpartition("/")[0]:
        yield path


class _Unpacked:
    """A folder; links in it are never followed."""

    def __init__(self, name: str, folder: Folder, path: Path) -> None:
        self.name, self._folder, self._path = name, folder, path
        self.entries = list(self._walk(folder, iter(range(MAX_ENTRIES)), 0))

    def _walk(self, folder: Folder, left: Iterator[int], depth: int) -> Iterator[Entry]:
        for name, kind in folder.entries():
            if is_hidden(name) or name in JUNK:
                continue
            if next(left, None) is None or depth > MAX_DEPTH:
                raise WrongCall(f"{self.name}: expected at most {MAX_ENTRIES:,} files in {MAX_DEPTH} folders in one "
                                "another, got more. Name the folder that holds the hand-ins.")
            path = folder.inner(name)
            if kind == "folder":
                try:
                    with folder.enter(name) as inner:
                        yield from self._walk(inner, left, depth + 1)
                except Refused:
                    yield Entry(path, 0, kind="folder that cannot be opened")
            else:
                yield Entry(path, *self._look(path, kind), kind)

    def _look(self, path: str, kind: str) -> tuple[int, str]:
        if kind != "file":
            return 0, ""
        status = os.stat(self._path / path, follow_symlinks=False)
        return status.st_size, _owner(status.st_uid)

    def read(self, entry: Entry) -> bytes:
        *above, name = entry.path.split("/")
        return _read_below(self._folder, above, name, MAX_BYTES)


def _read_below(folder: Folder, above: list[str], name: str, limit: int) -> bytes:
    if not above:
        return folder.read(name, limit, "Ask for a smaller file.")
    with folder.enter(above[0]) as inner:
        return _read_below(inner, above[1:], name, limit)


def _owner(uid: int) -> str:
    try:
        import pwd

        return pwd.getpwuid(uid).pw_name
    except (ImportError, KeyError):
        return ""
