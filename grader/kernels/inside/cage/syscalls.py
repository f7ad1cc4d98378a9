"""The few Linux system calls that Python's own library lacks."""
from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import socket
import struct
from collections.abc import Iterator

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER = 0x20000, 0x8000000, 0x10000000
CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWCGROUP = 0x20000000, 0x40000000, 0x2000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_SECCOMP = 1, 4, 24, 22
PR_SET_SECUREBITS, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 28, 38, 47
SIOCSIFFLAGS, IFF_UP = 0x8914, 1

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def check(result: int, what: str) -> int:
    """Return the result of a system call.

    Raises:
        OSError: the call did not succeed.
    """
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    check(libc.unshare(flags), f"unshare({flags:#x})")


def enter_namespace(descriptor: int, kind: int) -> None:
    check(libc.setns(descriptor, kind), f"setns({kind:#x})")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    done = libc.mount(os.fsencode(source), os.fsencode(target), kind.encode() or None, ctypes.c_ulong(flags),
                      options.encode() or None)
    check(done, f"mount {kind or 'bind'} {target}")


def prctl(option: int, *values: object) -> None:
    # every value is passed as a 64-bit word: what a variadic call leaves unset is not zero
    words = [word if isinstance(word, (ctypes.c_void_p, ctypes.Array)) else ctypes.c_ulong(word) for word in values]
    check(libc.prctl(option, *words, *[ctypes.c_ulong(0)] * (4 - len(words))), f"prctl({option})")


def drop_capabilities() -> None:
    """Give up every capability for good, also those that a set-user-ID program could bring back."""
    with open("/proc/sys/kernel/cap_last_cap") as file:
        last = int(file.read())
    for capability in range(last + 1):
        prctl(PR_CAPBSET_DROP, capability)
    prctl(PR_CAP_AMBIENT, 4)  # PR_CAP_AMBIENT_CLEAR_ALL
    prctl(PR_SET_SECUREBITS, 0x2F)  # NOROOT, NO_SETUID_FIXUP and no ambient ones, each locked
    header = struct.pack("=Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    check(libc.capset(header, bytes(24)), "capset")


def raise_loopback() -> None:
    """Switch on the loopback interface of this network namespace, which has no other."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))


@contextlib.contextmanager
def files_as(user: int) -> Iterator[None]:
    """Open files with the rights of another user, as far as this process may."""
    before = libc.setfsuid(user)
    try:
        yield
    finally:
        libc.setfsuid(before)
