"""A process that makes pages for us; when one takes too long, it is ended, and the next page gets a new process."""
from __future__ import annotations

import json
import queue
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, cast

from grader.desk.pages import Request
from grader.errors import WrongCall
from grader.printable import printable

START_S = 120.0  # to import what pages are made with, on a slow disk too
HOME = Path(__file__).parents[2]  # `python -m` imports from where it is started first: not from anybody's files


class Made(NamedTuple):
    """What came of a request: why there is no page, or "", and whether the earlier one is still right."""

    failure: str
    fresh: bool = False


class PageWorker:
    """Makes pages in a process of its own, which is started when it is needed and serves as long as it answers.

    Args:
        timeout_s: wall time that one page may take.
        memory_mb: memory that the process may use, where the system can bound it.
    """

    def __init__(self, timeout_s: float, memory_mb: int) -> None:
        self.command = [sys.executable, "-m", "grader.desk.pages", str(memory_mb), str(timeout_s)]
        self.timeout_s = timeout_s
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> PageWorker:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def make(self, request: Request) -> Made:
        """Have a page made and return what came of it.

        Raises:
            WrongCall: no page can be made at all.
        """
        if self.process is None:
            self._start()
        try:
            self.requests.write(request.encode())
            self.requests.flush()
            return self._wait(self.timeout_s)
        except TimeoutError:
            self.stop()
            return Made(f"its page took more than {self.timeout_s:g} s")
        except (EOFError, OSError):
            self.stop()
            return Made("the process that makes pages ended on it")

    def _start(self) -> None:
        self.said = tempfile.TemporaryFile()
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.said,
                                        encoding="ascii", cwd=HOME)
        self.requests, lines = cast(IO[str], self.process.stdin), cast(IO[str], self.process.stdout)
        self.answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=_pass_on, args=(lines, self.answers), daemon=True).start()
        try:
            self._wait(START_S)
        except (TimeoutError, EOFError):
            self.said.seek(0)
            last = self.said.read()[-2000:].decode(errors="backslashreplace").strip().rpartition("\n")[2]
            self.stop()
            raise WrongCall("feedback: expected the process that makes pages to start, got: "
                            f"{printable(last) or 'no answer'}. Run `grader doctor`.") from None

    def _wait(self, seconds: float) -> Made:
        try:
            line = self.answers.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        if not line:
            raise EOFError
        return Made(**json.loads(line))

    def stop(self) -> None:
        """End the process; the next page gets a new one."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.requests.close()
            self.said.close()
            self.process = None


def _pass_on(lines: IO[str], answers: queue.SimpleQueue[str]) -> None:
    """Pass on what a process answers, and an empty line when it has ended."""
    with lines:
        for line in lines:
            answers.put(line)
    answers.put("")
