"""The roster: shown, imported from what an LMS exports, and refused line by line where it is wrong."""
import re

import pytest
from exchange_files import CANVAS, GRADESCOPE, MOODLE, ROSTER, WORKSHEET

from grader.errors import WrongCall
from grader.exchange.roster import read_roster


def said(done) -> str:
    assert done.returncode == 2 and done.stderr.startswith("grader: "), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture
def new(folder):
    (folder / "roster.csv").unlink()
    return folder


def test_the_roster_is_shown_with_its_ids(grader):
    done = grader("roster")
    assert done.returncode == 0, done.stderr
    assert "ada: Lovelace, Ada, email ada@example.edu, canvas_id 101, sis_id s-101" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("4 learners: 4 with name, 4 with email, 4 with canvas_id")


def test_without_one_it_says_how_to_get_one(grader, new):
    assert "call `grader roster FILE.csv`, or write the file: a line `learner,name,email`" in said(grader("roster"))


@pytest.mark.parametrize(("export", "field", "values"), [
    pytest.param(CANVAS, "canvas_id", ["101", "102", "103"], id="canvas"),
    pytest.param(MOODLE, "moodle_id", ["m-1", "m-2", "m-3"], id="moodle"),
    pytest.param(GRADESCOPE, "gradescope_id", ["101", "102", "103"], id="gradescope"),
    pytest.param(WORKSHEET, "email", ["ada@example.edu", "eve@example.edu"], id="moodle-worksheet"),
    pytest.param(CANVAS.replace(",", ";").replace("; ", ", "), "canvas_id", ["101", "102", "103"], id="semicolons"),
    pytest.param("sep=,\n" + CANVAS, "canvas_id", ["101", "102", "103"], id="excel-says-what-it-splits-at"),
    pytest.param(CANVAS.replace("\n", "\r\n"), "canvas_id", ["101", "102", "103"], id="windows"),
])
def test_what_an_lms_exports_becomes_the_roster(grader, new, export, field, values):
    (new / "export.csv").write_text(export, encoding="utf-8", newline="")
    done = grader("roster", "export.csv")
    assert done.returncode == 0, done.stderr
    people = read_roster(new).people
    assert [getattr(one, field) for one in people] == values
    assert people[0].learner == "ada" and people[-1].learner == "eve" and people[0].name.endswith(("Ada", "Lovelace"))


def test_an_export_in_utf_16_with_tabs_is_read_as_excel_writes_it(grader, new):
    lines = [line.split(",") for line in ("Name,SID,Email", "José,7,jose@example.edu")]
    (new / "export.csv").write_bytes("\n".join("\t".join(line) for line in lines).encode("utf-16"))
    assert grader("roster", "export.csv").returncode == 0
    assert read_roster(new).people[0].name == "José"


def test_several_platforms_fill_one_roster_and_nothing_is_lost(grader, new):
    for name, export in (("c", CANVAS), ("m", MOODLE), ("g", GRADESCOPE)):
        (new / f"{name}.csv").write_text(export, encoding="utf-8")
        assert grader("roster", f"{name}.csv").returncode == 0
    ada, jose, eve = read_roster(new).people
    assert (ada.canvas_id, ada.moodle_id, ada.gradescope_id, ada.section) == ("101", "m-1", "101", "Group 1")
    assert jose.name == "Núñez, José 🎓" and eve.learner == "eve"
    later = MOODLE.replace("Eve", "Fay").replace("eve", "fay").replace("m-3", "m-9")
    (new / "m.csv").write_text(later, encoding="utf-8")
    done = grader("roster", "m.csv")
    assert "new: fay" in done.stdout and "not in m.csv: eve" in done.stdout
    assert [one.learner for one in read_roster(new).people] == ["ada", "jose", "eve", "fay"]


def test_a_name_like_a_formula_is_a_text_in_the_file_and_itself_when_read(grader, new):
    (new / "export.csv").write_text(CANVAS, encoding="utf-8")
    assert grader("roster", "export.csv").returncode == 0
    text = (new / "roster.csv").read_text(encoding="utf-8")
    assert "\"'=cmd|' /C calc'!A0\"" in text and '"=' not in text
    assert read_roster(new).people[2].name == "=cmd|' /C calc'!A0"


def test_a_dry_run_writes_nothing(grader, folder):
    (folder / "export.csv").write_text(CANVAS.replace("101", "777"), encoding="utf-8")
    done = grader("roster", "export.csv", "--dry-run")
    assert "changed: ada" in done.stdout and (folder / "roster.csv").read_text(encoding="utf-8") == ROSTER


@pytest.mark.parametrize(("text", "words"), [
    pytest.param("name,email\nAda,a@b\n", "expected a column learner, got name, email", id="no-learner"),
    pytest.param("learner,cavas_id\nada,1\n", "got cavas_id. Did you mean canvas_id?", id="misspelled-column"),
    pytest.param("learner,email,email\nada,a@b,a@b\n", "expected one column email, got 2", id="column-twice"),
    pytest.param("learner\nada\nbo\nADA\n", "line 4: expected another learner than line 2, got ADA again", id="twice"),
    pytest.param("learner,email\nada,A@x.y\nbo,a@x.Y\n", "line 3: expected another email than line 2", id="same-email"),
    pytest.param("learner,email\nada,ada\n", "line 2: expected an email address, got ada", id="no-address"),
    pytest.param("learner,canvas_id\nada,1.23E+11\n", "which a spreadsheet has shortened", id="spoilt-by-excel"),
    pytest.param("learner\n../../etc\n", "line 2: expected the name of a folder as learner", id="leads-elsewhere"),
    pytest.param("learner\n.ssh\n", "line 2: expected the name of a folder", id="hidden"),
    pytest.param("learner,name\na\u202eb,x\n", r"got a\u202eb", id="turned-around"),
    pytest.param("learner,name\nada\n", "line 2: expected 2 cells, as many as there are columns, got 1", id="cut-off"),
    pytest.param("learner,name\nada,Lovelace, Ada\n", "got 3. Put a cell with a comma into quotes", id="comma"),
    pytest.param('learner,name\nada,"Love', "Is the file whole?", id="quote-left-open"),
    pytest.param("", "got an empty file", id="empty"),
])
def test_a_wrong_roster_is_refused_and_says_where(folder, text, words):
    (folder / "roster.csv").write_text(text, encoding="utf-8")
    with pytest.raises(WrongCall, match=re.escape(words)):
        read_roster(folder)


@pytest.mark.parametrize(("raw", "words"), [
    pytest.param("learner,name\nada,x\njose,José\n".encode("latin-1"), "line 3: expected text in UTF-8", id="latin-1"),
    pytest.param(b"PK\x03\x04 and so on", "got a workbook or an archive", id="workbook"),
    pytest.param(b"learner\nada\0\n", "got one with zero bytes", id="zero-bytes"),
])
def test_a_file_in_another_form_is_refused_and_says_how_to_save_it(grader, folder, raw, words):
    (folder / "roster.csv").write_bytes(raw)
    assert words in (told := said(grader("roster"))) and "CSV UTF-8" in told


@pytest.mark.parametrize(("text", "words"), [
    pytest.param("Vorname,Nachname\nAda,Lovelace\n", "Export it again, in English", id="another-language"),
    pytest.param("SID,Email\n1,ada@example.edu\n2,jose@example.edu\n1,eve@example.edu\n", "are those of ada, eve",
                 id="two-people-in-one"),
])
def test_a_wrong_export_leaves_the_roster_alone(grader, folder, text, words):
    (folder / "export.csv").write_text(text, encoding="utf-8")
    assert words in said(grader("roster", "export.csv"))
    assert (folder / "roster.csv").read_text(encoding="utf-8") == ROSTER


def test_two_who_would_share_a_folder_get_two(grader, new):
    (new / "export.csv").write_text("Name,SID,Email\nA,1,kim@a.edu\nB,2,kim@b.edu\n", encoding="utf-8")
    assert grader("roster", "export.csv").returncode == 0
    assert [one.learner for one in read_roster(new).people] == ["kim", "kim@b.edu"]


def test_capitals_alone_change_no_address():
    from grader.exchange.roster import Person, Roster, merge

    roster = Roster((Person("ada", "Lovelace, Ada", "ada@example.edu"),))
    merged = merge(roster, [Person("", "Lovelace, Ada", "Ada@Example.EDU", gradescope_id="s-1")], "g.csv")
    assert merged.roster.people == (Person("ada", "Lovelace, Ada", "ada@example.edu", gradescope_id="s-1"),)
