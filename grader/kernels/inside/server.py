"""The zygote: import what lessons import, then fork a kernel for every request that comes on standard input.

It runs nothing that starts a thread, for a fork has only the thread that forked. Requests and replies are
lines of JSON on its standard input and output, which no kernel inherits.
"""
from __future__ import annotations

import contextlib
import fcntl
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from . import hugepages, kernel, program, sockets, watch
from .cage import enter, syscalls
from .limits import KernelLimits
from .places import HOST_FOLDER
from .portion import Group, give_way

WATCH_S = 0.25
SETUP_FAILED = 70


def main() -> None:
    """Get ready, say so, and serve until standard input ends."""
    gc.disable()  # a third of the time that imports take, and all that they make is here to stay
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    app = kernel.prepare()
    later = import_all(json.loads(sys.argv[1]))
    sys.path.pop(0)  # the folder of this program
    gc.freeze()  # the garbage of imports too: to look for it takes half a second, and all kernels share it
    gc.enable()
    gc.set_threshold(5_000)  # less often than usual: kernels make many small objects, and little garbage
    Server(requests, replies, app, later).serve()
    os._exit(0)  # what was imported needs no tidying up


def import_all(names: list[str]) -> list[Iterator]:
    """Import modules; of "module:function" the function is called. What is not installed is left out.

    Returns:
        what functions have returned that make something piece by piece, which can wait.
    """
    returned = []
    for name in names:
        module, _, function = name.partition(":")
        with contextlib.suppress(ImportError):
            found = importlib.import_module(module)
            returned += [getattr(found, function)()] if function else []
    return [each for each in returned if isinstance(each, Iterator)]


class Watched:
    """A kernel that runs, and what is known of it."""

    def __init__(self, name: str, pid: int, limits: KernelLimits) -> None:
        self.name, self.pid, self.limits = name, pid, limits
        self.group, self.spent, self.why, self.cpu_s = Group(name, pid), watch.Spent(), "", 0.0

    def note(self, usage: watch.Usage) -> None:
        """Complete what its processes use by what no process shows."""
        self.cpu_s = usage.cpu_s = max(self.spent.add_up(usage.processes), self.group.cpu_s())
        usage.unseen_mb = max(sockets.held_mb(self.pid, list(usage.processes)), self.group.unseen_mb())

    def enforce(self, usage: watch.Usage, unused_mb: float) -> None:
        """End it if it breaks a limit, also if that cannot be found out; else keep it to its portion."""
        try:
            self.note(usage)
            self.why = self.why or watch.broken_limit(usage, self.limits, unused_mb)
        except Exception as error:
            self.why = self.why or f"could not be watched ({type(error).__name__})"
        if self.why:
            os.kill(self.pid, signal.SIGKILL)
        elif not self.group.has_cpu:
            give_way(usage)


class Server:
    """Forks kernels, watches over them, and tells how each ended."""

    def __init__(self, requests: int, replies: int, app: kernel.WarmApp, later: list[Iterator]) -> None:
        self.requests, self.replies, self.app, self.later = requests, replies, app, later
        self.pids = os.open("/proc/self/ns/pid", os.O_RDONLY)
        self.kernels: dict[int, Watched] = {}
        self.forked = False
        self.unread = b""
        self.woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Answer requests until they end."""
        self.describe()
        next_watch, later, gathering, end = 0.0, self.go_through_later(), hugepages.gather(), object()
        while True:
            busy = next(later, end) is not end
            if self.forked and not busy:  # the first kernels are running: time to make the next forks cheaper
                busy = next(gathering, end) is not end
            patience = 0 if busy else WATCH_S if self.kernels else None
            ready, _, _ = select.select([self.requests, self.woken], [], [], patience)
            if self.woken in ready:
                os.read(self.woken, 4096)
            self.reap()
            if self.requests in ready and not self.read_requests():
                return
            if self.kernels and time.monotonic() > next_watch:
                self.enforce()
                next_watch = time.monotonic() + WATCH_S

    def describe(self) -> None:
        """Say that it is ready, and what all kernels share."""
        self.unused_mb = watch.resident_mb(os.getpid())
        self.say(threads=len(os.listdir("/proc/self/task")), memory_mb=round(self.unused_mb))

    def go_through_later(self) -> Iterator[None]:
        """Yield after each piece of what can wait; if one fails, whoever needs it will say so."""
        with contextlib.suppress(Exception):
            for each in self.later:
                yield from each
        gc.freeze()
        self.describe()

    def say(self, **message: Any) -> None:
        os.write(self.replies, json.dumps(message).encode() + b"\n")

    def read_requests(self) -> bool:
        text = os.read(self.requests, 1 << 16)
        *lines, self.unread = (self.unread + text).split(b"\n")
        known: dict[str, Callable[..., None]] = {
            "fork": self.fork, "signal": self.send_signal, "measure": self.tell_usage}
        for line in lines:
            request = json.loads(line)
            do = known[request.pop("do")]
            try:
                do(**request)
            except Exception as error:  # whatever becomes of one kernel, the others go on
                if do == self.fork:
                    self.say(id=request["id"], exit=SETUP_FAILED, why=f"could not be forked ({error})", cpu_s=0)
        return bool(text)

    def reap(self) -> None:
        for pid, watched in list(self.kernels.items()):
            done, status, used = os.wait4(pid, os.WNOHANG)
            if done:
                del self.kernels[pid]
                status, why = os.waitstatus_to_exitcode(status), watched.why
                why = why or ("could not be shut in" if status == SETUP_FAILED else "")
                used_s = max(used.ru_utime + used.ru_stime, watched.cpu_s, watched.group.cpu_s())
                self.say(id=watched.name, exit=status, why=why, cpu_s=round(used_s, 4))
                watched.group.remove()

    def enforce(self) -> None:
        for pid, usage in watch.measure(set(self.kernels)).items():
            with contextlib.suppress(Exception):  # one that has just ended; the others are watched all the same
                self.kernels[pid].enforce(usage, self.unused_mb)

    def send_signal(self, id: str, number: int) -> None:
        pid = self.find(id)
        with contextlib.suppress(ProcessLookupError):
            if pid and number == signal.SIGKILL:
                os.kill(pid, number)  # the first process of a PID namespace takes all others with it
            elif pid:
                os.killpg(pid, number)

    def tell_usage(self, id: str) -> None:
        """Say how long a kernel has run, and how long its slowest thread has waited for a processor."""
        cpu_s = waited_s = 0.0
        if pid := self.find(id):
            usage = watch.measure({pid})[pid]
            self.kernels[pid].note(usage)
            cpu_s, waited_s = usage.cpu_s, watch.waited_s(list(usage.processes))
        self.say(id=id, cpu_s=cpu_s, waited_s=waited_s)

    def find(self, id: str) -> int:
        return next((pid for pid, watched in self.kernels.items() if watched.name == id), 0)

    def fork(self, id: str, ports: list[int], limits: dict, files: str) -> None:
        """Fork a kernel. Its keys and seeds stand in a file that it alone reads: a fork inherits what we know."""
        listening = listen(id, ports)
        try:
            syscalls.unshare(syscalls.CLONE_NEWPID)  # for the next child, not for this process
            pid = os.fork()
            if pid == 0:
                self.become_kernel(id, listening, KernelLimits(**limits), files)
        finally:
            syscalls.enter_namespace(self.pids, syscalls.CLONE_NEWPID)
        for each in listening.values():
            each.close()
        self.kernels[pid], self.forked = Watched(id, pid, KernelLimits(**limits)), True
        self.say(id=id, pid=pid)

    def become_kernel(self, id, listening, limits, files) -> NoReturn:
        status = SETUP_FAILED
        try:
            with open(f"{HOST_FOLDER}/{id}.json") as request:
                connection, environment, argv = json.load(request)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            close_all_but({0, 1, 2, *(each.fileno() for each in listening.values())})
            os.setsid()
            enter.shut_in(limits, files)
            log = fcntl.fcntl(2, fcntl.F_DUPFD_CLOEXEC, 3) if argv else 2
            os.dup2(0, 2)
            status = 1
            os.environ.clear()
            os.environ.update(environment)
            if argv:
                status = program.run(argv, connection, listening, log)
            else:
                kernel.run(self.app, connection, listening)
                status = 0
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(status)


def listen(id: str, ports: list[int]) -> dict[int, socket.socket]:
    """Return a listening socket for each of a kernel's ports: who connects now is served later."""
    listening = {}
    for port in ports:
        path = f"{HOST_FOLDER}/{id}-{port}"
        with contextlib.suppress(FileNotFoundError):  # of a kernel that is restarted
            os.unlink(path)
        listening[port] = socket.socket(socket.AF_UNIX)
        listening[port].bind(path)
        listening[port].listen(8)
    return listening


def close_all_but(kept: set[int]) -> None:
    for number in map(int, os.listdir("/proc/self/fd")):
        if number not in kept:
            with contextlib.suppress(OSError):  # the folder that was just listed
                os.close(number)
