"""Build every wall once, with nothing behind it, and say what cannot be built."""
from __future__ import annotations

import os
import sys

from ..limits import KernelLimits
from ..places import WORK
from . import enter, syscalls


def main() -> None:
    """Exit with status 0 if a fork can be shut in, else say why on standard error."""
    try:
        syscalls.unshare(syscalls.CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            _shut_in()
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    except OSError as error:
        sys.exit(f"{error}")


def _shut_in() -> None:
    status = 1
    try:
        enter.shut_in(KernelLimits())
        open(f"{WORK}/file", "w").close()
        for path in sys.argv[1:]:  # lessons import them, as the user that a kernel runs as
            open(path, "rb").close()
        status = 0
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        sys.stderr.flush()
    finally:
        os._exit(status)
