"""A client of a Jupyter kernel that takes in no more than it is ready for.

ZeroMQ's own library limits the size of a frame, but not that of a message of many frames, which it gathers in the
memory of whoever listens. Here a message is read off the socket as it is asked for, and one that is too large ends
the connection.

Source: ZMTP 3.0, rfc.zeromq.org/spec/23, with its NULL mechanism; Jupyter's messaging protocol 5.
"""
from __future__ import annotations

import contextlib
import socket
import struct
import time
from collections.abc import Mapping
from itertools import accumulate
from queue import Empty
from typing import Any

from jupyter_client.session import Session

MAX_MESSAGE = 16_000_000  # bytes
MAX_COMMAND = 4096
MAX_FRAMES = 32
MAX_HEAD = 65_536  # bytes of each part that is not content
MAX_PARTS = 200_000  # lists, objects and their items: four times as many as 50,000 numbers have
MAX_TEXTS = 200_000
MAX_DEPTH = 100
NO_MARKS = bytes(set(range(256)) - set(b"[]{},"))
MORE, LONG, COMMAND = 1, 2, 4  # flags of a frame
GREETING = b"\xff" + bytes(8) + b"\x7f\x03\x00" + b"NULL".ljust(20, b"\0") + bytes(32)
CHUNK = 1 << 18
START_S, SEND_S = 60, 30


class ChannelClosed(Exception):
    """The kernel has closed the connection, or sent what no message may be."""


class TooCostly(ValueError):
    """A message was not read: it would take far more memory than it has bytes, or is nested too deeply."""


class Channel:
    """A connection to one socket of a kernel."""

    def __init__(self, address: str | tuple[str, int], kind: str) -> None:
        """Connect.

        Args:
            address: the path of a Unix socket, or host and port.
            kind: our end's type in ZeroMQ: "DEALER" or "SUB".

        Raises:
            OSError: nobody listens there.
            ChannelClosed: whoever listens there does not speak ZeroMQ.
        """
        self.unread, self.frames, self.size = bytearray(), [], 0
        self.greeted = self.ready = False
        self.socket = socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET)
        try:
            self.socket.connect(address)
            ready = b"\x05READY\x0bSocket-Type" + struct.pack(">I", len(kind)) + kind.encode()
            self._write(GREETING + bytes([COMMAND, len(ready)]) + ready)
            if kind == "SUB":
                self.send([b"\x01"])  # subscribe to everything
        except BaseException:
            self.close()
            raise

    def send(self, frames: list[bytes]) -> None:
        """Send a message, once the kernel is ready for the first one."""
        deadline = time.monotonic() + START_S
        while not self.ready and self._next_frame() is None:
            try:
                self._read(deadline)
            except Empty:
                raise ChannelClosed(f"the kernel did not answer in {START_S} s") from None
        flags = [MORE] * (len(frames) - 1) + [0]
        self._write(b"".join(struct.pack(">BQ", LONG | flag, len(frame)) + frame for flag, frame in zip(flags, frames)))

    def _write(self, data: bytes) -> None:
        self.socket.settimeout(SEND_S)
        try:
            self.socket.sendall(data)
        except OSError as error:
            raise ChannelClosed(str(error)) from None

    def receive(self, timeout_s: float) -> list[bytes]:
        """Return the next message's frames.

        Raises:
            Empty: none came in time.
            ChannelClosed: none will come.
        """
        deadline = time.monotonic() + timeout_s
        while (message := self._next_message()) is None:
            self._read(deadline)
        return message

    def _read(self, deadline: float) -> None:
        if (left := deadline - time.monotonic()) <= 0:  # also if bytes that make no message come without end
            raise Empty
        self.socket.settimeout(left)
        try:
            chunk = self.socket.recv(CHUNK)
        except TimeoutError:
            raise Empty from None
        except OSError as error:
            raise ChannelClosed(str(error)) from None
        if not chunk:
            raise ChannelClosed("the kernel closed its connection")
        self.unread += chunk

    def _next_message(self) -> list[bytes] | None:
        """Return a message that was read to its end, or None if more must be read."""
        while (frame := self._next_frame()) is not None:
            flags, body = frame
            if flags & COMMAND:
                continue
            self.frames.append(body)
            if not flags & MORE:
                message, self.frames, self.size = self.frames, [], 0
                return message
        return None

    def _next_frame(self) -> tuple[int, bytes] | None:
        """Return the flags and the body of a frame; the first one says that the kernel is ready."""
        if not self.greeted and len(self.unread) >= len(GREETING):
            del self.unread[:len(GREETING)]
            self.greeted = True
        if not self.greeted:
            return None
        head = 9 if self.unread and self.unread[0] & LONG else 2
        if len(self.unread) < head:
            return None
        flags, length = struct.unpack_from(">BQ" if head == 9 else ">BB", self.unread)
        most = MAX_COMMAND if flags & COMMAND else MAX_MESSAGE - self.size
        if length > most or len(self.frames) >= MAX_FRAMES:
            raise ChannelClosed("the kernel sent a message that is too large")
        if len(self.unread) < head + length:
            return None
        body = bytes(memoryview(self.unread)[head:head + length])
        del self.unread[:head + length]
        self.size += 0 if flags & COMMAND else length
        self.ready = True
        return flags, body

    def close(self) -> None:
        self.socket.close()


class Client:
    """The shell and iopub channels of a kernel, with Jupyter's signatures.

    Attributes:
        received: bytes that the kernel has sent as content, or as messages that were not read.
    """

    def __init__(self, connection: Mapping[str, Any]) -> None:
        """Connect.

        Args:
            connection: Jupyter's connection information.

        Raises:
            OSError: nobody listens there yet.
        """
        self.received = 0
        key = connection["key"]
        self.session = Session(key=key if isinstance(key, bytes) else key.encode())
        with contextlib.ExitStack() as stack:
            self.shell = Channel(address_of(connection, "shell_port"), "DEALER")
            stack.callback(self.shell.close)
            self.iopub = Channel(address_of(connection, "iopub_port"), "SUB")
            stack.pop_all()

    def request(self, kind: str, content: dict[str, Any]) -> str:
        """Send a request on the shell channel and return its id."""
        message = self.session.msg(kind, content)
        self.shell.send(self.session.serialize(message))
        return message["msg_id"]

    def execute(self, source: str) -> str:
        """Have a cell run and return the request's id."""
        return self.request("execute_request", {"code": source, "silent": False, "store_history": True,
                                                "user_expressions": {}, "allow_stdin": False, "stop_on_error": False})

    def receive(self, channel: Channel, timeout_s: float) -> dict[str, Any]:
        """Return the next message of a channel.

        Raises:
            Empty: none came in time.
            ChannelClosed: none will come.
            TooCostly: it is not read, for what it would cost.
            ValueError: it was not of the protocol's form, or was signed with another key.
        """
        frames = channel.receive(timeout_s)
        try:
            parts = self.session.feed_identities(frames)[1]
            self.received += sum(map(len, parts[4:]))
            refuse_costly(parts[1:5])
            return self.session.deserialize(parts) | {"size": len(parts[4])}
        except (TypeError, KeyError, IndexError, AttributeError, RecursionError, ArithmeticError) as error:
            raise ValueError(str(error)) from None

    def close(self) -> None:
        self.shell.close()
        self.iopub.close()


def refuse_costly(parts: list[bytes]) -> None:
    """Let the parts of a message pass if they can be read without harm: header, parent's header, metadata, content.

    What JSON costs to read is known before: an empty list is three bytes, and fifty once it is read.

    Raises:
        TooCostly: one of them is too large, has too many parts, or is nested too deeply.
    """
    for place, part in enumerate(parts):
        if place < 3 and len(part) > MAX_HEAD:
            raise TooCostly("its header is too large")
        if part.count(b"[") + part.count(b"{") <= MAX_DEPTH and part.count(b",") <= MAX_PARTS:
            continue
        marks = _marks(part)
        if marks.count(b"[") + marks.count(b"{") + marks.count(b",") > MAX_PARTS:
            raise TooCostly(f"it has more than {MAX_PARTS:,} parts")
        brackets = marks.translate(None, b",")
        if max(accumulate(1 if mark in b"[{" else -1 for mark in brackets), default=0) > MAX_DEPTH:
            raise TooCostly(f"it is nested more than {MAX_DEPTH} levels deep")


def _marks(part: bytes) -> bytes:
    """Return the brackets and commas of JSON that stand in no text."""
    plain = part.replace(b"\\\\", b"").replace(b'\\"', b"")
    if plain.count(b'"') > 2 * MAX_TEXTS:
        raise TooCostly(f"it has more than {MAX_TEXTS:,} texts")
    return b"".join(plain.split(b'"')[::2]).translate(None, NO_MARKS)


def address_of(connection: Mapping[str, Any], port: str) -> str | tuple[str, int]:
    if connection["transport"] == "ipc":
        return f"{connection['ip']}-{connection[port]}"
    return connection["ip"], connection[port]
