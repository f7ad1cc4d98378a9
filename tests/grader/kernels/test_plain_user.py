"""Root's sandbox is built in another way than a plain user's: as root, the sandbox's tests are run as one, too."""
from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader.kernels import sandbox

pytestmark = pytest.mark.prove

ROOT = Path(__file__).resolve().parents[3]
NOBODYS = 1_234_567  # a user number that no account has
PART = ("tests/grader/kernels/test_sandbox.py",
        "tests/threats/test_machine.py::test_a_crowd_of_processes_gets_the_portion_of_one_kernel")
RUN = """
import os, sys
sys.path.insert(0, {programs!r})
from inside.cage import shown, syscalls
from pathlib import Path

def is_closed(folder):
    return not folder.stat().st_mode & 1

needed = {needed!r}
closed = sorted({{str(next(above for above in reversed(Path(path).parents) if is_closed(above)))
                 for path in needed if any(map(is_closed, Path(path).parents))}})
syscalls.unshare(syscalls.CLONE_NEWNS)
syscalls.mount("none", "/", flags=syscalls.MS_REC | syscalls.MS_PRIVATE)
held = {{path: os.open(path, os.O_PATH) for path in needed if path.startswith(tuple(f"{{each}}/" for each in closed))}}
for folder in closed:
    syscalls.mount("tmpfs", folder, "tmpfs", 0, "mode=0755")
shown.put_back(held)
os.setgroups([])
os.setresgid({user}, {user}, {user})
os.setresuid({user}, {user}, {user})
os.execv(sys.executable, [sys.executable, *{arguments!r}])
"""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="a plain user runs them anyway")
@pytest.mark.skipif(not sandbox.could_work() or not sandbox.is_real_root(), reason="no sandbox here, or no real root")
def test_the_sandboxs_tests_pass_as_a_plain_user_too():
    with tempfile.TemporaryDirectory(prefix="plain-", dir="/tmp", ignore_cleanup_errors=True) as home:
        os.chown(home, NOBODYS, NOBODYS)
        done = run_as_plain_user(home, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--basetemp", f"{home}/tests",
                                 *PART)
    if "no tests ran" in done.stdout or " passed" not in done.stdout and " skipped" in done.stdout:
        pytest.skip("plain users get no sandbox on this machine")
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]


def run_as_plain_user(home: str, *arguments: str) -> subprocess.CompletedProcess:
    """Run Python as a user that has nothing but a home; what lies in root's own folders is shown to it."""
    needed = sorted({str(ROOT), sys.prefix, sys.base_prefix, str(Path(sandbox.find_bubblewrap()).resolve()), home})
    code = RUN.format(programs=str(sandbox.INSIDE.parent), needed=needed, user=NOBODYS, arguments=arguments)
    environment = {"PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8",
                   "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True,
                          timeout=1200)
