"""A class folder with lesson 1 released and a roster of four."""
import io
import shutil
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from exchange_files import ROSTER, give

from grader.classroom.gradebook import open_gradebook
from grader.cli import app
from grader.errors import WrongCall
from grader.exchange.roster import read_roster
from grader.printable import printable


@pytest.fixture
def folder(released_class, tmp_path) -> Path:
    folder = shutil.copytree(released_class, tmp_path / "class")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return folder


@pytest.fixture
def grader(folder, monkeypatch):
    """Call `grader` in the class folder as it is typed, without the second that a new process takes."""
    def call(*command: str) -> subprocess.CompletedProcess:
        monkeypatch.chdir(folder)
        said, told, status = io.StringIO(), io.StringIO(), 0
        with redirect_stdout(said), redirect_stderr(told):
            try:
                status = app(list(command), standalone_mode=False) or 0
            except WrongCall as error:  # as `grader.cli.main` says it
                status = 2
                told.write(f"grader: {printable(error)}\n")
        return subprocess.CompletedProcess(command, status, said.getvalue(), told.getvalue())
    return call


@pytest.fixture
def marked(folder):
    with open_gradebook(folder) as gradebook:
        for one in read_roster(folder).people:
            gradebook.api.update_or_create_student(one.learner)
    give(folder, "ada", 20.0, 2.0)
    give(folder, "jose", 10.0, 1.0, penalty=2.5)
    give(folder, "eve", 1.0, 0.0, penalty=5.0)
    return folder  # zoe has handed in nothing
