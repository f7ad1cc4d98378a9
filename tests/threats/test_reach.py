"""Threats 7, 9, 14 and 15: what learners' code may not reach. Every attack says so where it got through."""
from __future__ import annotations

import io
import os
import pickle
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
import zipfile
from pathlib import Path

import pytest
from hostile_class import HONEST, OUTSIDE, Learner, assert_as_stated, grade_class, parametrize
from sample_class import LESSON

from grader.kernels import sandbox

pytestmark = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")
FIRST, RIGHT = "tensor-shape-answer", {"fraud": "computed"}  # two points, so that the run is seen to go on
MARK = uuid.uuid4().hex[:12]  # of processes that may be left, in this run of the tests
ROOT = Path(__file__).resolve().parents[2]

TRY = """
def attempt(what, action):
    try: print('REACHED', what, repr(action())[:100])
    except BaseException as error: print('kept from', what, type(error).__name__)
"""
WRITE = TRY + """
import glob, sqlite3
def write(path):
    open(path, 'rb').close()  # sqlite would make a new file
    with sqlite3.connect(path) as db: db.execute('update grade set auto_score = 100')
for path in ('$CLASS/gradebook.db', '../gradebook.db', '../../gradebook.db', '../../../gradebook.db'):
    attempt(path, lambda: write(path))
for path in ('$CLASS/new-$MARK', '$CLASS/results/01_first_computation/ada.json', '$CLASS/nbgrader_config.py',
             '$ROOT/grader/new_$MARK.py', '$ROOT/course/new_$MARK.py', '/usr/bin/new-$MARK', '/etc/new-$MARK'):
    attempt(path, lambda: open(path, 'a').write('#'))
"""
WAIT = """
import os
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        code = "import time\\nwhile True:\\n    time.sleep(0.2)\\n    try: open('$CLASS/new-$MARK', 'w')\\n" \\
               "    except OSError: pass"
        os.execvp('python3', ['python3', '-c', code, '$MARK'])
    os._exit(0)
"""
READ = TRY + """
import os
for path in ('$CLASS', '$CLASS/source', '$CLASS/.grader-secret', '$CLASS/submitted/ada', '../ada', '../../../source',
             '$ROOT/notebooks/source', '$ROOT/grader', '$ROOT/tests/answers', '$ROOT/.git', '/root/.ssh',
             '/root/.bashrc', '/etc/passwd', '/etc/shadow', '/var/log', $HIDDEN
             '/sys/class', '/proc/1/root/etc/passwd'):
    attempt(path, lambda: os.listdir(path) if os.path.isdir(path) else open(path).read())
attempt('a secret of the environment', lambda: os.environ['GRADER_TEST_TOKEN'])
attempt('the grader', lambda: __import__('grader.marking.judge'))
for name in ('course.keys', 'course.keys.metrics', 'course.keys.first_computation.fraud'):
    attempt(name, lambda: __import__(name))
import course, gc, sys
attempt('a folder of keys', lambda: os.listdir(course.__path__[0] + '/keys'))
attempt('modules of keys', lambda: [name for name in sys.modules if name.startswith('course.keys')][0])
gc.unfreeze()
held = [each for each in gc.get_objects() if type(each).__module__ == 'course.checking.key']
attempt('keys in memory', lambda: held[0])
"""
CALL = TRY + """
import socket
for address in (('127.0.0.1', $PORT), ('169.254.169.254', 80), ('10.0.0.1', 80), ('1.1.1.1', 53), ('::1', $PORT)):
    attempt(address, lambda: socket.create_connection(address, timeout=1))
attempt('a name', lambda: socket.gethostbyname('example.org'))
attempt('a raw socket', lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
for family in {*range(64)} - {1, 2, 10, 16}:
    attempt(f'sockets of family {family}', lambda: socket.socket(family, socket.SOCK_STREAM))
attempt('another namespace', lambda: socket.socket(socket.AF_UNIX).connect('\\0$MARK'))
"""
CLONE = [part for part in Path(__file__).parts[2:3] if Path(__file__).parts[1] == "tmp"]  # a kernel sees the way to it
ATTACK = TRY + """
import ctypes, os, stat
libc = ctypes.CDLL(None, use_errno=True)
def hit(pid):  # signal 0 asks if another could be sent: were there no wall, nobody should come to harm
    os.kill(pid, 0)
    return pid if pid not in map(int, os.listdir('/proc/self/task')) else 1 / 0
for pid in ($PID, os.getppid() or 999999, *range(2, 400)): attempt(f'process {pid}', lambda: hit(pid))
def trace(pid):
    if libc.ptrace(16, pid, 0, 0): raise OSError(ctypes.get_errno())
for pid in ($PID, 2): attempt('trace', lambda: trace(pid))
for path in ('/proc/$PID/mem', '/proc/2/mem', '/proc/1/root/etc/hostname', '/proc/kcore', '/dev/mem'):
    attempt(path, lambda: open(path, 'r+b').read(1))
attempt('sockets of kernels', lambda: os.listdir('/run/host')[0])
attempt('shared memory of others', lambda: os.listdir('/dev/shm')[0])
attempt('files of others', lambda: [name for name in os.listdir('/tmp') if name not in {clone}][0])
open('/dev/shm/left', 'w').write('left'), open('/tmp/left', 'w').write('left')
for n in range(3, 64):
    try: stat.S_ISFIFO(os.fstat(n).st_mode) and os.write(n, b'{"do": "signal", "id": "", "number": 9}' + bytes([10]))
    except OSError: pass
"""


class Payload:
    """Unpickled, it leaves a file where a test looks for it."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self):
        return (os.system, (f"touch {self.target}",))


def zip_tricks(target: Path) -> bytes:
    """An archive with a path that leads out, a link and a bomb."""
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("../../../new", "x")
            archive.writestr(str(target), "x")
            archive.writestr("bomb.ipynb", bytes(50_000_000))
        return file.getvalue()


PICKLER = TRY + """
import pickle
class Answer:
    def __reduce__(self): return (open, ('$CLASS/new-$MARK', 'w'))
predicted_shape, predicted_dtype = Answer(), pickle.dumps(Answer())
"""
LIST = "import os\nprint('sees', sorted(os.listdir()))"
LINKS = {"users.txt": "/etc/passwd", "all": "/etc", "secret.txt": "$CLASS/.grader-secret",
         "ada": "$CLASS/submitted/ada"}
TARGET = Path("/tmp") / f"new-{MARK}"
FILES = {"weights.pt": pickle.dumps(Payload(TARGET)), "model.pkl": pickle.dumps(Payload(TARGET)),
         "data/archive.zip": zip_tricks(TARGET), "conftest.py": f"open({str(TARGET)!r}, 'w')".encode()}


def learners(port: int, pid: int) -> tuple[Learner, ...]:
    shown = [parent for place in (ROOT, sys.prefix, sys.base_prefix) for parent in Path(place).parents]
    hidden = [name for name in ("/home", "/var", "/opt") if Path(name) not in shown]  # others lead to those
    known = {"$HIDDEN": "".join(f"{name!r}, " for name in hidden), "$PORT": str(port), "$PID": str(pid),
             "$MARK": MARK, "$ROOT": str(ROOT)}

    def first(code: str) -> dict[str, str]:
        for name, value in known.items():
            code = code.replace(name, value)
        return {FIRST: code}

    return (
        Learner("writes", 7, first(WRITE), RIGHT, 2), Learner("waits", 7, first(WAIT), RIGHT, 2),
        Learner("reads", 7, first(READ), RIGHT, 2), Learner("calls", 9, first(CALL), RIGHT, 2),
        Learner("attacks", 14, first(ATTACK.replace("{clone}", repr(CLONE))), RIGHT, 2),
        Learner("pickles", 15, first(PICKLER), RIGHT, 2, files=FILES),
        Learner("lists", 15, first(LIST), RIGHT, 2, files={"notes.txt": b"my own"}),
        *(Learner(f"links-{name}", 15, first(LIST), RIGHT, links={name: target},
                  told=f"{name}: expected a file, got a link") for name, target in LINKS.items()),
        Learner("thief", 15, links={f"{LESSON}.ipynb": f"$CLASS/submitted/ada/{LESSON}/{LESSON}.ipynb"},
                told="expected a file, got a link"),
        Learner("zips", 15, raw=zip_tricks(TARGET), told="expected UTF-8 text, got other bytes"),
        *HONEST,
    )


NAMES = learners(0, 0)


@pytest.fixture(scope="module")
def graded(run, released_class, tmp_path_factory, server, bystander):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADER_TEST_TOKEN", "secret")
        who = learners(server.getsockname()[1], bystander.pid)
        folder = tmp_path_factory.mktemp("reach") / "class"
        yield grade_class(run, released_class, folder, who)
    TARGET.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def server():
    """A server of this machine, and one with an abstract name; `accepted` counts who called."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as named:
        named.bind(f"\0{MARK}")
        named.listen()
        yield server


@pytest.fixture(scope="module")
def bystander():
    """Another process of this machine."""
    with subprocess.Popen(["sleep", "600"]) as process:
        yield process
        process.kill()


@parametrize(NAMES)
def test_whoever_reaches_for_something_gets_the_marks_they_earned(graded, learner):
    assert_as_stated(graded, learner)


@pytest.mark.parametrize("name", ["writes", "reads", "calls", "attacks"])
def test_nothing_is_reached(graded, name):
    said = graded.said(name)
    assert "kept from" in said and OUTSIDE not in said, said


def test_nobody_called_a_server_of_the_machine(graded, server):
    """Row 9."""
    server.settimeout(0)
    with pytest.raises(BlockingIOError):
        server.accept()


def test_who_waits_for_the_end_of_grading_is_gone_by_then(graded):
    """Row 7 and 13."""
    time.sleep(0.5)
    running = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if os.path.exists(path)]
    assert not any(MARK.encode() in line for line in running)


def test_nothing_that_was_handed_in_was_unpickled_or_unpacked_outside(graded):
    """Row 15."""
    assert not TARGET.exists() and not list(graded.folder.parent.rglob("new*"))


def test_no_files_but_its_own_are_handed_to_the_code(graded):
    """Row 15: whose hand-in holds a link is refused by name."""
    assert graded.said("lists").split("sees ")[1].splitlines()[0] == "['notes.txt']"


def test_the_gradebook_has_these_marks_and_no_others(graded):
    """Row 7: read with nothing but SQL, after everybody has done their worst."""
    with sqlite3.connect(graded.folder / "gradebook.db") as database:
        scores = database.execute("select auto_score from grade").fetchall()
    assert max(score for score, in scores if score is not None) <= 4
