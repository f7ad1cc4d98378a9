"""A copy of the course without its keys, as a grading kernel has it, and code that runs there."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import course
from course.notes import GRADING

SOURCE = Path(course.__file__).parent


NO_WAY_BACK = """
import sys
sys.meta_path[:] = [finder for finder in sys.meta_path if not repr(finder).startswith("<class '__editable__")]
"""  # the finder of an installation that can be edited would look for what is missing in the repository


def copy_course(folder: Path) -> Path:
    """Copy all of `course` but its keys into a folder, and return that."""
    shutil.copytree(SOURCE, folder / "course", ignore=shutil.ignore_patterns("keys", "__pycache__"))
    (folder / "sitecustomize.py").write_text(NO_WAY_BACK)
    return folder


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment in which the copy in a folder is imported, and nothing says that grading goes on."""
    plain = {name: value for name, value in os.environ.items() if name not in GRADING}
    return plain | {"PYTHONPATH": str(folder), "OMP_NUM_THREADS": "1"} | more


def run_there(folder: Path, code: str, beside: Path, **more: str) -> str:
    """Return what code prints that runs with the copy, in the folder `beside`; nothing may come on standard error."""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=beside, env=environment(folder, **more),
                          capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout
