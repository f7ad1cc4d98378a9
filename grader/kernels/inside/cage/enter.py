"""Shut this process in: it sees its own scratch folder, its own processes and nothing else that moves.

`shut_in` is called in a fork of the zygote that is the first process of a new PID namespace. What must be
mounted is mounted while the rights to do so are there; after that every right is given up, for good.
"""
from __future__ import annotations

import contextlib
import os
import resource
import shutil
from pathlib import Path

from ..limits import KernelLimits
from ..places import HOST_FOLDER, LEARNER, NOBODY, SCRATCH, WORK, is_mapped
from . import landlock, seccomp, shown, syscalls
from .syscalls import MS_BIND, MS_NODEV, MS_NOEXEC, MS_NOSUID, MS_PRIVATE, MS_RDONLY, MS_REC, mount, prctl, unshare

MB = 1 << 20
NETWORK = {  # what a socket may hold without anybody asking for it; `sockets` counts on these numbers
    "ipv4/tcp_rmem": "4096 131072 262144", "ipv4/tcp_wmem": "4096 16384 262144", "unix/max_dgram_qlen": "10",
}
USER = {"max_user_namespaces": "0",  # a user namespace of one's own is where most attacks begin
        "max_inotify_watches": "4096", "max_inotify_instances": "16"}  # each watch is a kilobyte of the kernel's memory


def shut_in(limits: KernelLimits, files: str = "") -> None:
    """Shut this process in.

    Args:
        limits: what it may use.
        files: a folder of files to start with, copied to `WORK`; "" for none.

    Raises:
        OSError: a wall could not be built. Nothing of a learner may run then.
    """
    unshare(syscalls.CLONE_NEWNS | syscalls.CLONE_NEWIPC | syscalls.CLONE_NEWNET)
    with contextlib.suppress(OSError):  # hides where its group lies; Linux may be built without
        unshare(syscalls.CLONE_NEWCGROUP)
    mount("none", "/", flags=MS_REC | MS_PRIVATE)
    syscalls.raise_loopback()
    owner = NOBODY if is_mapped(NOBODY) else 0
    _mount_own_folders(limits, owner, files)
    _become(owner)
    _limit(limits)
    unshare(syscalls.CLONE_NEWUSER)
    _map_user(owner)
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes,) * 2)  # counted anew in every user namespace
    _write("/proc/self/oom_score_adj", "1000")  # if memory runs out all the same, this goes first
    syscalls.drop_capabilities()
    prctl(syscalls.PR_SET_PDEATHSIG, 9)  # changing the user had cleared it
    prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    landlock.confine((SCRATCH, "/tmp", "/dev"))
    seccomp.deny(seccomp.NEEDED_BY_CUDA if limits.gpu else ())
    os.chdir(WORK)


def _mount_own_folders(limits: KernelLimits, owner: int, files: str) -> None:
    plain = MS_NOSUID | MS_NODEV
    mount("proc", "/proc", "proc", plain | MS_NOEXEC)
    for name, value in NETWORK.items():
        with contextlib.suppress(OSError):  # what an older kernel shares among all namespaces
            _write(f"/proc/sys/net/{name}", value)
    kept = shown.hold((SCRATCH, "/tmp", "/dev/shm"))
    mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0600")
    size = f"size={limits.scratch_mb}m,nr_inodes={limits.scratch_files},mode=0755,uid={owner},gid={owner}"
    mount("tmpfs", SCRATCH, "tmpfs", plain, size)
    for name in ("home", "work", "tmp", "shm"):
        os.mkdir(f"{SCRATCH}/{name}", 0o700)
    if files:
        shutil.copytree(files, WORK, dirs_exist_ok=True, symlinks=True)
    for folder, _, names in os.walk(SCRATCH):
        for path in (folder, *(f"{folder}/{name}" for name in names)):
            os.chown(path, owner, owner, follow_symlinks=False)
    mount(f"{SCRATCH}/tmp", "/tmp", flags=MS_BIND)
    mount(f"{SCRATCH}/shm", "/dev/shm", flags=MS_BIND)
    shown.put_back(kept)
    mount("tmpfs", HOST_FOLDER, "tmpfs", plain | MS_RDONLY, "size=4k,mode=0555")


def _become(owner: int) -> None:
    """Real root becomes nobody: root is exempt from limits on processes, and owns the files of the machine."""
    if owner:
        os.setgroups([])
        os.setresgid(owner, owner, owner)
        os.setresuid(owner, owner, owner)
        prctl(syscalls.PR_SET_DUMPABLE, 1)  # else /proc/self would belong to root, and no user could be mapped


def _map_user(owner: int) -> None:
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{LEARNER} {owner} 1")
    _write("/proc/self/gid_map", f"{LEARNER} {owner} 1")
    for name, value in USER.items():
        _write(f"/proc/sys/user/{name}", value)


def _limit(limits: KernelLimits) -> None:
    rows = {
        resource.RLIMIT_CPU: limits.cpu_s, resource.RLIMIT_FSIZE: limits.file_mb * MB,
        resource.RLIMIT_NOFILE: limits.open_files, resource.RLIMIT_CORE: 0, resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_MEMLOCK: MB,
    }
    if not limits.gpu:
        rows[resource.RLIMIT_AS] = _mapped_bytes() + limits.memory_mb * MB
    for kind, most in rows.items():
        resource.setrlimit(kind, (most, most))


def _mapped_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)
