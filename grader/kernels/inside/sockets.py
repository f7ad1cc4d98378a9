"""What the processes of a kernel can hold in sockets and pipes: memory of Linux's, which belongs to no process."""
from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path

MB = 1 << 20
TCP = 2 * 262_144  # bytes: what `cage.enter` lets a connection hold in both directions
DATAGRAMS = 11  # of several senders, that wait at one socket
PIPE = 8192  # bytes of each pipe once a user holds 64 MB in pipes
LISTENS, TIME_WAIT, NEW = b"0A", b"06", b"03"  # states in which a connection holds no data


def held_mb(kernel: int, pids: list[int]) -> float:
    """Return the most that the sockets and pipes of a kernel can hold, also those that are in nobody's hands.

    Args:
        kernel: a process of the kernel; all of them share one network namespace.
        pids: all its processes.
    """
    buffer = _buffer()
    unix = _read(kernel, "unix")
    most = buffer * (_lines(unix) + (DATAGRAMS - 1) * unix.count(b" 0002 "))
    for kind in ("udp", "udp6", "udplite", "udplite6", "raw", "raw6", "icmp", "icmp6", "netlink"):
        most += 2 * buffer * _lines(_read(kernel, kind))
    for kind in ("tcp", "tcp6"):
        states = [words[3] for line in _read(kernel, kind).splitlines()[1:] if len(words := line.split(None, 4)) > 3]
        most += TCP * sum(state not in (LISTENS, TIME_WAIT, NEW) for state in states)
    return (most + PIPE * sum(map(_open_files, pids))) / MB


@cache
def _buffer() -> int:
    """Return the bytes that a new socket may hold in one direction; no kernel can change the size of a buffer."""
    with socket.socket(socket.AF_UNIX) as any_socket:
        return max(any_socket.getsockopt(socket.SOL_SOCKET, option) for option in (socket.SO_SNDBUF, socket.SO_RCVBUF))


def _lines(table: bytes) -> int:
    return max(0, table.count(b"\n") - 1)  # without its head


def _read(kernel: int, table: str) -> bytes:
    try:
        return Path(f"/proc/{kernel}/net/{table}").read_bytes()
    except OSError:  # a kind that this Linux has not, or a process that has just ended
        return b""


def _open_files(pid: int) -> int:
    try:
        return os.stat(f"/proc/{pid}/fd").st_size or len(os.listdir(f"/proc/{pid}/fd"))  # 0 before Linux 6.2
    except OSError:
        return 0
