"""CSV files: strangers' ones are read strictly and never guessed at, ours can be opened in any spreadsheet."""
from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import WrongCall
from grader.printable import printable

MAX_BYTES, MAX_CELL = 50_000_000, 100_000  # of a file; characters of a cell, for a gradebook may hold comments
SEPARATORS = ",;\t"
FORMULAS = r"[-=+@|%\\＝＋－＠﹢﹣﹦﹫]"
# In some countries spreadsheets split at semicolons, wherever the quotes are: what follows one may begin a cell.
BEGINS = re.compile(rf"""((?:^|;)[\s"']*)(?={FORMULAS})""")
MADE_INERT = re.compile(rf"""((?:^|;)[\s"']*)'(?={FORMULAS})""")
AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # how Canvas keeps a spreadsheet from running a name
JOINERS = "\u200c\u200d"  # Persian needs them, and so do emoji
AS_CSV = 'In Excel, save it as "CSV UTF-8 (Comma delimited)".'


@dataclass(frozen=True)
class Table:
    """A CSV file.

    Attributes:
        where: the file's name, for messages.
        columns: its header.
        rows: number of its line, and as many cells as there are columns, of each line that is not empty.
    """

    where: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def has(self, *names: str) -> bool:
        """Return whether all these columns are there; capitals do not matter."""
        return {name.casefold() for name in names} <= {column.casefold() for column in self.columns}

    def records(self, *names: str) -> list[tuple[int, dict[str, str]]]:
        """Return number and cells of each line, by the names given here; "" for a column that is not there.

        Raises:
            WrongCall: a column is there twice.
        """
        folded = [column.casefold() for column in self.columns]
        places = {name: [i for i, column in enumerate(folded) if column == name.casefold()] for name in names}
        if twice := [name for name, found in places.items() if len(found) > 1]:
            raise WrongCall(f"{self.where}: expected one column {twice[0]}, got {len(places[twice[0]])}. Remove all "
                            "but one.")
        return [(line, {name: cells[found[0]] if found else "" for name, found in places.items()})
                for line, cells in self.rows]


def read_table(path: Path) -> Table:
    """Return what a CSV file holds, in UTF-8 (or in UTF-16, as Excel marks it), split at commas, semicolons or tabs.

    Raises:
        WrongCall: it is no such file, or ends in the middle of a line.
    """
    where = printable(path.name)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise WrongCall(f"{where}: expected a CSV file, got: {error.strerror}. Check its path.") from None
    if len(raw) > MAX_BYTES:
        raise WrongCall(f"{where}: expected at most {MAX_BYTES // 10**6} MB, got more. Is it the right file?")
    text = _decode(raw, where)
    first, _, rest = text.partition("\n")
    if named := re.fullmatch(r"sep=(.)\s*", first, re.IGNORECASE):  # Excel's own way to say what it splits at
        return _parse(rest, named[1], where, 1)
    header = _until_end_of_record(text)
    return _parse(text, max(SEPARATORS, key=lambda each: len(_split(header, each))), where, 0)


def _decode(raw: bytes, where: str) -> str:
    if raw.startswith(b"PK\x03\x04"):
        raise WrongCall(f"{where}: expected a CSV file, got a workbook or an archive. {AS_CSV}")
    utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[:error.start].count(b"\n") + 1
        raise WrongCall(f"{where}, line {line}: expected text in UTF-8, got bytes that are not. {AS_CSV}") from None
    if "\0" in text:
        raise WrongCall(f"{where}: expected a CSV file, got one with zero bytes. {AS_CSV}")
    return text


def _until_end_of_record(text: str) -> str:
    """Return the first line; a quoted cell may go over several."""
    end = text.find("\n")
    while end >= 0 and text.count('"', 0, end) % 2:
        end = text.find("\n", end + 1)
    return text if end < 0 else text[:end]


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _parse(text: str, separator: str, where: str, skipped: int) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((reader.line_num + skipped, [_read_cell(cell) for cell in cells]))
    except csv.Error as error:
        raise WrongCall(f"{where}, line {reader.line_num + skipped}: expected cells as CSV has them, got: {error}. "
                        "Is the file whole? Export it again.") from None
    if not records:
        raise WrongCall(f"{where}: expected a line with the names of the columns, got an empty file. Export it again.")
    (_, columns), *lines = records
    return Table(where, tuple(columns), tuple((line, _fit(cells, len(columns), where, line)) for line, cells in lines))


def _fit(cells: list[str], n: int, where: str, line: int) -> tuple[str, ...]:
    """Return a line's cells; a spreadsheet may leave empty ones behind the last column."""
    if len(cells) < n or any(cells[n:]):
        raise WrongCall(f"{where}, line {line}: expected {n} cells, as many as there are columns, got {len(cells)}. "
                        "Put a cell with a comma into quotes; or is the file cut off? Export it again.")
    if long := [cell for cell in cells if len(cell) > MAX_CELL]:
        raise WrongCall(f"{where}, line {line}: expected at most {MAX_CELL:,} characters in a cell, got "
                        f"{len(long[0]):,}. Is it the right file?")
    return tuple(cells[:n])


def _read_cell(text: str) -> str:
    found = AS_TEXT.fullmatch(text.strip())
    return MADE_INERT.sub(r"\1", found[1] if found else text.strip())


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a CSV file's text, all cells quoted, in which no cell is a formula and each is on one line.

    >>> print(write_table(["name"], [["=1+1"], ["Ada"]]), end="")
    "name"
    "'=1+1"
    "Ada"
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [make_inert(cell) for cell in row] for row in (columns, *rows))
    return text.getvalue()


def make_inert(text: str) -> str:
    """Return a text as one line; a quote in front keeps a spreadsheet from running what begins like a formula."""
    return BEGINS.sub(r"\1'", one_line(text))


def one_line(text: str) -> str:
    """Return a text whose characters can all be seen, but for those that join letters or emoji."""
    return re.sub(f"[^{JOINERS}]+", lambda found: printable(found[0]), text)


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet might run a text."""
    return bool(BEGINS.search(text))
