"""The page about learning platforms: its commands are run as they stand, on files as those platforms make them."""
import re
import shlex
from pathlib import Path

import pytest
from exchange_files import CANVAS, GRADESCOPE, METADATA, MOODLE, zip_of
from sample_class import LESSON

from grader.exchange.roster import COLUMNS
from grader.kernels import sandbox

PAGE = (Path(__file__).parents[3] / "docs" / "lms.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
            if not line.startswith("grader passback")]  # test_docs_commands.py types those
BOOK = f"{LESSON}.ipynb"
WORKSHEET = "Identifier,Full name,Email address\nParticipant 11,Ada Lovelace,ada@example.edu\n"


def book(n: int) -> str:
    return f'{{"cells": [], "metadata": {{}}, "nbformat": 4, "nbformat_minor": {n}}}'


@pytest.fixture
def downloads(folder) -> Path:
    """What an instructor has downloaded into a new class's folder."""
    (folder / "roster.csv").unlink()
    for name, text in (("gradebook", CANVAS), ("participants", MOODLE), ("gradescope", GRADESCOPE),
                       ("worksheet", WORKSHEET)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    zip_of(folder / "submissions.zip", {f"lovelaceada_101_1_{BOOK}": book(1)})
    zip_of(folder / "moodle.zip", {f"Ada Lovelace_11_assignsubmission_file_/{BOOK}": book(2)})
    about = METADATA.partition("submission_9003")[0]
    zip_of(folder / "gradescope.zip", {"e/submission_metadata.yml": about, f"e/submission_9001/{BOOK}": book(3)})
    for place, n in ((f"inbound/ada+{LESSON}+2026-11-30 09:00:00.000000 UTC+x", 4), ("hand-ins/jose", 5)):
        (folder / place).mkdir(parents=True)
        (folder / place / BOOK).write_text(book(n))
    return folder


@pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")
def test_every_command_of_the_page_does_what_it_says(grader, run, downloads):
    assert len(COMMANDS) > 12 and all(line.startswith("grader ") for line in COMMANDS)
    for line in COMMANDS:
        if line.startswith("grader export") and not list(downloads.glob("results/*/*.json")):
            assert run("grader", "grade", LESSON, cwd=downloads).returncode == 0
        done = grader(*shlex.split(line, comments=True)[1:])
        assert done.returncode == 0 and "not collected:" not in done.stdout, (line, done.stdout, done.stderr)
    assert {path.name for path in downloads.glob("marks-*.csv")} == {
        "marks-canvas.csv", "marks-1.csv", "marks-moodle.csv", "marks-nbgrader.csv",
        "marks-total.csv"}
    assert len(list((downloads / "replaced" / "ada").iterdir())) == 3


def test_the_page_names_every_column_of_the_roster():
    table = "\n".join(re.findall(r"^\|.*\|$", PAGE, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", table)) == set(COLUMNS)
