"""Threat 27: names of learners and files that are no text, steer a terminal, forge lines or hold markup."""
from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PROGRAMS
from hostile_class import HONEST, Graded, Learner, assert_as_stated, hand_in, read_graded
from sample_class import LESSON, PLAIN

from grader.classroom.results import REPORT
from grader.kernels import sandbox
from grader.printable import printable

pytestmark = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")
LEARNERS = {  # each with what is shown in its place
    b"\xff\xfe": r"\xff\xfe", b"ada\xe9": r"ada\xe9", b"\x1b]0;owned\x07\x1b[2J": r"\x1b]0;owned\x07\x1b[2J",
    b"eve\nrefused: zoe: cheated": r"eve\x0arefused: zoe: cheated", b"eve\r3 graded": r"eve\x0d3 graded",
    "eva\u202ekcab".encode(): r"eva\u202ekcab", "zoe\u200b".encode(): r"zoe\u200b", b"a\xc2\x9b2Jb": r"a\x9b2Jb",
    b"<b>": "<b>", b"a&amp;b": "a&amp;b", b"a`b`": "a`b`", b'"': '"', b"..\\..\\x": "..\\..\\x",
    b"n" * 250: "n" * 250,
}
NO_NAME = "expected a name without control codes"
FILES = {"bytes": b"data \xff.csv", "escape": b"\x1b[31m.csv", "line": b"a\nrefused: ada: no",
         "bidi": "a\u202e.csv".encode()}
FINE = ("José [b] 学生", "میر\u200cزا", "=1+1", "-", "%FF%FE", "[red]x[bold]", "ada.b")
PEOPLE = tuple(replace(HONEST[0], name=name) for name in FINE)
REFUSED = [os.fsdecode(name) for name in LEARNERS]


@pytest.fixture(scope="module")
def graded(run, released_class, tmp_path_factory) -> Graded:
    folder = shutil.copytree(released_class, tmp_path_factory.mktemp("names") / "class")
    for learner in (*HONEST, *PEOPLE, *(Learner(name, answers=PLAIN) for name in FILES)):
        hand_in(folder, learner)
    (folder / "submitted" / "ada" / LESSON / "Screenshot 9.41\u202fAM.png").touch()
    for name in REFUSED:
        shutil.copytree(folder / "submitted" / "ada", folder / "submitted" / name)
    for name, file in FILES.items():
        Path(os.fsdecode(os.fsencode(folder / "submitted" / name / LESSON) + b"/" + file)).touch()
    return read_graded(folder, run("grader", "grade", LESSON, "--folder", str(folder), "--json"))


@pytest.mark.parametrize("name", LEARNERS, ids=ascii)
def test_a_learner_with_such_a_name_is_refused_and_shown_escaped(graded, name):
    shown, name = LEARNERS[name], os.fsdecode(name)
    assert NO_NAME in graded.results[name]["refused"] and not graded.results[name]["fault"]
    assert f"refused: {shown}: {shown}: {NO_NAME}" in graded.done.stdout
    assert (shown == '"' or NO_NAME in graded.told(shown)) and name not in graded.marks  # `told` writes marks otherwise


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_such_a_name_is_refused_and_shown_escaped(graded, name):
    shown = printable(os.fsdecode(FILES[name]))
    assert f"refused: {name}: {shown}: expected a name of characters that print" in graded.done.stdout
    assert graded.results[name]["refused"] and name not in graded.marks


@pytest.mark.parametrize("learner", [*HONEST, *PEOPLE], ids=lambda one: one.name)
def test_everybody_else_is_graded(graded, learner):
    assert_as_stated(graded, learner)
    assert not graded.results[learner.name]["refused"]


def test_every_line_is_a_line_of_ours(graded):
    *lines, last = graded.done.stdout.splitlines()
    assert len(lines) == len(REFUSED) + len(FILES) + 1
    assert all(line.startswith("refused: ") for line in lines[:-1])
    assert all(line.isprintable() for line in [*lines, last])


def test_results_have_a_file_of_their_own_with_the_true_name_in_it(graded):
    files = [path for path in (graded.folder / "results" / LESSON).glob("*.json") if path.name != REPORT]
    kept = {json.loads(file.read_text())["learner"] for file in files}
    assert kept == {*REFUSED, *FINE, *FILES, "ada", "zoe"} and len(files) == len(kept)
    assert all(file.name.replace("\u200c", "").isprintable() for file in files)


def test_report_and_table_are_made_for_the_whole_class(run, graded):
    assert run("grader", "report", LESSON, "--folder", str(graded.folder)).returncode == 0
    with (graded.folder / "results" / LESSON / "report.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(graded.results) and all(row["learner"].replace("\u200c", "").isprintable() for row in rows)


@pytest.mark.parametrize(("command", "status"), [
    (["grade"], 1), (["grade", "--dry-run", "--force"], 0), (["grade", "--only", "nobody"], 2), (["report"], 0),
])
def test_no_command_ends_in_a_traceback_whatever_can_be_printed(graded, tmp_path, command, status):
    """Nothing has changed since, so that nothing is run. What ASCII can print, every console can."""
    folder = shutil.copytree(graded.folder, tmp_path / "class") if command == ["grade"] else graded.folder
    done = subprocess.run([PROGRAMS / "grader", command[0], LESSON, "--folder", folder, *command[1:]],
                          capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii:strict"})
    assert b"Traceback" not in done.stderr and done.returncode == status, done.stderr
    assert b"\x1b" not in done.stdout + done.stderr and b"\x9b2J" not in done.stdout + done.stderr
