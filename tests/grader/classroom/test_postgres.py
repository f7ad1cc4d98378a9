"""nbgrader's database on a real PostgreSQL server, started for the test on a socket of its own."""
from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from sample_class import LEARNERS, LESSON, hand_in

from grader.marks.reading import read_marks

pytest.importorskip("psycopg2")
BIN = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), Path("/nowhere"))
pytestmark = [pytest.mark.slow, pytest.mark.prove,
              pytest.mark.skipif(not (BIN / "initdb").exists(), reason="no PostgreSQL server here")]
NAMES = ("ada", "chen", "gus", "lee")


@pytest.fixture(scope="module")
def database():
    """The address of an empty database; the server refuses to run as root."""
    who = {"user": "postgres"} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if who:
        shutil.chown(folder, **who)
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder, "check": True} | who
    subprocess.run([BIN / "initdb", "-D", folder / "data", "-U", "grader", "-A", "trust", "--no-sync"], **quiet)
    subprocess.run([BIN / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o",
                    f"-k {folder} -c listen_addresses=''", "start"], **quiet)
    try:
        subprocess.run([BIN / "createdb", "-h", folder, "-U", "grader", "marks"], **quiet)
        yield f"postgresql+psycopg2://grader@/marks?host={folder}"
    finally:
        subprocess.run([BIN / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(folder, ignore_errors=True)


def test_marks_go_to_postgres_and_come_back(run, database, tmp_path):
    folder = tmp_path / "class"
    assert run("grader", "init", str(folder)).returncode == 0
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text() + f'\nc.CourseDirectory.db_url = "{database}"\n')
    done = run("grader", "release", LESSON, "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    hand_in(folder, NAMES)
    done = run("grader", "grade", LESSON, "--folder", str(folder))
    assert done.returncode == 1 and "refused: lee" in done.stdout, done.stderr
    marks = {name: mark.score for name, mark in read_marks(folder, LESSON).items() if name != "lee"}
    assert marks == {name: LEARNERS[name].points for name in NAMES if name != "lee"}
    assert not (folder / "gradebook.db").exists()
