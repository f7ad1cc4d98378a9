"""`make lab`, or `course`: put the learner's copies into `work/` and open the home page in JupyterLab's server.

`work/` is in the clone, or where this is called if the course came in a wheel.
"""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from course.work.folder import WrongCall, choose_pack, copy_lessons, find_work, new_work, shipped_lessons

JUPYTER = Path(__file__).with_name("jupyter")  # JupyterLab as a learner wants it
MAX_UPLOAD = 200_000_000  # bytes of photos chosen at one time; with Jupyter's own 10 MB, a few photos end the session


def lab_command(work: Path, options: list[str]) -> list[str]:
    """Return the command that opens the home page and serves JupyterLab, with nothing fetched from outside."""
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [sys.executable, "-m", "course.home", f"--ServerApp.root_dir={work}", "--LabApp.default_url=/course",
            f"--LabApp.extra_labextensions_path={JUPYTER / 'labextensions'}",
            "--LabApp.extension_manager=readonly", "--log-level=WARN",
            f"--ServerApp.tornado_settings={{'websocket_max_message_size': {MAX_UPLOAD}}}",
            *as_root, *options]


def lab_environment() -> dict[str, str]:
    """Return the environment of JupyterLab: as it is here, with the home page, without news and nbgrader's menus."""
    paths = [str(JUPYTER), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    return os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(path for path in paths if path)}


def open_course(options: list[str], pack: str = "") -> int:
    """Put lessons that aren't there yet into the work folder, and become JupyterLab's server.

    Args:
        options: for JupyterLab.
        pack: the course pack whose lessons the work folder is to show from now on; "" leaves that as it is.

    Returns:
        The exit code, where there's no becoming another program, or nothing to open.
    """
    try:
        work = find_work(Path.cwd())
    except WrongCall:
        work = new_work(Path.cwd())
    try:
        if pack:
            work.mkdir(exist_ok=True)
            choose_pack(pack, work)
        for path in copy_lessons(shipped_lessons(work), work):
            print(f"new: {path.relative_to(work.parent)}")
    except OSError as error:
        print(f"{work}: expected to put lessons there, got {error.strerror or error}. Make room, or make it a folder "
              "you may write to.", file=sys.stderr)
        if not any(work.glob("*.ipynb")):
            return 1
    print("The course's home page opens in your browser. If not, open the address below. Ctrl-C ends it.", flush=True)
    command = lab_command(work, options)
    if os.name == "nt":  # there, a program that becomes another one gives the window back at once
        return subprocess.call(command, env=lab_environment())
    os.execve(command[0], command, lab_environment())


def main() -> None:
    """Open the course with the options that this was called with."""
    sys.exit(open_course(sys.argv[1:]))


if __name__ == "__main__":
    main()
