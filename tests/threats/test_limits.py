"""Threats 10 to 13 and 28: kernels that end, code that does not, and code that takes all there is."""
from __future__ import annotations

import os
import re
import threading
import time
import uuid
from pathlib import Path

import pytest
from hostile_class import HONEST, Learner, assert_as_stated, grade_class, parametrize
from sample_class import LESSON, POINTS

from grader.kernels import sandbox

pytestmark = [pytest.mark.prove, pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")]
CELL_S, SUBMISSION_S = 3, 20  # on a busy machine too, all other cells of a submission end in the time between
LIMITS = (f"cell_s={CELL_S}", f"submission_s={SUBMISSION_S}", "memory_mb=500", "processes=60", "file_mb=16",
          "scratch_mb=64", "cpu_s=20", "scratch_files=500", "output_chars=20000", "sent_chars=10000000")
FIRST = "tensor-shape-answer"
MARK = uuid.uuid4().hex[:12]  # of processes that may be left, in this run of the tests
BEFORE = {"tensor-shape": "by_hand", "broadcast": "torch_itself", "row-softmax": "method"}  # checked before it ends
AFTER = {"first-rates": "formulas", "fraud": "computed"}  # what comes after goes on
ENDED, STILL_RUNS = sum(POINTS[name] for name in BEFORE), sum(POINTS[name] for name in AFTER)


def ends(name: str, code: str, told: str = "the kernel ended before the last cell") -> Learner:
    """Whose kernel ends keeps what was checked before, and the class report says why there is no more."""
    return Learner(name, 10, {"gradient-answer": code}, BEFORE | AFTER, ENDED, told)


def goes_on(name: str, row: int, code: str) -> Learner:
    """Whose cell is stopped, or refused what it wants, loses nothing but that."""
    return Learner(name, row, {FIRST: code}, AFTER, STILL_RUNS)


HEARS_NOTHING = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
DEAF = HEARS_NOTHING + "while True: pass"
IN_EVERY_CELL = {f"{name}-answer": "while True: pass" for name in POINTS}
KILL_ALL = "import os\nfor pid in (os.getppid(), os.getpid(), 1):\n    try: os.kill(pid, 9)\n    except OSError: pass"
CLOSE_ALL = "import os\nos.closerange(0, 1024)"
HOGS = HEARS_NOTHING + "import os, time\nfor _ in range(4):\n    if os.fork() == 0:\n        x = b'x' * (400 << 20)\n" \
       "        time.sleep(600)\ntime.sleep(600)"
WRITES = "import itertools\nfor n in itertools.count(): open(f'/tmp/{n}', 'wb').write(bytes(4 << 20))"
MANY_FILES = "for n in range(1_000_000): open(f'file-{n}', 'w').close()"
PRINTS = "for _ in range(50): print('x' * 1_000_000)"
FORKS = "import os, time\nends = time.time() + 2\nwhile time.time() < ends:\n    try: os.fork()\n" \
        "    except OSError: pass"
NAMELESS = "import ctypes\nctypes.CDLL(None).prctl(15, b'\\xff) \\xfe')\nopen('/tmp/x', 'w')"
SESSIONS = "import os\nfor _ in range(50):\n    if os.fork() == 0:\n        os.setsid()\n        while True: pass\n" \
           "while True: pass"
SOCKETS = "import contextlib, os, socket, time\nkept = []\nfor _ in range(20):\n    if os.fork() == 0: break\n" \
          "for _ in range(200):\n    pair = socket.socketpair()\n    kept += pair\n    for end in pair:\n" \
          "        end.setblocking(False)\n        with contextlib.suppress(OSError):\n" \
          "            while end.send(bytes(65536)): pass\ntime.sleep(60)"
THREADS_NAME = f"t{MARK}"  # of the process, which is no longer than 15 characters
THREADS = f"import ctypes, threading, time\nctypes.CDLL(None).prctl(15, b'{THREADS_NAME}')\nfor _ in range(9):\n" \
          "    threading.Thread(target=lambda: [time.sleep(0.01) for _ in iter(int, 1)]).start()\ntime.sleep(60)"
DAEMON = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork(): os._exit(0)\n" \
         f"    os.execvp('sleep', ['sleep', '6{int(MARK, 16)}'])\ntime.sleep(60)"
DAEMON_NAME = f"6{int(MARK, 16)}".encode()
RAW = """
import os, socket, stat, struct, threading
ip = get_ipython()
kernel, session = ip.kernel, ip.kernel.session
def send_for_ever():
    header, parent = session.pack(session.msg_header('stream')), session.pack(kernel.get_parent()['header'])
    for number in range(10**9):  # a message that is sent twice is not read twice
        parts = [header, parent, b'{}', b'"%d' % number + b'x' * 8_000_000 + b'"']
        kernel.iopub_socket.send_multipart([b'any', b'<IDS|MSG>', session.sign(parts), *parts])
def write_frames(number, flags):
    body, head = bytes(8 << 20), flags + struct.pack('>Q', 8 << 20)
    os.set_blocking(number, True)
    while True:
        left = memoryview(head + body)
        while left: left = left[os.write(number, left):]
"""
TIME = "did not give way|used up its"  # on a busy machine it may be over before the other limit is reached
ENDS = f"the kernel|{TIME}"
FLOOD = HEARS_NOTHING + RAW + "send_for_ever()"
FRAMES = RAW + """
threads = []
for number in map(int, os.listdir('/proc/self/fd')):
    try: peer = stat.S_ISSOCK(os.fstat(number).st_mode) and socket.socket(fileno=os.dup(number)).getpeername()
    except OSError: continue
    if peer is not False: threads.append(threading.Thread(target=write_frames, args=[number, FLAGS]))
for thread in threads: thread.start()
for thread in threads: thread.join()  # nothing else is sent in between
"""
WITH_MORE_TO_COME, COMMANDS = (FRAMES.replace("FLAGS", flags) for flags in (r"b'\x03'", r"b'\x06'"))

LEARNERS = (
    Learner("exits", 10, {"gradient-answer": "import sys\nsys.exit(3)"}, BEFORE | AFTER, ENDED + STILL_RUNS),
    ends("os-exits", "import os\nos._exit(0)"), ends("crashes", "import ctypes\nctypes.string_at(0)"),
    goes_on("kills", 10, KILL_ALL), ends("closes", CLOSE_ALL, "the kernel"),
    goes_on("endless", 11, "while True: pass"), goes_on("sleeps", 11, "import time\ntime.sleep(3600)"),
    Learner("endless-function", 11, {"gradient-answer": "def slope(f, x):\n    while True: pass"}, BEFORE | AFTER,
            ENDED + STILL_RUNS),
    Learner("deaf", 11, {"gradient-answer": DEAF}, BEFORE | AFTER, ENDED, TIME),
    Learner("in-every-cell", 11, IN_EVERY_CELL, told=ENDS),
    goes_on("allocates", 12, "import torch\nkept = []\nwhile True: kept.append(torch.ones(1 << 22))"),
    Learner("hogs", 12, {"gradient-answer": HOGS}, BEFORE | AFTER, ENDED,
            f"the kernel used more than 500 MB of memory|{TIME}"),
    goes_on("writes", 12, WRITES), goes_on("makes-files", 12, MANY_FILES), goes_on("prints", 12, PRINTS),
    Learner("floods", 12, {"gradient-answer": FLOOD}, BEFORE | AFTER, ENDED, f"characters of output|{TIME}"),
    Learner("frames", 12, {"gradient-answer": WITH_MORE_TO_COME}, BEFORE | AFTER, ENDED, ENDS),
    Learner("babbles", 12, {"gradient-answer": COMMANDS}, BEFORE | AFTER, ENDED, ENDS),
    goes_on("daemon", 13, DAEMON), goes_on("daemon-threads", 13, THREADS),
    goes_on("nameless", 27, NAMELESS), ends("sessions", SESSIONS, "the kernel started more than 16 sessions"),
    ends("sockets", SOCKETS, "the kernel used more than 500 MB of memory"),
    Learner("forks", 13, {"gradient-answer": FORKS}, BEFORE, ENDED),  # fizzles out, or is ended
    *HONEST,
)


PEAKS: list[int] = []  # the grader's memory in MB, as it grew
CROWD: list[int] = []  # processes of all kernels together, as they came and went
SEEN: dict[str, list[float]] = {"daemon": [], "daemon-threads": []}  # when what hand-ins leave behind was seen


@pytest.fixture(scope="module")
def graded(run, released_class, tmp_path_factory):
    options = [word for limit in LIMITS for word in ("--limit", limit)]
    folder = tmp_path_factory.mktemp("limits") / "class"
    over = threading.Event()
    watcher = threading.Thread(target=watch, args=(str(folder).encode(), over))
    watcher.start()
    try:
        return grade_class(run, released_class, folder, LEARNERS, "--jobs", "4", *options)
    finally:
        over.set()
        watcher.join()


def watch(folder: bytes, over: threading.Event) -> None:
    """Note the memory of the one process that was called with this folder, and what processes it has below it."""
    while not over.wait(0.2):
        now = time.time()  # what is seen from here on was there then, or later
        commands = {pid: read_command(pid) for pid in list_processes()}
        grader = next((pid for pid, command in commands.items() if folder in command), "")
        below = find_descendants(grader)
        CROWD.append(sum(b"matplotlib_inline.backend_inline" in commands.get(pid, b"") for pid in below))
        SEEN["daemon"] += [now] * any(DAEMON_NAME in command for command in commands.values())
        SEEN["daemon-threads"] += [now] * any(read_command(pid, "comm").strip() == THREADS_NAME.encode()
                                              for pid in below)
        peak = re.search(rb"VmHWM:\s*(\d+)", read_command(grader, "status"))
        PEAKS.extend([int(peak[1]) // 1024] if peak else [])


def find_descendants(ancestor: str) -> set[str]:
    """Return all processes below one; who else runs something on this machine is no concern of this test."""
    found = {pid: re.search(rb"PPid:\s*(\d+)", read_command(pid, "status")) for pid in list_processes()}
    parents = {pid: parent[1].decode() for pid, parent in found.items() if parent}
    below: set[str] = set()
    while more := {pid for pid, parent in parents.items() if parent in below | {ancestor}} - below:
        below |= more
    return below


def list_processes() -> list[str]:
    return [name for name in os.listdir("/proc") if name.isdigit()]


def read_command(pid: str, file: str = "cmdline") -> bytes:
    """Forks keep the command line of the zygote, which names the modules that it imports."""
    try:
        return Path(f"/proc/{pid}/{file}").read_bytes()
    except OSError:  # it has just ended
        return b""


@parametrize(LEARNERS)
def test_whoever_breaks_a_limit_keeps_what_they_earned_before(graded, learner):
    assert_as_stated(graded, learner)


@pytest.mark.parametrize("name", [learner.name for learner in LEARNERS])
def test_no_run_goes_on_as_long_as_it_likes(graded, name):
    assert graded.results[name]["seconds"] < 10 * SUBMISSION_S  # they would take hours, or not end at all


@pytest.mark.parametrize(("name", "words"), [
    ("endless", f"stopped after {CELL_S} s"), ("sleeps", f"stopped after {CELL_S} s"), ("allocates", "memory"),
    ("writes", "No space left on device"), ("makes-files", "No space left on device"), ("prints", "is cut here"),
])
def test_it_was_the_limit_that_was_meant(graded, name, words):
    """Row 11 and 12: not another one, which would hide that this one does not hold; on a busy machine, time may be."""
    assert re.search(f"{words}|stopped after {CELL_S} s", graded.said(name)), graded.said(name)


@pytest.mark.parametrize(("name", "limit"), [
    ("prints", 20_000), ("floods", 20_000), ("frames", 20_000), ("writes", 20_000)])
def test_what_is_kept_of_a_hand_in_is_small(graded, name, limit):
    """Row 12."""
    assert len(graded.said(name)) < limit * 2


def test_the_grader_itself_stays_small(graded):
    """Row 12: whatever the kernels of this run sent, the process that read it did not grow."""
    assert 100 < max(PEAKS) < 1200, f"{max(PEAKS)} MB"


def test_a_fork_bomb_stays_small(graded):
    """Row 13: of 60 processes and threads, while four kernels run at a time."""
    assert 20 < max(CROWD) < 120, max(CROWD)


@pytest.mark.parametrize("name", list(SEEN))
def test_nothing_that_a_hand_in_started_is_left_when_it_is_graded(graded, name):
    """Row 13: while others of the class are still running, and not only with the zygote at the end."""
    finished = {each: (graded.folder / "results" / LESSON / f"{each}.json").stat().st_mtime for each in (name, "zoe")}
    assert SEEN[name] and max(SEEN[name]) <= finished[name] < finished["zoe"] - 1
    assert not any(DAEMON_NAME in read_command(pid) for pid in list_processes())
