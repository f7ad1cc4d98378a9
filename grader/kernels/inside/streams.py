"""Publish what a cell prints and shows from the thread that does so: a thread for it costs two switches a message."""
from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Any

import zmq
from ipykernel.iostream import BackgroundSocket, IOPubThread, OutStream


class Publisher(IOPubThread):
    """The iopub channel without its thread; a lock keeps threads of the learner's apart."""

    def __init__(self, socket: zmq.Socket, session: Any) -> None:
        self.socket, self.session = socket, session
        self.background_socket = BackgroundSocket(self)
        self.thread = threading.Thread()  # never started, and `OutStream` asks if it is alive
        self.io_loop, self._pipe_flag, self._master_pid = None, False, os.getpid()
        self._lock = threading.RLock()

    def schedule(self, f: Callable[[], None]) -> None:
        with self._lock:
            f()

    def greet(self, patience_s: float) -> None:
        """Wait for the first subscriber and tell it that it is one."""
        if self.socket.poll(patience_s * 1000):
            self.socket.recv()  # the subscription itself
            self.session.send(self.socket, "iopub_welcome", {"subscription": ""})


class Stream(OutStream):
    """Standard output or error of a kernel, cut where a cell has printed more than anybody reads."""

    cell_chars = 1_000_000
    left, next_flush = cell_chars, 0.0

    def set_parent(self, parent: dict[str, Any]) -> None:
        super().set_parent(parent)
        self.left, self.next_flush = self.cell_chars, time.monotonic() + self.flush_interval

    def write(self, string: str) -> int:
        """Write a string; in a process that the learner forked, to the file descriptor that this process reads."""
        if not isinstance(string, str):
            return super().write(string)  # raises
        if not self._is_master_process():
            return os.write(self._original_stdstream_fd, string.encode("utf-8", "replace")) and len(string)
        kept = string[:max(0, self.left)]
        self.left -= len(string)
        super().write(kept)
        return len(string)

    def _schedule_flush(self) -> None:
        """Flush now and then, so that a cell that is stopped has shown what it did."""
        if time.monotonic() > self.next_flush:
            self.next_flush = time.monotonic() + self.flush_interval
            self.flush()
