"""Send a notebook's cells to a kernel, one after another, and keep what it answers within limits.

The kernel runs code that nobody has read. So nothing it sends is believed but as output of its own cell, no
message is larger than a limit, no output is longer, and neither a cell nor the whole run outlasts its time.
"""
from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty
from typing import Any

from course.checking.check import FACTS_MIME
from grader.kernels.channel import ChannelClosed, Client
from grader.kernels.limits import Limits
from grader.kernels.ordinary import OrdinaryKernel
from grader.kernels.output import append_output, error_output, read_output
from grader.kernels.zygote import Kernel

GRACE_S = 5.0  # for an interrupted cell to give way
POLL_S = 0.5  # between looks at whether the kernel is alive


@dataclass
class Cell:
    """A code cell of a submission, and what came of it.

    Attributes:
        source: the code.
        is_check: whether it is one of our checks, the only cells that publish facts.
        is_shown: whether it is a demonstration that nobody changed, which is run only if need be.
        is_work: whether it is training of the learner's own, which grading does not repeat.
        outputs: its outputs, in nbformat's form.
        count: its execution count; None if it was not run.
    """

    source: str
    is_check: bool = False
    is_shown: bool = False
    is_work: bool = False
    outputs: list[dict[str, Any]] = field(default_factory=list)
    count: int | None = None


class RunEnded(Exception):
    """The run is over before its last cell; the message says why."""


class Runner:
    """One kernel with its client, for one submission."""

    def __init__(self, kernel: Kernel | OrdinaryKernel, client: Client, limits: Limits) -> None:
        self.kernel, self.client, self.limits = kernel, client, limits
        self.ends = time.monotonic() + limits.submission_s
        self.sent, self.room = 0, 0

    def run(self, cells: list[Cell]) -> str:
        """Run cells in place and return why the run ended early, or ""."""
        try:
            for cell in cells:
                self.run_cell(cell)
        except RunEnded as reason:
            return str(reason)
        except ChannelClosed as reason:
            return self._how_it_ended(str(reason))
        return ""

    def run_cell(self, cell: Cell) -> None:
        """Run one cell and keep its outputs; a cell that takes too long is interrupted.

        Raises:
            RunEnded: the kernel died or does not give way, or the submission used up its time or its output.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise RunEnded(f"the submission used up its {self.limits.submission_s:g} s")
        cell.outputs, self.room = [], self.limits.output_chars
        message_id = self.client.execute(cell.source)
        if self._collect(cell, message_id, min(self.limits.cell_s, left)):
            return
        limit = self.limits.cell_s if self.limits.cell_s <= left else self.limits.submission_s
        cell.outputs.append(error_output("TimeLimit", f"stopped after {limit:g} s"))
        self.kernel.interrupt_kernel()
        if not self._collect(cell, message_id, GRACE_S):
            raise RunEnded("a cell that took too long did not give way when it was interrupted")

    def _collect(self, cell: Cell, message_id: str, timeout_s: float) -> bool:
        """Keep outputs until the cell is done; return False if the time is up before."""
        deadline = time.monotonic() + timeout_s
        while (left := deadline - time.monotonic()) > 0:
            try:
                message = self.client.receive(self.client.iopub, min(left, POLL_S))
                if message["parent_header"].get("msg_id") != message_id:
                    continue
                if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    self._read_reply(message_id)
                    return True
                self._keep(cell, message["msg_type"], message["content"])
            except Empty:
                if not self.kernel.is_alive():
                    raise RunEnded(self._how_it_ended("")) from None
            except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError):
                continue  # forged: not of the protocol's form
        return False

    def _how_it_ended(self, said: str) -> str:
        """Say why a kernel ended, or, of one that lives, what it said when it closed its connection."""
        ends = time.monotonic() + GRACE_S  # one that held much memory takes long to go
        while self.kernel.is_alive() and time.monotonic() < ends:
            time.sleep(0.01)
        if self.kernel.is_alive():
            return said
        return f"the kernel {self.kernel.why}" if self.kernel.why else "the kernel ended before the last cell"

    def _read_reply(self, message_id: str) -> None:
        """Replies are read so that they do not pile up; what they say is in the outputs already."""
        ends = time.monotonic() + GRACE_S
        while (left := ends - time.monotonic()) > 0:
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                try:
                    if self.client.receive(self.client.shell, left)["parent_header"].get("msg_id") == message_id:
                        return
                except Empty:
                    return

    def _keep(self, cell: Cell, kind: str, content: dict[str, Any]) -> None:
        """Keep what a message says, as far as there is room; the facts of a check are kept whole."""
        size = len(json.dumps(content))
        self.sent += size
        if self.sent > self.limits.sent_chars:
            raise RunEnded(f"the cells sent more than {self.limits.sent_chars:,} characters of output")
        if kind == "execute_input":
            cell.count = int(content["execution_count"])
        output = read_output(kind, content, FACTS_MIME if cell.is_check else "")
        if output is None or self.room <= 0:
            return
        if size > self.room and FACTS_MIME not in output.get("data", ()):
            text = output["text"][: self.room] if kind == "stream" else ""
            output = {"output_type": "stream", "name": "stdout",
                      "text": f"{text}\n… the rest of this cell's output is cut here\n"}
            self.room = 0
        self.room -= size
        append_output(cell.outputs, output)
