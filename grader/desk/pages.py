"""The process that writes letters, one at a time; whoever started it may end it at any moment.

It reads one request a line from standard input and answers each with one line: {"failure": "", "fresh": false}, where
`failure` says why there is no page, and `fresh` whether the one that is there is still right, so that none was made.
"""
from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from grader.imports import leave_out_address_grammar

HEAD = 2_000  # bytes of a page in which its `made-from` stands


@dataclass(frozen=True)
class Request:
    """One letter to write.

    Attributes:
        notebook: path of the graded notebook; "" where nothing could be graded.
        release: path of the notebook as it was released.
        page: path of the letter, of which an earlier one may be there.
        target: the file to write, which exists.
        facts: what is known of it beside, as plain data.
    """

    notebook: str
    release: str
    page: str
    target: str
    facts: dict[str, Any] = field(default_factory=dict)

    def encode(self) -> str:
        """Return the request as a line; names that are not UTF-8 survive in it."""
        return json.dumps(asdict(self)) + "\n"


class PageMaker:
    """Writes letters; what the letters of a class share is read once."""

    def __init__(self) -> None:
        from grader.desk.letters.page import Release, version

        self.version, self.unreleased = version(), Release()
        self.releases: dict[Path, tuple[Release, bytes]] = {}

    def make(self, request: Request) -> bool:
        """Write one page, and return whether the earlier one is still right instead."""
        from grader.desk.letters.facts import decode
        from grader.desk.letters.page import render_letter

        release, of_release = self._release(Path(request.release))
        raw = Path(request.notebook).read_bytes() if request.notebook else b""
        parts = (self.version.encode(), of_release, raw, json.dumps(request.facts, sort_keys=True).encode())
        made_from = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
        if _read_head(Path(request.page)).find(f'content="{made_from}"'.encode()) >= 0:
            return True
        notebook = _read_notebook(raw) if request.notebook else None
        page = render_letter(notebook, release, decode(request.facts), made_from)
        Path(request.target).write_text(page, encoding="utf-8", errors="backslashreplace")
        return False

    def _release(self, path: Path) -> tuple[Any, bytes]:
        from grader.desk.letters.page import Release

        if path not in self.releases:
            raw = path.read_bytes() if path.is_file() else b""
            self.releases[path] = (Release(_read_notebook(raw)) if raw else self.unreleased), raw
        return self.releases[path]


def _read_head(page: Path) -> bytes:
    try:
        with page.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""


def _read_notebook(raw: bytes) -> Any:
    """Return a notebook; to validate it would take longer than the whole letter, and it is read with care.

    Raises:
        ValueError: it is none.
    """
    from nbformat import from_dict
    from nbformat.v4.rwbase import rejoin_lines

    data = json.loads(raw.decode("utf-8", "surrogatepass"))
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise ValueError("expected a notebook, got something else")
    for cell in cells:
        cell.setdefault("metadata", {})
    data.setdefault("metadata", {})
    return rejoin_lines(from_dict(data))


def limit_process(memory_mb: int) -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))


def answer_requests(memory_mb: int, timeout_s: float) -> None:
    """Write letters until there are no more requests."""
    leave_out_address_grammar()
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # whatever prints, it is no answer
    limit_process(memory_mb)
    maker = PageMaker()
    print(json.dumps({"failure": ""}), file=answers, flush=True)
    for line in sys.stdin:
        if hasattr(signal, "alarm"):
            signal.alarm(round(timeout_s) + 60)  # should the process that waits for us be gone
        print(json.dumps(_try(maker, Request(**json.loads(line)))), file=answers, flush=True)


def _try(maker: PageMaker, request: Request) -> dict[str, Any]:
    try:
        return {"failure": "", "fresh": maker.make(request)}
    except MemoryError:
        return {"failure": "it needs more memory than a page may use"}
    except Exception as error:
        return {"failure": f"{type(error).__name__}: {error}"[:300]}


if __name__ == "__main__":
    answer_requests(int(sys.argv[1]), float(sys.argv[2]))
