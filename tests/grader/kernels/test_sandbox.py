"""Each wall of the sandbox is climbed at: by a learner's cells, in a real kernel, with a neighbour that goes on."""
from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty

import pytest

from grader.kernels import sandbox, warm, zygote
from grader.kernels.channel import ChannelClosed
from grader.kernels.inside.limits import KernelLimits

pytestmark = pytest.mark.skipif(sys.platform != "linux" or bool(sandbox.available()), reason="no sandbox here")
ROOT = Path(__file__).parents[3]
SMALL = KernelLimits(memory_mb=512, processes=40, scratch_mb=32, scratch_files=300, file_mb=16, cpu_s=60)
CLONE = [ROOT.parts[2]] if ROOT.parts[1] == "tmp" else []  # all that a kernel sees in /tmp: the way to a clone there
CELL_S = 300  # on however busy a machine


class Ended(Exception):
    """The kernel ended, or did not come to the end of a cell."""


@contextlib.contextmanager
def open_kernel(limits: KernelLimits = SMALL) -> Iterator[Callable[[str], str]]:
    """Start a kernel and give a function that runs a cell in it and returns all that it said."""
    with warm.open_kernel({}, limits) as (kernel, client):

        def run(source: str) -> str:
            cell, said, ends = client.execute(source), "", time.monotonic() + CELL_S
            while kernel.is_alive() and time.monotonic() < ends:
                with contextlib.suppress(Empty, ChannelClosed):
                    message = client.receive(client.iopub, 0.2)
                    content = message["content"]
                    if message["parent_header"].get("msg_id") == cell and content.get("execution_state") == "idle":
                        return said
                    said += content.get("text", "")
                    said += f"{content['ename']}: {content['evalue']}" if "ename" in content else ""
            raise Ended(kernel.why)

        run.kernel = kernel
        yield run


@pytest.fixture(scope="module")
def kernel():
    """One kernel for the tests that read, connect or are refused, and leave nothing behind."""
    with open_kernel() as run:
        yield run


@pytest.fixture
def neighbour():
    """Another kernel; it must work as before when a test has done its worst."""
    with open_kernel() as run:
        run("import torch, os; open('mine', 'w').write('x' * 1000); x = torch.ones(3)")
        yield run
        alive = "import subprocess; print(float(x.sum()), len(open('mine').read()), subprocess.call(['true']))"
        assert run(alive) == "3.0 1000 0\n"


def reason(kernel, code: str) -> str:
    """Run code that must raise OSError and return the error's name."""
    said = kernel(f"import errno, socket, os, ctypes\ntry:\n    {code}\n    print('no error')\n"
                  "except OSError as error:\n    print(errno.errorcode.get(error.errno, error))")
    return said.strip()


@pytest.mark.parametrize("address", [
    pytest.param("169.254.169.254", id="cloud-metadata"), pytest.param("1.1.1.1", id="internet"),
    pytest.param("10.0.0.1", id="private-network"),
])
def test_no_address_is_reached(kernel, address):
    assert reason(kernel, f"socket.create_connection(({address!r}, 80), timeout=5)") == "ENETUNREACH"


def test_the_machines_own_servers_are_not_reached(kernel):
    with socket.create_server(("127.0.0.1", 0)) as server:
        said = reason(kernel, f"socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=5)")
    assert said == "ECONNREFUSED"


def test_abstract_sockets_of_neighbours_are_not_reached(kernel, neighbour):
    neighbour("import socket; s = socket.socket(socket.AF_UNIX); s.bind('\\0meet'); s.listen()")
    assert reason(kernel, "socket.socket(socket.AF_UNIX).connect('\\\\0meet')".replace("\\\\", "\\")) == "ECONNREFUSED"


def test_names_are_not_resolved(kernel):
    said = kernel("import socket\ntry: print(socket.gethostbyname('pypi.org'))\nexcept OSError: print('no')")
    assert said == "no\n"


@pytest.mark.parametrize("path", [
    pytest.param(ROOT / "notebooks", id="lessons"), pytest.param(ROOT / "grader", id="grader"),
    pytest.param(ROOT / "tests", id="tests"), pytest.param(ROOT / ".git", id="history"),
    pytest.param(ROOT / "pyproject.toml", id="file-of-the-repository"), pytest.param(Path.home() / ".ssh", id="keys"),
    pytest.param(Path("/etc/passwd"), id="users"), pytest.param(Path("/etc/shadow"), id="passwords"),
    pytest.param(Path("/var"), id="var"), pytest.param(Path("/opt"), id="opt"), pytest.param(Path("/home"), id="home"),
    pytest.param(Path("/var/log"), id="logs"),
])
def test_files_of_the_machine_are_not_there(kernel, path):
    below = [Path(place).relative_to(path).parts[0] for place in (ROOT, sys.prefix, sys.base_prefix)
             if path in Path(place).parents]
    if below:  # the clone, or Python, lies there: then that is all there is to see
        assert set(eval(kernel(f"import os; print(os.listdir({str(path)!r}))"))) <= set(below)
        return
    assert reason(kernel, f"os.stat({str(path)!r})") == "ENOENT"


def test_folders_on_the_way_to_what_is_shown_hold_nothing_else(kernel):
    shown = kernel(f"import os; print(os.path.isdir({str(ROOT)!r}) and sorted(os.listdir({str(ROOT)!r})))")
    assert set(eval(shown)) <= {"course", ".venv"}


def test_grader_is_not_importable(kernel):
    assert "ModuleNotFoundError" in kernel("import grader")
    assert kernel("import course; print(course.__name__)") == "course\n"


def test_sockets_and_files_of_kernels_are_not_there(kernel, neighbour):
    folders = ["/run/host", "/tmp", "/dev/shm"]
    assert kernel(f"import os; print(*map(os.listdir, {folders}))") == f"[] {CLONE} []\n"
    assert reason(kernel, f"os.stat({str(zygote.shared().folder)!r})") == "ENOENT"


def test_no_process_but_its_own_is_seen(kernel, neighbour):
    assert kernel("import os; print([p for p in os.listdir('/proc') if p.isdigit()])") == "['1']\n"


def test_no_descriptor_leads_out(kernel):
    code = "import os\nlinks = set()\nfor n in os.listdir('/proc/self/fd'):\n    try: links.add(os.readlink(" \
           "f'/proc/self/fd/{n}').split(':')[0])\n    except OSError: pass\nprint(sorted(links))"
    said = eval(kernel(code))
    assert {name for name in said if name.startswith("/")} <= {"/dev/null"} | {n for n in said if n.startswith("/proc")}


def test_words_for_the_zygote_on_every_descriptor_change_nothing(neighbour):
    line = b'\n{"do": "signal", "id": "x", "number": 9}\n'
    before = zygote.shared()
    with open_kernel() as run, contextlib.suppress(Ended):  # its own channels it may break
        run("import os, stat\nfor n in range(3, 64):\n    try:\n        if stat.S_ISFIFO(os.fstat(n).st_mode): "
            f"os.write(n, {line!r})\n    except OSError: pass")
    assert zygote.shared() is before


def test_environment_holds_nothing_of_the_machine(monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "x")
    with open_kernel() as run:
        names = eval(run("import os; print(sorted(os.environ))"))
    terminal = {"TERM", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PAGER", "GIT_PAGER"}  # IPython sets them
    assert set(names) <= set(sandbox.ENVIRONMENT) | terminal


@pytest.mark.parametrize("path", [
    pytest.param(ROOT / "course" / "check_cell.py", id="course"), pytest.param(Path(os.__file__), id="python"),
    pytest.param(Path(pytest.__file__), id="site-packages"), pytest.param("/usr/bin/new", id="usr"),
    pytest.param("/new", id="root"), pytest.param("/dev/new", id="dev"), pytest.param("/run/host/new", id="sockets"),
    pytest.param("/proc/sys/kernel/core_pattern", id="core-pattern"), pytest.param("/proc/sysrq-trigger", id="sysrq"),
    pytest.param("/proc/self/comm", id="landlock"),  # its own, which only Landlock refuses
])
def test_nothing_outside_the_scratch_is_written(kernel, path):
    assert reason(kernel, f"open({str(path)!r}, 'a').write('x')") in ("EACCES", "EROFS", "EPERM", "ENOENT")


@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm", "/learner/work", "/learner/home"])
def test_scratch_is_written(kernel, folder):
    assert reason(kernel, f"open({folder + '/new'!r}, 'w').write('x'); os.remove({folder + '/new'!r})") == "no error"


@pytest.mark.parametrize("call", [
    pytest.param("unshare(0x10000000)", id="user-namespace"), pytest.param("unshare(0x20000)", id="mount-namespace"),
    pytest.param("mount(b'none', b'/tmp', b'tmpfs', 0, None)", id="mount"),
    pytest.param("umount2(b'/run/host', 2)", id="unmount"), pytest.param("shmget(0, 4096, 0o1600)", id="shared-memory"),
    pytest.param("semget(0, 32000, 0o1600)", id="semaphores"),
    pytest.param("chroot(b'/tmp')", id="chroot"), pytest.param("ptrace(16, 1, 0, 0)", id="ptrace"),
    pytest.param("memfd_create(b'x', 0)", id="memory-file"),
    pytest.param("setresuid(0, 0, 0)", id="become-root"), pytest.param("syscall(425, 8, 0)", id="io-uring"),
    pytest.param("syscall(321, 0, 0, 0)", id="bpf"), pytest.param("syscall(250, 0, 0)", id="keyring"),
])
def test_system_calls_that_attacks_begin_with_are_refused(kernel, call):
    said = kernel(f"import ctypes, errno; c = ctypes.CDLL(None, use_errno=True)\n"
                  f"print(c.{call}, errno.errorcode[ctypes.get_errno()])")
    assert said in ("-1 EPERM\n", "-1 EINVAL\n", "-1 ENOSYS\n")


def test_no_right_is_left(kernel):
    said = kernel("print([l.split()[1] for l in open('/proc/self/status') if l[:3] == 'Cap' or l[:5] == 'NoNew'])")
    assert eval(said) == ["0" * 16] * 5 + ["1"]


def test_signals_reach_nobody_else(kernel, neighbour):
    said = kernel("import os\nhit = []\nfor pid in [-1, *range(2, 3000)]:\n    try: os.kill(pid, 0); hit.append(pid)\n"
                  "    except OSError: pass\nprint(set(hit) - set(map(int, os.listdir('/proc/self/task'))))")
    assert said == "set()\n"


@pytest.mark.parametrize("hog", [
    pytest.param("x = bytearray(3 << 30)", id="array"),
    pytest.param("x = []\nwhile True: x.append(' ' * (1 << 20) + str(len(x)))", id="list"),
    pytest.param("import torch; x = torch.ones(1 << 30)", id="tensor"),
    pytest.param("import mmap; x = mmap.mmap(-1, 3 << 30)", id="shared-mapping"),
])
def test_memory_is_limited_and_the_cell_is_told(hog, neighbour):
    with open_kernel() as run:
        said = run(hog)
        assert "MemoryError" in said or "memory" in said.lower()
        assert run("del x; print('goes on')") == "goes on\n" or "NameError" in run("x")


def test_memory_of_all_processes_together_is_limited(neighbour):
    hog = "import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n        x = b'x' * (300 << 20)\n" \
          "        time.sleep(600)\ntime.sleep(600)"
    with pytest.raises(Ended), open_kernel() as run:
        run(hog)
    assert run.kernel.why == "used more than 512 MB of memory"


def test_fork_bomb_is_stopped(neighbour):
    bomb = "import os, time\nends = time.time() + 3\nforks = 0\nwhile time.time() < ends:\n    try:\n" \
           "        if os.fork() == 0: continue\n        forks += 1\n    except BlockingIOError: pass\nprint('over')"
    with contextlib.suppress(Ended), open_kernel() as run:
        run(bomb)
        neighbour("x = x * 1")
    assert run.kernel.status is not None


def test_threads_are_limited(neighbour):
    with open_kernel() as run:
        said = run("import threading, time\nfor n in range(99): threading.Thread(target=time.sleep, args=[5]).start()")
    assert "can't start new thread" in said


def test_processor_time_of_all_processes_together_is_limited(neighbour):
    code = "import os\nfor _ in range(3):\n    if os.fork() == 0: break\nwhile True: pass"
    with pytest.raises(Ended), open_kernel(KernelLimits(cpu_s=3)) as run:
        run(code)
    assert run.kernel.why == "used up its 3 s of processor time"


@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm", "/learner/work"])
def test_files_are_limited_in_size_together(folder, neighbour):
    with open_kernel() as run:
        said = run(f"for n in range(99): open(f'{folder}/{{n}}', 'wb').write(bytes(8 << 20))")
    assert "No space left" in said


def test_one_file_is_limited_in_size(neighbour):
    with open_kernel() as run:
        assert "File too large" in run("open('big', 'wb').write(bytes(20 << 20))")


def test_files_are_limited_in_number(neighbour):
    with open_kernel() as run:
        assert "No space left" in run("for n in range(9999): open(str(n), 'w').close()")


def test_open_files_are_limited(neighbour):
    with open_kernel() as run:
        assert "Too many open files" in run("kept = [open('/dev/null') for _ in range(9999)]")


def test_what_a_kernel_leaves_is_gone(kernel):
    with open_kernel() as run:
        run("open('/tmp/left', 'w').write('x'); open('/dev/shm/left', 'w').write('x')")
    assert kernel("import os; print(os.listdir('/tmp'), os.listdir('/dev/shm'))") == f"{CLONE} []\n"


def test_sandbox_of_an_ordinary_user_has_the_same_walls(monkeypatch):
    """Root takes another road to the same end; the tests above went by the one of whoever runs them."""
    monkeypatch.setattr(sandbox, "is_real_root", lambda: False)
    sandbox.available.cache_clear()
    try:
        assert sandbox.available() == ""
    finally:
        sandbox.available.cache_clear()
