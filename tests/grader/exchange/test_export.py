"""Marks on their way to a platform: read back as that platform's importer reads them, and compared to the gradebook."""
import csv
from pathlib import Path

import pytest
from exchange_files import CANVAS, MOODLE, give
from sample_class import LESSON

from grader.exchange.roster import read_roster

MAXIMUM = 23.0


SCORES = {"ada": "22", "jose": "8.5", "eve": "0", "zoe": ""}


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def by_student(path: Path) -> dict[str, dict[str, str]]:
    return {row["student_id"]: row for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())}


def import_into_canvas(path: Path, ids: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return scores by column and learner, as Canvas's importer finds them."""
    header, *rows = rows_of(path)
    assert "Student" in header[0] and "ID" in header[1] and header[2:5] == ["SIS User ID", "SIS Login ID", "Section"]
    assert "Points Possible" in rows[0][0] and set(rows[0][5:]) == {"23"}
    assert all(len(row) == len(header) for row in rows)
    return {column: {ids[row[1]]: row[i] for row in rows[1:]} for i, column in enumerate(header) if i >= 5}


def import_into_moodle(path: Path, key: str, ids: dict[str, str]) -> dict[str, str]:
    """Return scores by learner: Moodle stops at whom it does not know, and takes an empty id for the one before."""
    header, *rows = rows_of(path)
    place = header.index(key)
    assert all(row[place] in ids for row in rows)
    return {ids[row[place]]: row[-1] for row in rows}


def test_canvas_reads_what_it_is_given(grader, marked, tmp_path):
    done = grader("export", LESSON, "--format", "canvas", "marks.csv", "--column", f"{LESSON}=Lesson 1 (4711)")
    assert done.returncode == 0, done.stdout + done.stderr
    ids = {one.canvas_id: one.learner for one in read_roster(marked).people}
    assert import_into_canvas(marked / "marks.csv", ids) == {"Lesson 1 (4711)": SCORES}
    assert "learners: 4; marks left empty because nothing was handed in: 1; all final." in done.stdout


def test_the_way_from_canvas_and_back_to_it(grader, marked):
    """The roster from Canvas's own export, and marks for exactly its students."""
    (marked / "roster.csv").unlink()
    (marked / "gradebook.csv").write_text(CANVAS, encoding="utf-8")
    assert grader("roster", "gradebook.csv").returncode == 0
    assert grader("export", "--format", "canvas", "marks.csv").returncode == 0
    exported = {row[1]: row for row in csv.reader(CANVAS.splitlines()) if row[1].isdigit()}
    for row in rows_of(marked / "marks.csv")[2:]:
        assert row[2:5] == exported[row[1]][2:5]  # who they are, as Canvas has it
        assert row[0].removeprefix("'") == exported[row[1]][0].removeprefix('="').removesuffix('"')
    assert len(exported) == 4 and len(rows_of(marked / "marks.csv")) == 5  # all but its test student


@pytest.mark.parametrize(("lacking", "key"), [("", "Email address"), ("moodle_id", "Email address"),
                                              ("email", "ID number")])
def test_moodle_reads_what_it_is_given(grader, marked, lacking, key):
    from dataclasses import replace

    from grader.exchange.roster import Roster, write_roster

    people = read_roster(marked).people
    if lacking:
        people = (replace(people[0], **{lacking: ""}), *people[1:])
        write_roster(marked, Roster(people))
    done = grader("export", LESSON, "--format", "moodle", "marks.csv")
    assert done.returncode == 0, done.stdout + done.stderr
    ids = {one.email if key == "Email address" else one.moodle_id: one.learner for one in people}
    assert import_into_moodle(marked / "marks.csv", key, ids) == SCORES
    assert f'map "{key}"' in done.stdout


def test_the_way_from_moodle_and_back_to_it(grader, marked):
    (marked / "roster.csv").unlink()
    (marked / "participants.csv").write_text(MOODLE, encoding="utf-8")
    assert grader("roster", "participants.csv").returncode == 0
    assert grader("export", "--format", "moodle", "marks.csv").returncode == 0
    emails = {row["Email address"]: row["First name"] for row in csv.DictReader(MOODLE[1:].splitlines())}
    assert import_into_moodle(marked / "marks.csv", "Email address", emails) == {
        "Ada": "22", "José 🎓": "8.5", "Eve": "0"}


def test_nbgrader_s_own_columns_and_numbers_but_nothing_for_nothing(grader, run, marked):
    assert grader("export", LESSON, "--format", "nbgrader", "marks.csv").returncode == 0
    done = run("nbgrader", "export", "--to", str(marked / "stock.csv"), cwd=marked)
    assert done.returncode == 0, done.stderr
    ours, stock = (by_student(marked / name) for name in ("marks.csv", "stock.csv"))
    assert list(ours["ada"]) == list(stock["ada"]) and set(ours) == set(stock)
    numbers = ("raw_score", "late_submission_penalty", "score", "max_score")
    for learner in ("ada", "jose", "eve"):
        assert [float(ours[learner][name]) for name in numbers] == [float(stock[learner][name]) for name in numbers]
        assert (ours[learner]["timestamp"], ours[learner]["duedate"]) == (stock[learner]["timestamp"],
                                                                        stock[learner]["duedate"])
    assert ours["zoe"]["score"] == ours["zoe"]["timestamp"] == "" and ours["zoe"]["max_score"] == "23"


def test_without_a_roster_nbgrader_s_columns_have_those_in_the_gradebook(grader, marked):
    (marked / "roster.csv").unlink()
    assert grader("export", LESSON, "--format", "nbgrader", "marks.csv").returncode == 0
    assert [row[3] for row in rows_of(marked / "marks.csv")[1:]] == ["ada", "eve", "jose", "zoe"]


def test_what_waits_for_a_person_is_left_empty_and_named(grader, marked):
    give(marked, "ada", 20.0, words=None)
    (marked / "submitted" / "zoe" / LESSON).mkdir(parents=True)
    give(marked, "xeno", 3.0)
    done = grader("export", LESSON, "--format", "canvas", "marks.csv")
    assert done.returncode == 1
    assert f"not final: {LESSON}: left empty, because you have yet to grade fraud-why: ada." in done.stdout
    assert f"not final: {LESSON}: left empty, not graded yet (`grader grade {LESSON}`): zoe." in done.stdout
    assert f"not final: {LESSON}: not in the file, because they aren't in roster.csv: xeno." in done.stdout
    assert [row[-1] for row in rows_of(marked / "marks.csv")[2:]] == ["", "8.5", "0", ""]
    done = grader("export", LESSON, "--format", "canvas", "marks.csv", "--force", "--provisional")
    assert "01_first_computation: written as it is, because you have yet to grade fraud-why: ada." in done.stdout
    assert rows_of(marked / "marks.csv")[2][-1] == "20"


def test_a_total_is_the_policies(grader, marked):
    give(marked, "eve", 5.0, words=None)
    (marked / "policies.toml").write_text(f"[lessons.{LESSON}]\nweight = 3\n")
    done = grader("export", LESSON, "--format", "canvas", "marks.csv", "--total", "Course total (99)")
    assert done.returncode == 1, done.stderr  # eve's is not final
    header, points, *rows = rows_of(marked / "marks.csv")
    assert header[-1] == "Course total (99)" and points[-1] == "100"
    assert [row[-1] for row in rows] == [f"{22 / 23 * 100:.5f}", f"{8.5 / 23 * 100:.5f}", "", "0"]


@pytest.mark.parametrize("kind", ["canvas", "moodle", "nbgrader"])
def test_no_name_becomes_a_formula_and_none_is_lost(grader, marked, kind):
    names = ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "a;=1", "Ngo, José 👩\u200d💻", 'A "b", c', "＝1"]
    lines = "".join(f'l{i},"{name.replace(chr(34), chr(34) * 2)}",l{i}@x.edu,{i + 1}\n' for i, name in enumerate(names))
    (marked / "roster.csv").write_text(f"learner,name,email,canvas_id\n{lines}", encoding="utf-8")
    assert grader("export", LESSON, "--format", kind, "marks.csv").returncode == 1  # ada is not in this roster
    text = (marked / "marks.csv").read_text(encoding="utf-8")
    for separator in ",;\t":  # whatever the spreadsheet of that country splits at
        cells = [cell.strip() for line in text.splitlines() for cell in next(csv.reader([line], delimiter=separator))]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝"))]
    assert "👩\u200d💻" in text and len(rows_of(marked / "marks.csv")) == len(names) + 1 + (kind == "canvas")


@pytest.mark.parametrize(("command", "words"), [
    pytest.param(["--format", "canvas"], "expected the file to write, which ends in .csv, got another", id="no-file"),
    pytest.param(["--format", "canvas", "roster.csv"], "expected a new file, got one that is there", id="there"),
    pytest.param(["--format", "canvas", "no/x.csv"], "got no folder no. Make it", id="no-folder"),
    pytest.param(["09_none", "--format", "canvas", "x.csv"], "expected a released lesson (01_first", id="no-lesson"),
    pytest.param(["--format", "canvas", "x.csv", "--column", "Lesson 1"], "expected LESSON=NAME with", id="column"),
    pytest.param(["--format", "canvas", "x.csv", "--column", f"{LESSON}=Final Score"], "a name that Canvas does not",
                 id="canvas-keeps-it"),
    pytest.param(["--format", "canvas", "x.csv", "--column", f"{LESSON}==1"], "expected a name that is no formula",
                 id="formula"),
])
def test_a_wrong_call_writes_nothing(grader, marked, command, words):
    before = sorted(marked.iterdir())
    done = grader("export", *([] if command[0].startswith("09") else [LESSON]), *command)
    assert done.returncode == 2 and words in done.stderr, done.stderr
    assert sorted(marked.iterdir()) == before


def test_whom_a_platform_cannot_know_is_left_out_and_named(grader, marked):
    text = (marked / "roster.csv").read_text(encoding="utf-8").replace(",104,s-104,zoe,", ",,,,")
    (marked / "roster.csv").write_text(text.replace("ada@example.edu", "=ada@example.edu"), encoding="utf-8")
    done = grader("export", LESSON, "--format", "canvas", "marks.csv")
    assert done.returncode == 1 and "zoe: no canvas_id, sis_id or login in roster.csv" in done.stdout
    assert "ada: the login =ada@example.edu begins like a formula in roster.csv" in done.stdout
    assert [row[1] for row in rows_of(marked / "marks.csv")[2:]] == ["102", "103"]


def test_a_mark_is_the_one_in_the_report(run, graded_class, tmp_path):
    """The whole sample class, from the gradebook that `grader grade` wrote."""
    from grader.marks.reading import read_marks

    folder, _ = graded_class
    done = run("grader", "export", LESSON, "--format", "nbgrader", "--provisional", str(tmp_path / "m.csv"), cwd=folder)
    assert done.returncode == 1 and "mia" in done.stdout  # whose file could not be read
    marks = read_marks(folder, LESSON)
    exported = by_student(tmp_path / "m.csv")
    assert {name: float(exported[name]["score"]) for name in marks} == {name: one.score for name, one in marks.items()}
