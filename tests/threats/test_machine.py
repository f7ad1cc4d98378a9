"""Threats 27, 28 and 31, from inside a kernel: names that are no text, and a machine that is used up."""
from __future__ import annotations

import contextlib
import os

import pytest

from grader.kernels import cgroups, sandbox, zygote
from grader.kernels.inside.limits import KernelLimits
from grader.kernels.limits import Limits
from grader.kernels.runner import Cell, Runner
from grader.kernels.warm import open_kernel
from grader.running.execute import execute
from grader.running.work import Work, pack_work, run_work, unpack_ran

pytestmark = [pytest.mark.prove, pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")]
MODULES = ("numpy",)
CORE = min(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
PIN = f"import os; os.sched_setaffinity(0, [{CORE}])\n"  # so that it is known who shares a processor with whom


@pytest.fixture(params=["groups", "no groups"])
def modules(request, monkeypatch, tmp_path) -> tuple[str, ...]:
    """What a zygote imports; one whose kernels are control groups, and one for machines that have none."""
    if request.param == "groups":
        made = cgroups.claim(tmp_path)
        cgroups.remove(tmp_path)
        if not {"cpu", "cgroup2"} & set(made):
            pytest.skip("no control groups here")
        return MODULES
    monkeypatch.setattr(cgroups, "claim", lambda folder: {})
    return (*MODULES, "json")  # another zygote than that of the other tests


def run(*sources: str, kernel: KernelLimits = KernelLimits(), limits: Limits = Limits(), modules=MODULES):
    """Run cells; return why the run ended, the cells, and its runner."""
    cells = [Cell(source) for source in sources]
    with open_kernel({}, kernel, modules=modules) as (forked, client):
        runner = Runner(forked, client, limits)
        return runner.run(cells), cells, runner


def said(cell: Cell) -> str:
    return "".join(output.get("text", output.get("evalue", "")) for output in cell.outputs)


NAMES = [pytest.param(name, id=id) for id, name in {
    "no-text": b"\xff\xfe", "bracket": b") Z 0 0 0", "newline": b"a\nb) S 1", "empty": b"", "spaces": b" ) ( "}.items()]


@pytest.mark.parametrize("name", NAMES)
def test_a_process_name_disturbs_neither_the_zygote_nor_the_limits(name):
    """Row 27: its neighbour lives, and the limit that only a look at all its processes shows strikes all the same."""
    rename = f"import ctypes, os\nctypes.CDLL(None).prctl(15, {name!r})\nopen('/tmp/on', 'w')"
    with open_kernel({}, modules=MODULES) as (kernel, client):
        neighbour = Runner(kernel, client, Limits())
        ended, _, _ = run(rename, "for _ in range(3):\n    if os.fork() == 0: break\nwhile True: pass",
                          kernel=KernelLimits(cpu_s=3))
        cell = Cell("print('lives')")
        neighbour.run_cell(cell)
    assert ended == "the kernel used up its 3 s of processor time" and said(cell) == "lives\n"


def test_many_sessions_at_one_time_end_the_kernel():
    code = "import subprocess\nkept = [subprocess.Popen(['sleep', '60'], start_new_session=True) for _ in range(40)]"
    ended, _, _ = run(code, "import time; time.sleep(30)")
    assert ended == "the kernel started more than 16 sessions"


def test_sessions_of_an_honest_learner_come_and_go():
    code = "import subprocess\nfor _ in range(30): subprocess.run(['true'], start_new_session=True, check=True)"
    ended, cells, _ = run(code, "!echo on; echo and on")
    assert ended == "" and [said(cell).split() for cell in cells] == [[], ["on", "and", "on"]]


CROWD = PIN + """
import time
for place in range(60):
    if os.fork() == 0:
        if place % 4 == 0: os.setsid()
        while True: pass
time.sleep(1000)
"""
HONEST = PIN + "import time\nbegan = time.process_time()\nwhile time.process_time() < began + 2: pass"


def test_a_crowd_of_processes_gets_the_portion_of_one_kernel(modules):
    """Row 28: measured in processor time on one core, which others of this machine take from both alike."""
    with open_kernel({}, modules=modules) as (crowd, client):
        client.execute(CROWD)
        while crowd.measure()[0] < 1:
            pass
        before, _ = crowd.measure()
        ended, _, _ = run(HONEST, modules=modules)
        used_s = crowd.measure()[0] - before
    assert ended == "" and 0 < used_s < 3 * 2, used_s  # while the other used 2 s; one portion each of 16 would be 32


def busy_neighbours(number: int, modules: tuple[str, ...], stack: contextlib.ExitStack) -> None:
    for _ in range(number):
        _, client = stack.enter_context(open_kernel({}, modules=modules))
        client.execute(PIN + "while True: pass")


def test_who_did_not_get_to_run_is_said_to_be_starved(modules):
    with contextlib.ExitStack() as stack:
        busy_neighbours(5, modules, stack)
        _, _, runner = run(PIN, "while True: pass", limits=Limits(cell_s=4), modules=modules)
    assert runner.starved


def test_who_slept_was_not_starved():
    _, (cell,), runner = run("import time; time.sleep(60)", limits=Limits(cell_s=2))
    assert "stopped after 2 s" in said(cell) and not runner.starved


def test_an_endless_loop_is_starved_only_as_far_as_others_were_in_its_way():
    """What Linux says of the one thread decides, however busy this machine is."""
    read = "print(open('/proc/self/schedstat').read())"
    _, (_, cell), runner = run("while True: pass", read, limits=Limits(cell_s=4))
    waited_s = int(said(cell).split()[1]) / 1e9
    assert runner.starved == (waited_s > 1) or 0.7 < waited_s < 2


def test_who_cannot_be_forked_is_not_to_blame(monkeypatch):
    """A zygote that dies under everybody: it is our fault, and whoever was in it is run again."""
    assert sandbox.available() == ""  # known before it is broken
    monkeypatch.setattr(sandbox, "run_python", lambda module: ["/bin/false"])
    monkeypatch.setattr(zygote, "_zygotes", {})
    ran = unpack_ran(run_work(pack_work(Work([[Cell("1")]], "seed"))))
    assert ran.starved and "expected it to start" in ran.fault


SOCKETS = {
    "pairs": "each = socket.socketpair()\n        kept += each\n        for end in each: fill(end.send)",
    "packets": "each = socket.socketpair(type=socket.SOCK_SEQPACKET)\n        kept += each\n"
               "        for end in each: fill(end.send)",
    "many-senders": "if not n % 12:\n            to = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
                    "            to.bind(f'/tmp/{os.getpid()}-{n}'); kept.append(to)\n"
                    "        way = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n        way.setblocking(False)\n"
                    "        way.connect(to.getsockname())\n"
                    "        with contextlib.suppress(OSError): way.send(bytes(180_000))",
    "tcp": "way = socket.create_connection(server.getsockname())\n        kept += [way, server.accept()[0]]\n"
           "        fill(way.send)",
    "large-buffers": "each = socket.socketpair()\n        kept += each\n        each[0].setsockopt(1, 7, 1 << 26)\n"
                     "        each[1].setsockopt(1, 8, 1 << 26)\n        fill(each[0].send)",
    "sent-away": "each = socket.socketpair()\n        fill(each[0].send)\n        box = socket.socketpair()\n"
                 "        socket.send_fds(box[0], [b'x'], [each[1].fileno()]); kept += box\n"
                 "        for end in each: end.close()",
}
FILL = """
import contextlib, os, socket, time
def fill(send):
    with contextlib.suppress(OSError):
        while send(bytes(65536)): pass
socket.setdefaulttimeout(0.001)
server = socket.create_server(('127.0.0.1', 0))
server.settimeout(1)
kept = []
for child in range(24):
    if os.fork() == 0: break
else:
    time.sleep(60)
server = socket.create_server(('127.0.0.1', 0))
with contextlib.suppress(OSError):
    for n in range(900):
        WAY
time.sleep(60)
"""


@pytest.mark.parametrize("way", SOCKETS.values(), ids=SOCKETS)
def test_memory_in_sockets_counts(modules, way):
    """Row 28."""
    ended, _, _ = run(FILL.replace("WAY", way), kernel=KernelLimits(memory_mb=400), limits=Limits(cell_s=45),
                      modules=modules)
    assert ended == "the kernel used more than 400 MB of memory"


def test_what_an_honest_learner_opens_is_far_from_that_limit(modules):
    code = """
import asyncio, multiprocessing, socket
pairs = [socket.socketpair() for _ in range(40)]
with multiprocessing.get_context('fork').Pool(4) as pool: print(sum(pool.map(abs, range(1000))))
server = socket.create_server(('127.0.0.1', 0), backlog=64)
for _ in range(300):
    with socket.create_connection(server.getsockname()) as way, server.accept()[0] as other: way.send(b'x')
import time; time.sleep(1)
print('well')
"""
    ended, (cell,), _ = run(code, kernel=KernelLimits(memory_mb=400), modules=modules)
    assert ended == "" and said(cell).split() == ["499500", "well"], said(cell)


REAPED = """
import os, signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # then nobody awaits them, and Linux adds their time to nobody's
while True:  # one after another
    reads, writes = os.pipe()
    if os.fork() == 0:
        began = time.process_time()
        while time.process_time() < began + 0.9: pass
        os._exit(0)
    os.close(writes), os.read(reads, 1), os.close(reads)
"""


def test_time_of_children_that_nobody_awaits_counts(modules):
    """Row 28."""
    ended, _, _ = run(REAPED, kernel=KernelLimits(cpu_s=4), limits=Limits(cell_s=120), modules=modules)
    assert ended == "the kernel used up its 4 s of processor time"


def test_a_submission_that_is_run_again_has_the_time_of_one_run():
    """Row 28: a demonstration is missed, so all is run again; what the first run took is gone."""
    cells = [Cell("half = 0.5", is_shown=True), Cell("import time; time.sleep(4)"),
             Cell("raise NameError(\"name 'half' is not defined\")", is_check=True)]
    execution = execute(cells, "7" * 64, Limits(submission_s=6))
    assert "stopped after 6 s" in said(cells[1]) or "used up its 6 s" in execution.ended


def test_processor_time_of_all_runs_together_is_limited():
    burn = "import time\nbegan = time.process_time()\nwhile time.process_time() < began + 3: pass"
    cells = [Cell("half = 0.5", is_shown=True), Cell(burn),
             Cell("raise NameError(\"name 'half' is not defined\")", is_check=True)]
    execution = execute(cells, "7" * 64, Limits(submission_s=200, kernel=KernelLimits(cpu_s=5)))
    assert "kernel" in execution.ended  # whether Linux or the zygote saw it first


FAMILIES = "{*range(64)} - {1, 2, 10, 16}"


@pytest.mark.parametrize("call", ["socket.socket", "socket.socketpair"])
def test_sockets_of_other_families_are_not_made(call):
    code = f"import socket, errno\nfor family in {FAMILIES}:\n    for kind in (1, 2, 3, 5):\n" \
           f"        try: {call}(family, kind); print('made', family, kind)\n" \
           "        except OSError as error: print(errno.errorcode[error.errno])"
    _, (cell,), _ = run(code)
    assert set(said(cell).split()) == {"EAFNOSUPPORT"}


def test_sockets_that_lessons_and_libraries_use_are_made():
    code = "import socket\nfor family, kind, protocol in (1, 1, 0), (2, 1, 6), (2, 2, 17), (10, 1, 0), (16, 3, 0):\n" \
           "    socket.socket(family, kind, protocol).close()\nprint(socket.if_nameindex())"
    assert "'lo'" in said(run(code)[1][0])


def test_control_groups_of_a_zygote_go_with_it(tmp_path):
    made = cgroups.claim(tmp_path)
    own = zygote.Zygote(modules=())
    own.wait()
    beside = [group.parent / own.folder.name for group in made.values()]
    assert all(group.is_dir() for group in beside)
    own.close()
    cgroups.remove(tmp_path)
    assert not any(group.exists() for group in (*beside, *made.values()))
