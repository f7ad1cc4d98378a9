"""Send a notebook's cells to a kernel, one after another, and keep what it answers within limits.

The kernel runs code that nobody has read. So nothing it sends is believed but as output of its own cell, no
message is larger than a limit, no output is longer, and neither a cell nor the whole run outlasts its time.
"""
from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty
from typing import Any

from course.exchange import FACTS_MIME
from grader.kernels.channel import ChannelClosed, Client, TooCostly
from grader.kernels.cold import MessagedKernel
from grader.kernels.limits import Limits
from grader.kernels.ordinary import OrdinaryKernel
from grader.kernels.output import append_output, error_output, read_count, read_output, redact
from grader.kernels.zygote import Kernel

GRACE_S = 5.0  # for an interrupted cell to give way
POLL_S = 0.5  # between looks at whether the kernel is alive
MAX_NOTICES = 20
MAX_RESULTS, MAX_RESULT_CHARS = 10, 100  # of a cell whose output is too long
MAX_FACTS = 1_000_000  # commas and brackets of all facts of a run: ten checks of 50,000 numbers


@dataclass
class Cell:
    """A code cell of a submission, and what came of it.

    Attributes:
        source: the code.
        is_check: whether it is one of our checks, the only cells that publish facts.
        is_shown: whether it is a demonstration that nobody changed, which is run only if need be.
        is_work: whether it is training of the learner's own, which grading does not repeat.
        number: its place among the notebook's code cells, from 1.
        outputs: its outputs, in nbformat's form.
        count: its execution count; None if it was not run.
    """

    source: str
    is_check: bool = False
    is_shown: bool = False
    is_work: bool = False
    number: int = 0
    outputs: list[dict[str, Any]] = field(default_factory=list)
    count: int | None = None


class RunEnded(Exception):
    """The run is over before its last cell; the message says why."""


class Runner:
    """One kernel with its client, for one submission.

    Attributes:
        starved: whether a time limit struck while the kernel waited for a processor that others had.
        notices: what a person should know of the run, in sentences that hold nothing of the learner's own.
    """

    def __init__(self, kernel: Kernel | MessagedKernel | OrdinaryKernel, client: Client, limits: Limits,
                 secret: str = "", left_s: float | None = None) -> None:
        """Begin a run.

        Args:
            kernel: where the cells are run.
            client: how it is spoken to.
            limits: what the submission may use.
            secret: what must stand in no output, such as the seed of fresh inputs.
            left_s: the seconds of wall time that are left to the submission; all it has, if None.
        """
        self.kernel, self.client, self.limits, self.secret = kernel, client, limits, secret
        self.started = time.monotonic()
        self.ends = self.started + (limits.submission_s if left_s is None else left_s)
        self.room, self.facts_room, self.facts_seen, self.results_seen = 0, MAX_FACTS, 0, 0
        self.starved, self.notices = False, []

    def run(self, cells: list[Cell]) -> str:
        """Run cells in place and return why the run ended early, or ""."""
        ended = self._run_all(cells)
        if ended:
            self._notice(f"The run ended early: {ended}.")
        return ended

    def _run_all(self, cells: list[Cell]) -> str:
        try:
            for number, cell in enumerate(cells, 1):
                cell.number = cell.number or number
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
        cell.outputs, self.room, self.facts_seen, self.results_seen = [], self.limits.output_chars, 0, 0
        try:
            self._run_in_time(cell, left)
        except (RunEnded, ChannelClosed):
            if not cell.is_check:  # a check's facts may have come before
                cell.outputs.append(error_output("KernelEnded", "the run ended in this cell"))
            raise
        finally:
            self._look_at(cell)

    def _run_in_time(self, cell: Cell, left_s: float) -> None:
        message_id = self.client.execute(cell.source)
        most_s = min(self.limits.cell_s, left_s)
        if self._collect(cell, message_id, most_s):
            return
        limit = self.limits.cell_s if self.limits.cell_s <= left_s else self.limits.submission_s
        cell.outputs.append(error_output("TimeLimit", f"stopped after {limit:g} s"))
        self._notice(f"Code cell {cell.number} was stopped after {limit:g} s.")
        cpu_s, waited_s = self.kernel.measure()
        self.starved |= is_starved(most_s, time.monotonic() - self.started, cpu_s, waited_s)
        self.kernel.interrupt_kernel()
        if not self._collect(cell, message_id, GRACE_S):
            raise RunEnded("a cell that took too long did not give way when it was interrupted")

    def _look_at(self, cell: Cell) -> None:
        """Note what a cell published that it should not have, and take the secret out of its outputs."""
        if self.facts_seen and not cell.is_check:
            self._notice(f"Code cell {cell.number} published facts, but isn't one of the lesson's checks; "
                         "a copy of a check does that, too.")
        elif self.facts_seen > 1:
            self._notice(f"Code cell {cell.number} published facts {self.facts_seen} times; a check does it once.")
        if self.secret and (clean := redact(cell.outputs, self.secret)) != cell.outputs:
            cell.outputs = clean
            self._notice(f"The grading seed was in the output of code cell {cell.number}; it was removed.")

    def _notice(self, sentence: str) -> None:
        if sentence not in self.notices and len(self.notices) < MAX_NOTICES:
            self.notices.append(sentence)

    def _collect(self, cell: Cell, message_id: str, timeout_s: float) -> bool:
        """Keep outputs until the cell is done; return False if the time is up before."""
        deadline = time.monotonic() + timeout_s
        while (left := deadline - time.monotonic()) > 0:
            if self.client.received > self.limits.sent_chars:
                raise RunEnded(f"the cells sent more than {self.limits.sent_chars:,} characters of output")
            try:
                message = self.client.receive(self.client.iopub, min(left, POLL_S))
                if message["parent_header"].get("msg_id") != message_id:
                    continue
                if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    self._read_reply(cell, message_id)
                    return True
                self._keep(cell, message["msg_type"], message["content"], message["size"])
            except Empty:
                if not self.kernel.is_alive():
                    raise RunEnded(self._how_it_ended("")) from None
            except TooCostly as reason:
                self._notice(f"A message from code cell {cell.number} was dropped: {reason}.")
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

    def _read_reply(self, cell: Cell, message_id: str) -> None:
        """Read whether a cell failed; code can keep an error from being shown, or send one too large to be kept."""
        status = self._read_status(cell, message_id)
        if status != "ok" and not any(output["output_type"] == "error" for output in cell.outputs):
            cell.outputs.append(error_output("HiddenError", "the cell failed, and its error was not shown"))

    def _read_status(self, cell: Cell, message_id: str) -> str:
        """Return the status of a cell's reply, "" if none came that could be read; some kernels count only there."""
        ends = time.monotonic() + GRACE_S
        while (left := ends - time.monotonic()) > 0:
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                try:
                    reply = self.client.receive(self.client.shell, left)
                except (Empty, TooCostly):
                    return ""
                if reply["parent_header"].get("msg_id") == message_id:
                    if cell.count is None and "execution_count" in reply["content"]:
                        cell.count = read_count(reply["content"])
                    return str(reply["content"]["status"])
        return ""

    def _keep(self, cell: Cell, kind: str, content: dict[str, Any], size: int) -> None:
        """Keep what a message says, as far as there is room; the facts of a check are kept whole."""
        if kind == "execute_input":
            cell.count = read_count(content)
        is_facts = kind in ("display_data", "execute_result") and FACTS_MIME in dict(content["data"])
        self.facts_seen += is_facts
        output = read_output(kind, content, FACTS_MIME if cell.is_check else "")
        if output is not None and is_facts and cell.is_check:
            self._keep_facts(cell, output)
            return
        if kind == "execute_result" and output and size > self.room and self.results_seen < MAX_RESULTS:
            self.results_seen += 1  # the number that a test ends in is its score, however much came before it
            text = output["data"].get("text/plain", "")[:MAX_RESULT_CHARS]
            append_output(cell.outputs, output | {"data": {"text/plain": text}})
            return
        if output is None or self.room <= 0:
            return
        if size > self.room:
            text = output["text"][: self.room] if kind == "stream" else ""
            output = {"output_type": "stream", "name": "stdout",
                      "text": f"{text}\n… the rest of this cell's output is cut here\n"}
            self.room = 0
        self.room -= size
        append_output(cell.outputs, output)

    def _keep_facts(self, cell: Cell, output: dict[str, Any]) -> None:
        """Keep facts, but not more of all cells together than a process should hold."""
        self.facts_room -= count_parts(output["data"])
        if self.facts_room < 0:
            self._notice(f"Facts from code cell {cell.number} were dropped: the run published too many.")
            return
        append_output(cell.outputs, output)


def count_parts(value: Any) -> int:
    """Return how many lists, objects, texts and numbers a value is made of."""
    if isinstance(value, dict):
        return 1 + sum(map(count_parts, value.values()))
    return 1 + sum(map(count_parts, value)) if isinstance(value, list) else 1


def is_starved(limit_s: float, elapsed_s: float, cpu_s: float, waited_s: float) -> bool:
    """Tell whether a kernel whose time ran out was kept from running by others.

    Somewhere in it a thread was ready to run, and was not let run, for a quarter of the time that it had; and all its
    processes together did not have one processor to themselves, so that it was not they who were in the way.

    Args:
        limit_s: the seconds of wall time that ran out.
        elapsed_s: the seconds of wall time since the run began.
        cpu_s: the seconds of processor time that all processes of the kernel have used.
        waited_s: the seconds for which the thread that waited longest has waited for a processor.

    >>> is_starved(limit_s=60, elapsed_s=60, cpu_s=59, waited_s=0.5)  # an endless loop
    False
    >>> is_starved(limit_s=60, elapsed_s=60, cpu_s=0.1, waited_s=0.1)  # it slept
    False
    >>> is_starved(limit_s=60, elapsed_s=60, cpu_s=10, waited_s=50)  # others had the processor
    True
    """
    return waited_s >= limit_s / 4 and cpu_s < elapsed_s * 0.9
