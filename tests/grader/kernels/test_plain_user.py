"""Root's sandbox is built in another way than a plain user's: as root, the sandbox's tests are run as one, too."""
from __future__ import annotations

import os
import sys
import tempfile

import pytest
from plain_user import run_as

from grader.kernels import sandbox

pytestmark = pytest.mark.prove

NOBODYS = 1_234_567  # a user number that no account has
PART = ("tests/grader/kernels/test_sandbox.py",
        "tests/threats/test_machine.py::test_a_crowd_of_processes_gets_the_portion_of_one_kernel")


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="a plain user runs them anyway")
@pytest.mark.skipif(not sandbox.could_work() or not sandbox.is_real_root(), reason="no sandbox here, or no real root")
def test_the_sandboxs_tests_pass_as_a_plain_user_too():
    with tempfile.TemporaryDirectory(prefix="plain-", dir="/tmp", ignore_cleanup_errors=True) as home:
        os.chown(home, NOBODYS, NOBODYS)
        done = run_as(NOBODYS, NOBODYS, home, "-m", "pytest", "-q", "-p", "no:cacheprovider",
                      "--basetemp", f"{home}/tests", *PART)
    if "no tests ran" in done.stdout or " passed" not in done.stdout and " skipped" in done.stdout:
        pytest.skip("plain users get no sandbox on this machine")
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
