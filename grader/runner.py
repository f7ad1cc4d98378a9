"""Send a notebook's cells to a kernel, one after another, and keep what it answers within limits.

The kernel runs code that nobody has read. So nothing it sends is believed but as output of its own cell, no
message is larger than a limit, no output is longer, and neither a cell nor the whole run outlasts its time.
"""
from __future__ import annotations

import json
import time
from dataclasses import dataclass
from queue import Empty
from typing import Any

import zmq
from jupyter_client import BlockingKernelClient, KernelManager
from nbformat import NotebookNode
from nbformat.v4 import new_output

MAX_MESSAGE = 16_000_000  # bytes; a larger message ends the connection
GRACE_S = 2.0  # for an interrupted cell to give way
POLL_S = 0.5  # between looks at whether the kernel is alive
SHOWN = ("image/png", "image/jpeg", "text/html", "text/latex", "text/markdown", "text/plain")


@dataclass(frozen=True)
class Limits:
    """What a submission may use, beyond what the sandbox limits.

    Attributes:
        cell_s: seconds of wall time for one cell.
        submission_s: seconds of wall time for all cells together.
        output_chars: characters kept of one cell's outputs.
        sent_chars: characters that all cells together may send before the run is ended.
    """

    cell_s: float = 60
    submission_s: float = 300
    output_chars: int = 100_000
    sent_chars: int = 50_000_000


class RunEnded(Exception):
    """The run is over before its last cell; the message says why."""


def bounded_context() -> zmq.Context:
    """Return a context whose sockets refuse a message larger than the limit."""
    context = zmq.Context()
    context.setsockopt(zmq.MAXMSGSIZE, MAX_MESSAGE)
    context.setsockopt(zmq.LINGER, 0)
    return context


class Runner:
    """One kernel with its client, for one submission."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient, limits: Limits) -> None:
        self.manager, self.client, self.limits = manager, client, limits
        self.ends = time.monotonic() + limits.submission_s
        self.sent, self.room = 0, 0

    def run(self, cells: list[NotebookNode], publishes: frozenset[str] = frozenset()) -> str:
        """Run code cells in place and return why the run ended early, or "".

        Args:
            cells: the code cells to run.
            publishes: MIME types kept whole beside those that a notebook shows.
        """
        try:
            for cell in cells:
                self.run_cell(cell, publishes)
        except RunEnded as reason:
            return str(reason)
        return ""

    def run_cell(self, cell: NotebookNode, publishes: frozenset[str]) -> None:
        """Run one cell and keep its outputs; a cell that takes too long is interrupted.

        Raises:
            RunEnded: the kernel died or does not give way, or the submission used up its time or its output.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise RunEnded(f"the submission used up its {self.limits.submission_s:g} s")
        cell.outputs, self.room = [], self.limits.output_chars
        message_id = self.client.execute(cell.source, allow_stdin=False, stop_on_error=False)
        if self._collect(cell, message_id, min(self.limits.cell_s, left), publishes):
            return
        limit = self.limits.cell_s if self.limits.cell_s <= left else self.limits.submission_s
        cell.outputs.append(new_output("error", ename="TimeLimit", evalue=f"stopped after {limit:g} s", traceback=[]))
        self.manager.interrupt_kernel()
        if not self._collect(cell, message_id, GRACE_S, publishes):
            raise RunEnded("a cell that took too long did not give way when it was interrupted")

    def _collect(self, cell: NotebookNode, message_id: str, timeout_s: float, publishes: frozenset[str]) -> bool:
        """Keep outputs until the cell is done; return False if the time is up before."""
        deadline = time.monotonic() + timeout_s
        while (left := deadline - time.monotonic()) > 0:
            try:
                message = self.client.get_iopub_msg(timeout=min(left, POLL_S))
                if message["parent_header"].get("msg_id") != message_id:
                    continue
                if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    self._read_reply(message_id)
                    return True
                self._keep(cell, message["msg_type"], message["content"], publishes)
            except Empty:
                if not self.manager.is_alive():
                    raise RunEnded("the kernel ended before the last cell") from None
            except (KeyError, TypeError, ValueError, AttributeError):  # forged: not of the protocol's form
                continue
        return False

    def _read_reply(self, message_id: str) -> None:
        """Replies are read so that they do not pile up; what they say is in the outputs already."""
        try:
            while self.client.get_shell_msg(timeout=GRACE_S)["parent_header"].get("msg_id") != message_id:
                pass
        except Empty:
            pass

    def _keep(self, cell: NotebookNode, kind: str, content: dict[str, Any], publishes: frozenset[str]) -> None:
        """Keep what a message says, as far as there is room; facts are kept whole."""
        size = len(json.dumps(content))
        self.sent += size
        if self.sent > self.limits.sent_chars:
            raise RunEnded(f"the cells sent more than {self.limits.sent_chars:,} characters of output")
        if kind == "execute_input":
            cell.execution_count = int(content["execution_count"])
        output = read_output(kind, content, publishes)
        if output is None or self.room <= 0:
            return
        if size > self.room and not publishes & set(output.get("data", ())):
            text = output.text[: self.room] if kind == "stream" else ""
            output = new_output("stream", name="stdout", text=f"{text}\n… the rest of this cell's output is cut here\n")
            self.room = 0
        self.room -= size
        append(cell, output)


def read_output(kind: str, content: dict[str, Any], publishes: frozenset[str]) -> NotebookNode | None:
    """Return a message as an output with nothing but the parts that a notebook knows, or None.

    Raises:
        KeyError, TypeError: a part is missing or of another type.
    """
    if kind == "stream":
        name = "stderr" if content["name"] == "stderr" else "stdout"
        return new_output("stream", name=name, text="" + content["text"])
    if kind == "error":
        lines = ["" + line for line in content["traceback"]]
        return new_output("error", ename="" + content["ename"], evalue="" + content["evalue"], traceback=lines)
    if kind in ("display_data", "execute_result"):
        data = {mime: "" + content["data"][mime] for mime in SHOWN if mime in content["data"]}
        data |= {mime: content["data"][mime] for mime in publishes & set(content["data"])}
        count = {"execution_count": int(content["execution_count"])} if kind == "execute_result" else {}
        return new_output(kind, data, **count)
    return None


def append(cell: NotebookNode, output: NotebookNode) -> None:
    """Append an output; text of one stream is joined, as JupyterLab joins it."""
    last = cell.outputs[-1] if cell.outputs else None
    if last and output.output_type == "stream" == last.output_type and last.name == output.name:
        last.text += output.text
    else:
        cell.outputs.append(output)
