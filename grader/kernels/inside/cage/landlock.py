"""Landlock: what this process and its children may write to, and whom they may reach, decided by the kernel."""
from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

from .syscalls import check, libc

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
# write, remove, make; not: execute, read, list, which the mounts decide
WRITES = 0b1_1111_1111_0010
RENAME_ACROSS, TRUNCATE, DEVICE_IOCTL = 1 << 13, 1 << 14, 1 << 15  # since versions 2, 3 and 5
NO_ABSTRACT_SOCKETS, NO_SIGNALS = 1, 2  # to processes outside; since version 6


def version() -> int:
    """Return the kernel's Landlock version, 0 where it has none."""
    return max(0, libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), 1))


def confine(writable: Iterable[str]) -> None:
    """Let this process write only beneath the paths `writable`, and signal only its own descendants.

    The process must have given up the right to gain privileges.
    """
    known = version()
    if not known:
        return
    writes = WRITES | (RENAME_ACROSS if known >= 2 else 0) | (TRUNCATE if known >= 3 else 0)
    scope = NO_ABSTRACT_SOCKETS | NO_SIGNALS if known >= 6 else 0
    size = 24 if known >= 6 else 8  # a kernel refuses fields that it does not know
    attributes = struct.pack("=QQQ", writes, 0, scope)[:size]
    ruleset = check(libc.syscall(CREATE_RULESET, attributes, ctypes.c_size_t(size), 0), "landlock_create_ruleset")
    for path in writable:
        _allow(ruleset, path, writes)
    check(libc.syscall(RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)


def _allow(ruleset: int, path: str, writes: int) -> None:
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    allowed = writes if os.path.isdir(path) else writes & (0b10 | TRUNCATE)  # the kernel refuses folder rights on files
    rule = struct.pack("=Qi", allowed, folder)
    check(libc.syscall(ADD_RULE, ruleset, 1, rule, 0), f"landlock_add_rule {path}")
    os.close(folder)
