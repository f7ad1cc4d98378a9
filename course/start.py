"""`make lab`: put the learner's copies into `work/` and open JupyterLab on the first lesson.

`work/` is in the clone, or where this is called if the course came in a wheel.
"""
from __future__ import annotations

import os
import sys
from pathlib import Path

from course.work.folder import copy_lessons, new_work, shipped_folder

MAX_UPLOAD = 200_000_000  # bytes of photos chosen at one time; with Jupyter's own 10 MB, a few photos end the session


def lab_command(work: Path, options: list[str]) -> list[str]:
    """Return the command that opens JupyterLab on the first lesson, with nothing fetched from outside."""
    first = min(work.glob("*.ipynb")).name
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={work}",
            f"--LabApp.default_url=/lab/tree/{first}", "--LabApp.extension_manager=readonly", "--log-level=WARN",
            f"--ServerApp.tornado_settings={{'websocket_max_message_size': {MAX_UPLOAD}}}",
            *as_root, *options]


def lab_environment() -> dict[str, str]:
    """Return the environment of JupyterLab: as it is here, without the offer of news from the network."""
    paths = [str(Path(__file__).with_name("jupyter")), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    return os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(path for path in paths if path)}


def main() -> None:
    """Copy the lessons and become JupyterLab; its address is printed when it is ready."""
    work = new_work(Path.cwd())
    for path in copy_lessons(shipped_folder(), work):
        print(f"new: {path.relative_to(work.parent)}")
    print("JupyterLab prints its address below; open it if no browser opens by itself. Ctrl-C ends it.", flush=True)
    command = lab_command(work, sys.argv[1:])
    os.execve(command[0], command, lab_environment())


if __name__ == "__main__":
    main()
