"""Run a kernel that is a program of its own, such as R's: it knows Jupyter's protocol, and nothing of this sandbox.

This process stays the first one of its namespace, and ends with the program. The program listens on the loopback
interface, which leads nowhere; what it says there is passed on to the sockets that listened before the walls went up.
"""
from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections import deque
from pathlib import Path
from typing import IO, Any

from .places import HOME, PORTS, SCRATCH, WORK

FIRST_PORT = 9001  # below those that Linux gives out by itself; every kernel has a loopback interface of its own
SERVED = ("shell_port", "iopub_port", "control_port")
ASIDE = f"{SCRATCH}/aside"
CHUNK = 1 << 16
LAST_WORDS = 20  # lines that are kept of what a program says on standard error
FAREWELL_S = 1


def run(argv: list[str], connection: dict[str, Any], listening: dict[int, socket.socket], log: int) -> int:
    """Run a program as a kernel until it ends, and return its exit status.

    Args:
        argv: how it is called; "{connection_file}" stands for the file that tells it where to listen.
        connection: Jupyter's connection information, as those outside know it.
        listening: the sockets on which those outside call, by port.
        log: where to say why it did not start; it is closed before anything of a learner's is in reach.
    """
    signal.signal(signal.SIGINT, lambda *_: None)  # the program's to handle; ignored, it would be so there, too
    inner = {name: FIRST_PORT + place for place, name in enumerate(PORTS)}
    set_aside()
    try:
        process = start(argv, connection, inner)
    except OSError as error:
        os.write(log, f"{error}\n".encode())
        return 1
    said: deque[bytes] = deque(maxlen=LAST_WORDS)
    threading.Thread(target=listen_to, args=[process.stderr, said], daemon=True).start()
    if not await_listening(process, [inner[name] for name in SERVED]):
        os.write(log, last_words(said, process.returncode))
        return 1
    os.close(log)
    put_back()
    pumps: list[threading.Thread] = []
    for name in SERVED:
        threading.Thread(target=serve, args=[listening[connection[name]], inner[name], pumps], daemon=True).start()
    return await_end(process.pid, pumps)


def start(argv: list[str], connection: dict[str, Any], inner: dict[str, int]) -> subprocess.Popen:
    """Start the program, with a connection file by which it listens on the loopback interface."""
    file = Path(HOME, "connection.json")
    file.write_text(json.dumps(connection | inner | {"transport": "tcp", "ip": "127.0.0.1"}))
    file.chmod(0o600)
    null = subprocess.DEVNULL
    return subprocess.Popen([word.replace("{connection_file}", str(file)) for word in argv],
                            stdin=null, stdout=null, stderr=subprocess.PIPE, cwd=WORK)


def set_aside() -> None:
    """Take a learner's files out of the way: a program may run, or load, whatever lies where it starts."""
    os.rename(WORK, ASIDE)
    os.mkdir(WORK, 0o700)
    os.chdir(WORK)


def put_back() -> None:
    for name in os.listdir(ASIDE):
        with contextlib.suppress(OSError):  # of a name that the program uses itself
            os.rename(f"{ASIDE}/{name}", f"{WORK}/{name}")
    with contextlib.suppress(OSError):
        os.rmdir(ASIDE)


def listen_to(stderr: IO[bytes], said: deque[bytes]) -> None:
    """Read what the program says, for a full pipe would stop it; its last words are kept."""
    while line := stderr.readline(CHUNK):
        said.append(line[:300])


def last_words(said: deque[bytes], status: int) -> bytes:
    time.sleep(0.1)  # for what it wrote just before it ended
    lines = [line.strip() for line in list(said) if line.strip()]
    told = [line for line in lines if b"rror" in line and not line.endswith(b":")] or lines
    return (told or [b"nothing, and exit status %d" % status])[-1] + b"\n"


def await_listening(process: subprocess.Popen, ports: list[int]) -> bool:
    """Wait until the program accepts connections; return False if it ended before. What takes long, others end."""
    for port in ports:
        while process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.02)
        else:
            return False
    return True


def serve(outer: socket.socket, port: int, pumps: list[threading.Thread]) -> None:
    """Connect whoever calls from outside with the program."""
    while True:
        with contextlib.suppress(OSError):
            caller = outer.accept()[0]
            called = socket.create_connection(("127.0.0.1", port))
            for ends in ((caller, called), (called, caller)):
                pumps.append(threading.Thread(target=pump, args=ends, daemon=True))
                pumps[-1].start()


def pump(source: socket.socket, target: socket.socket) -> None:
    """Pass on what comes from one socket, until one of the two is closed."""
    with contextlib.suppress(OSError):
        while chunk := source.recv(CHUNK):
            target.sendall(chunk)
    for each in (source, target):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


def await_end(program: int, pumps: list[threading.Thread]) -> int:
    """Wait for the program; the first process of a namespace also buries those that others have left behind."""
    while True:
        pid, status = os.wait()
        if pid == program:
            break
    ends = time.monotonic() + FAREWELL_S
    for each in list(pumps):  # what it said last is on its way
        each.join(max(0.0, ends - time.monotonic()))
    return abs(os.waitstatus_to_exitcode(status))
