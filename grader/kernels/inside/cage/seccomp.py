"""A filter of system calls that no lesson needs and that attacks on the kernel, or around a limit, begin with."""
from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable

from .syscalls import PR_SET_SECCOMP, prctl

X86, ARM = "x86_64", "aarch64"
AUDIT = {X86: 0xC000003E, ARM: 0xC00000B7}
CLONE = {X86: 56, ARM: 220}
CLONE3 = 435
SOCKETS = {X86: (41, 53), ARM: (198, 199)}  # socket, socketpair
SETSOCKOPT = {X86: 54, ARM: 208}
UNIX, INET, INET6, NETLINK, UDP = 1, 2, 10, 16, 17
SOL_SOCKET, BUFFERS = 1, (7, 8, 32, 33)  # SO_SNDBUF, SO_RCVBUF, and both again with FORCE
NAMESPACES = 0x7E020000  # every flag of `clone` that makes a namespace
DENIED = {  # name: number on x86_64, on aarch64
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "msgget": (68, 186), "semget": (64, 190), "bpf": (321, 280),
    "userfaultfd": (323, 282), "perf_event_open": (298, 241),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "unshare": (272, 97), "setns": (308, 268),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432),
    "fspick": (433, 433), "mount_setattr": (442, 442), "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265), "fanotify_init": (300, 262), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104), "kexec_file_load": (320, 294),
    "quotactl": (179, 60), "swapon": (167, 224), "swapoff": (168, 225), "reboot": (169, 142), "syslog": (103, 116),
}
X86_ONLY = (154, 172, 173)  # modify_ldt, iopl, ioperm
NEEDED_BY_CUDA = ("memfd_create",)

LOAD, EQUALS, AT_LEAST, HAS_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, SECOND_ARGUMENT, THIRD_ARGUMENT = 0, 4, 16, 24, 32  # in struct seccomp_data


def deny(allowed: Iterable[str] = ()) -> bool:
    """Refuse the calls in `DENIED` to this process and its children, and return whether that was possible.

    The process must have given up the right to gain privileges.

    Args:
        allowed: names of calls in `DENIED` to let through.
    """
    machine = platform.machine()
    if machine not in AUDIT:
        return False
    program = build(machine, frozenset(allowed))
    buffer = ctypes.create_string_buffer(program, len(program))
    head = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer)))
    prctl(PR_SET_SECCOMP, 2, ctypes.c_void_p(ctypes.addressof(head)))
    return True


def build(machine: str, allowed: frozenset[str] = frozenset()) -> bytes:
    """Return the filter as a program for the kernel's packet filter machine."""
    column = (X86, ARM).index(machine)
    numbers = [row[column] for name, row in DENIED.items() if name not in allowed]
    steps = [(LOAD, 0, 0, ARCHITECTURE), (EQUALS, 1, 0, AUDIT[machine]), (RETURN, 0, 0, KILL), (LOAD, 0, 0, NUMBER)]
    if machine == X86:
        numbers += X86_ONLY
        steps += [(AT_LEAST, 0, 1, 0x40000000), (RETURN, 0, 0, REFUSE | errno.EPERM)]  # the x32 calls
    for number in numbers:
        steps += [(EQUALS, 0, 1, number), (RETURN, 0, 0, REFUSE | errno.EPERM)]
    steps += [step for number in SOCKETS[machine] for step in _known_sockets_only(number)]
    steps += _buffers_as_they_are(SETSOCKOPT[machine])
    # clone3 hides its flags from filters; without it the C library falls back to clone
    steps += [(EQUALS, 0, 1, CLONE3), (RETURN, 0, 0, REFUSE | errno.ENOSYS)]
    steps += [(EQUALS, 0, 3, CLONE[machine]), (LOAD, 0, 0, FIRST_ARGUMENT),
              (HAS_BITS, 0, 1, NAMESPACES), (RETURN, 0, 0, REFUSE | errno.EPERM), (RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _known_sockets_only(number: int) -> list[tuple[int, int, int, int]]:
    """Let a call make sockets of four families, of these the usual protocols, and of NETLINK what lists interfaces.

    Every other family is code of the kernel's that a lesson never needs, and vsock leads to the host of this machine.
    """
    return [
        (EQUALS, 0, 12, number), (LOAD, 0, 0, FIRST_ARGUMENT),
        (EQUALS, 8, 0, UNIX), (EQUALS, 3, 0, INET), (EQUALS, 2, 0, INET6), (EQUALS, 3, 0, NETLINK),
        (RETURN, 0, 0, REFUSE | errno.EAFNOSUPPORT),
        (LOAD, 0, 0, THIRD_ARGUMENT), (AT_LEAST, 3, 2, UDP + 1),
        (LOAD, 0, 0, THIRD_ARGUMENT), (EQUALS, 0, 1, 0),
        (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE | errno.EPROTONOSUPPORT),
    ]


def _buffers_as_they_are(number: int) -> list[tuple[int, int, int, int]]:
    """Let a call that would change the size of a socket's buffers do nothing, and say that it did."""
    return [
        (EQUALS, 0, 9, number), (LOAD, 0, 0, SECOND_ARGUMENT), (EQUALS, 0, 5, SOL_SOCKET), (LOAD, 0, 0, THIRD_ARGUMENT),
        *((EQUALS, 4 - place, 0, option) for place, option in enumerate(BUFFERS)),
        (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE | 0),
    ]
