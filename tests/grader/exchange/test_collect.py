"""Hand-ins from the archives and folders that platforms make: whose, when, and what happens to earlier ones."""
import csv
import json
import zipfile
from pathlib import Path

import pytest
from exchange_files import METADATA, WORKSHEET, zip_of
from sample_class import LESSON

from grader.classroom.strays import find_strays, list_strays

BOOK = f"{LESSON}.ipynb"
PART = "assignsubmission_file_"
CANVAS = {
    f"lovelaceada_101_5001_{BOOK}": "ada",
    f"núñezjosé_LATE_102_5002_{LESSON}-2.ipynb": "jose",
    "núñezjosé_LATE_102_5003_notes_1_2_x.txt": "notes",
}
MOODLE = {f"Ada Lovelace_11_{PART}/{BOOK}": "ada", f"José 🎓 Núñez_12_{PART}/work/{BOOK}": "jose",
          f"Zoë ONeil_14_{PART}/{BOOK}": "zoe"}
GRADESCOPE = {"assignment_1_export/submission_metadata.yml": METADATA,
              f"assignment_1_export/submission_9001/{BOOK}": "ada",
              f"assignment_1_export/submission_9002/{BOOK}": "jose and eve",
              f"assignment_1_export/submission_9003/{BOOK}": "stranger",
              f"assignment_1_export/submission_9003/__MACOSX/._{BOOK}": "junk"}
INBOUND = {f"ada+{LESSON}+2026-11-19 09:00:00.000000 UTC+abc_-/{BOOK}": "ada's first",
           f"ada+{LESSON}+2026-11-20 09:00:00.000000 UTC+xyz/{BOOK}": "ada",
           f"ada+{LESSON}+2026-11-20 09:00:00.000000 UTC+xyz/timestamp.txt": "1999-01-01 00:00:00 UTC",
           f"ada+{LESSON}+2026-11-20 09:00:00.000000 UTC+xyz/submission_secret.txt": "s3cret",
           f"jose+02_linear_layers+2026-11-20 09:00:00.000000 UTC+x/{BOOK}": "another lesson's"}


def unpack(path: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(content, encoding="utf-8")
    return path


def handed_in(folder: Path) -> dict[str, str]:
    """Return the texts of all that lies in `submitted`, by path, without the lesson's name."""
    top = folder / "submitted"
    return {path.relative_to(top).as_posix().replace(f"/{LESSON}/", "/"): path.read_text(encoding="utf-8")
            for path in sorted(top.rglob("*")) if path.is_file()}


@pytest.fixture(params=["zip", "folder"])
def pack(request, tmp_path):
    """Pack files as an archive, or lay them out as it is unpacked."""
    if request.param == "folder":
        return lambda files: unpack(tmp_path / "unpacked", files)
    return lambda files: zip_of(tmp_path / "submissions.zip", files)


def test_canvas_files_go_to_those_whose_numbers_they_have(grader, folder, pack):
    done = grader("collect", LESSON, str(pack(CANVAS)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert handed_in(folder) == {f"ada/{BOOK}": "ada", f"jose/{BOOK}": "jose", "jose/notes_1_2_x.txt": "notes"}
    assert f"collected: jose: {BOOK}, notes_1_2_x.txt; LATE" in done.stdout
    assert "Nothing handed in by 2 of the roster: eve, zoe" in done.stdout
    assert "LATE, but the archive doesn't say when: jose." in done.stdout
    rows = list(csv.DictReader((folder / "collected.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["learner"], row["late"]) for row in rows] == [("ada", ""), ("jose", "LATE")]


def test_an_archive_of_another_lesson_is_noticed_and_named(grader, folder, tmp_path):
    archive = zip_of(tmp_path / "a.zip", {"lovelaceada_101_1_02_linear_layers.ipynb": "x"})
    done = grader("collect", LESSON, str(archive))
    assert done.returncode == 1 and handed_in(folder) == {}
    assert f"not collected: ada: this is 02_linear_layers, not {LESSON}." in done.stdout


def test_a_roster_with_first_names_first_finds_canvas_s_files_too(grader, folder, tmp_path):
    (folder / "roster.csv").write_text("learner,name,canvas_id\nada,Ada King Lovelace,101\n")
    archive = zip_of(tmp_path / "a.zip", {f"lovelaceadaking_101_1_{BOOK}": "x"})
    assert grader("collect", LESSON, str(archive)).returncode == 0
    assert handed_in(folder) == {f"ada/{BOOK}": "x"}


def test_moodle_folders_go_to_those_whose_full_names_they_have(grader, folder, pack):
    done = grader("collect", LESSON, str(pack(MOODLE)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert handed_in(folder) == {f"ada/{BOOK}": "ada", f"jose/work/{BOOK}": "jose", f"zoe/{BOOK}": "zoe"}
    assert f"ada: {BOOK}; found by the full name" in done.stdout


def test_moodle_files_without_folders_are_read_too(grader, folder, tmp_path):
    files = {f"Ada Lovelace_11_{PART}{BOOK}": "ada", f"Zoë ONeil_14_{PART}a_1_assignsubmission_file_b.ipynb": "zoe"}
    assert grader("collect", LESSON, str(zip_of(tmp_path / "m.zip", files))).returncode == 0
    assert handed_in(folder) == {f"ada/{BOOK}": "ada", "zoe/a_1_assignsubmission_file_b.ipynb": "zoe"}


def test_two_of_one_name_are_told_apart_by_moodle_s_worksheet_alone(grader, folder, tmp_path):
    twins = {f"Ada Lovelace_11_{PART}/{BOOK}": "ada", f"Ada Lovelace_12_{PART}/{BOOK}": "eve"}
    archive = str(zip_of(tmp_path / "m.zip", twins))
    done = grader("collect", LESSON, archive)
    assert done.returncode == 1 and handed_in(folder) == {}
    assert done.stdout.count("not collected: Ada Lovelace_1") == 2 and "--worksheet" in done.stdout
    (tmp_path / "worksheet.csv").write_text(WORKSHEET, encoding="utf-8")
    assert grader("collect", LESSON, archive, "--worksheet", str(tmp_path / "worksheet.csv")).returncode == 0
    assert handed_in(folder) == {f"ada/{BOOK}": "ada", f"eve/{BOOK}": "eve"}


def test_gradescope_says_whose_and_when_and_a_group_shares(grader, folder, pack):
    done = grader("collect", LESSON, str(pack(GRADESCOPE)))
    assert done.returncode == 1
    assert handed_in(folder) == {
        f"ada/{BOOK}": "ada", "ada/timestamp.txt": "2026-11-20 18:15:02.123456 UTC",
        f"jose/{BOOK}": "jose and eve", "jose/timestamp.txt": "2026-11-21 00:00:00.000000 UTC",
        f"eve/{BOOK}": "jose and eve", "eve/timestamp.txt": "2026-11-21 00:00:00.000000 UTC"}
    assert "submission_9003: nobody in roster.csv is A stranger (SID 999, stranger@example.edu)" in done.stdout


def test_of_nbgrader_s_exchange_the_last_hand_in_counts(grader, folder, tmp_path):
    done = grader("collect", LESSON, str(unpack(tmp_path / "inbound", INBOUND)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert handed_in(folder) == {f"ada/{BOOK}": "ada", "ada/submission_secret.txt": "s3cret",
                                 "ada/timestamp.txt": "2026-11-20 09:00:00.000000 UTC"}


@pytest.mark.parametrize("files", [
    pytest.param({"ada.ipynb": "x"}, id="file"), pytest.param({"101.ipynb": "x"}, id="file-by-id"),
    pytest.param({f"ada_{BOOK}": "x"}, id="file-with-the-lesson"), pytest.param({f"ada/{BOOK}": "x"}, id="folder"),
    pytest.param({f"Lovelace, Ada/{BOOK}": "x"}, id="by-name"),
    pytest.param({f"ADA@example.edu/{BOOK}": "x"}, id="email"),
    pytest.param({f"ada/{LESSON}/{BOOK}": "x"}, id="as-in-submitted"),
    pytest.param({f"Downloads/ada/{BOOK}": "x", f"Downloads/zoe/{BOOK}": "z"}, id="folder-around"),
])
def test_folders_and_files_named_after_learners(grader, folder, pack, files):
    assert grader("collect", LESSON, str(pack(files))).returncode == 0
    assert handed_in(folder)[f"ada/{BOOK}"] == "x"


@pytest.mark.parametrize(("files", "words"), [
    pytest.param({f"ada/{BOOK}": "x", f"bob/{BOOK}": "x"}, "nobody in roster.csv with bob", id="unknown"),
    pytest.param({"ada.ipynb": "x", f"ada/{BOOK}": "x"}, "more than one hand-in of ada", id="two-of-one"),
    pytest.param({"ada.pdf": "x"}, "ada.pdf, and no notebook. Ask for the notebook", id="no-notebook"),
    pytest.param({f"lovelaceada_101_1_{BOOK}": "x", f"stranger_909_2_{BOOK}": "x"},
                 "nobody in roster.csv has the canvas_id 909. Export the gradebook", id="canvas-unknown"),
    pytest.param({f"anon_x1Yz_2_{BOOK}": "x"}, "graded anonymously", id="canvas-anonymous"),
    pytest.param({"lovelaceada_101_text.html": "x"}, "typed into Canvas by ada, no file", id="canvas-text"),
    pytest.param({f"lovelaceada_101_1_{BOOK}": "x", f"lovelaceada_101_2_{BOOK}": "y"}, "two files", id="canvas-twice"),
    pytest.param({"Ada Lovelace_11_assignsubmission_onlinetext_/onlinetext.html": "x"}, "a text typed into Moodle",
                 id="moodle-text"),
    pytest.param({f"Participant_11_{PART}/{BOOK}": "x"}, "nobody in roster.csv has the full name", id="moodle-blind"),
])
def test_what_is_nobody_s_is_named_and_not_guessed(grader, folder, tmp_path, files, words):
    done = grader("collect", LESSON, str(zip_of(tmp_path / "a.zip", files)))
    assert done.returncode == 1 and words in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("name", [
    pytest.param(f"x_101_888__103_99_{BOOK}", id="another's-number-in-the-name"),
    pytest.param(f"lovelaceada_101_888__103_99_{BOOK}", id="another's-name-and-number"),
    pytest.param(f"cmdccalca0_101_99_{BOOK}", id="eve's-name-with-ada's-number"),
])
def test_who_renames_themselves_in_canvas_hands_in_for_nobody_else(grader, folder, tmp_path, name):
    done = grader("collect", LESSON, str(zip_of(tmp_path / "a.zip", {name: "x"})))
    assert done.returncode == 1 and handed_in(folder) == {}, done.stdout


def test_an_earlier_hand_in_is_kept_and_the_same_one_left_alone(grader, folder, tmp_path):
    def collect(content: str):
        archive = zip_of(tmp_path / "a.zip", {f"lovelaceada_101_1_{BOOK}": content})
        done = grader("collect", LESSON, str(archive))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "replaces" not in collect("first")
    assert "0 collected, 1 unchanged" in collect("first") and not (folder / "replaced").exists()
    assert "ada: 01_first_computation.ipynb; replaces an earlier one" in collect("second")
    collect("third")
    assert handed_in(folder) == {f"ada/{BOOK}": "third"}
    kept = folder / "replaced" / "ada"
    assert (kept / LESSON / BOOK).read_text() == "first" and (kept / f"{LESSON}-2" / BOOK).read_text() == "second"
    rows = list(csv.DictReader((folder / "collected.csv").read_text().splitlines()))
    assert [row["replaced"] for row in rows] == ["", f"replaced/ada/{LESSON}", f"replaced/ada/{LESSON}-2"]


def test_an_older_hand_in_replaces_no_newer_one(grader, folder, tmp_path):
    assert grader("collect", LESSON, str(unpack(tmp_path / "new", INBOUND))).returncode == 0
    old = {name: content for name, content in INBOUND.items() if "11-19" in name}
    done = grader("collect", LESSON, str(unpack(tmp_path / "old", old)))
    assert done.returncode == 1 and "got an older hand-in than the one that is there" in done.stdout
    assert handed_in(folder)[f"ada/{BOOK}"] == "ada"


def test_a_learner_cannot_bring_a_time_along(grader, folder, tmp_path):
    files = {f"Ada Lovelace_11_{PART}/{BOOK}": "ada", f"Ada Lovelace_11_{PART}/Timestamp.TXT": "1999-01-01 00:00 UTC"}
    done = grader("collect", LESSON, str(zip_of(tmp_path / "m.zip", files)))
    assert handed_in(folder) == {f"ada/{BOOK}": "ada"} and "its own timestamp.txt was left out" in done.stdout


def test_a_dry_run_says_it_all_and_writes_nothing(grader, folder, tmp_path):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = grader("collect", LESSON, str(zip_of(tmp_path / "a.zip", CANVAS)), "--dry-run")
    assert f"would collect: ada: {BOOK}" in done.stdout and "2 would be collected" in done.stdout
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("command", "words"), [
    pytest.param(["collect", "07_nothing", "a.zip"], "expected a released lesson (01_first_computation)", id="lesson"),
    pytest.param(["collect", LESSON, "nowhere.zip"], "expected a folder or a zip archive, got: No", id="path"),
    pytest.param(["collect", LESSON, "roster.csv"], "expected a folder or a whole zip archive", id="no-archive"),
    pytest.param(["collect", LESSON, "a.zip", "--kind", "moodle"], "expected files as moodle names them", id="kind"),
    pytest.param(["collect", LESSON, "a.zip", "--worksheet", "w.csv"], "with an archive of Moodle's", id="worksheet"),
    pytest.param(["collect", LESSON, "mixed.zip"], "as canvas packs it, got also README.txt", id="mixed"),
])
def test_a_wrong_call_is_refused_and_changes_nothing(grader, folder, command, words):
    zip_of(folder / "a.zip", CANVAS)
    zip_of(folder / "mixed.zip", CANVAS | {"README.txt": "x"})
    done = grader(*command)
    assert done.returncode == 2 and words in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr
    assert handed_in(folder) == {} and not (folder / ".collect").exists()


@pytest.mark.parametrize("moved", [0, 1])
def test_a_plan_that_was_left_is_finished_wherever_it_stopped(grader, folder, tmp_path, moved):
    """The states in which a killed call leaves the folder: nothing moved, or the earlier hand-in moved away."""
    unpack(folder / ".collect", {f"0/{BOOK}": "new", "plan.json": json.dumps([
        {"lesson": LESSON, "learner": "ada", "handed_in": "", "late": "", "from": "a.zip", "collected": "now"}])})
    unpack(folder / ("replaced" if moved else "submitted") / "ada" / LESSON, {BOOK: "old"})
    done = grader("collect", LESSON, str(zip_of(tmp_path / "a.zip", {f"oneilzoë_104_2_{BOOK}": "zoe"})))
    assert "Finished what an earlier call had begun: ada" in done.stdout, done.stderr
    assert handed_in(folder) == {f"ada/{BOOK}": "new", f"zoe/{BOOK}": "zoe"}
    assert (folder / "replaced" / "ada" / LESSON / BOOK).read_text() == "old" and not (folder / ".collect").exists()


def test_what_is_collected_can_be_graded(run, folder, tmp_path):
    from sample_class import LEARNERS, fill

    from grader.kernels import sandbox

    if sandbox.available():
        pytest.skip("no sandbox here")
    released = folder / "release" / LESSON / BOOK
    archive = zip_of(tmp_path / "a.zip", {f"lovelaceada_101_1_{BOOK}": fill(released, LEARNERS["ada"])})
    assert run("grader", "collect", LESSON, str(archive), cwd=folder).returncode == 0
    done = run("grader", "grade", LESSON, cwd=folder)
    assert done.returncode == 0 and "1 graded, 0 refused" in done.stdout, done.stdout + done.stderr


def test_a_name_in_utf_8_that_does_not_say_so_is_read(grader, folder, tmp_path):
    path = zip_of(tmp_path / "a.zip", {f"núñezjosé_102_1_{BOOK}": "x"})
    raw = path.read_bytes()
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):  # without the flag, as Ruby's zip writes it
        at = raw.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
        raw = raw[:at] + b"\0\0" + raw[at + 2:]
    path.write_bytes(raw)
    with zipfile.ZipFile(path) as archive:
        assert "é" not in archive.namelist()[0]
    assert grader("collect", LESSON, str(path)).returncode == 0
    assert handed_in(folder) == {f"jose/{BOOK}": "x"}


def test_two_commands_at_once_lose_nothing(grader, folder, tmp_path):
    from filelock import FileLock

    archive = str(zip_of(tmp_path / "a.zip", CANVAS))
    with FileLock(folder / ".collect.lock"):
        done = grader("collect", LESSON, archive)
        assert done.returncode == 2 and "got another `grader collect` at work" in done.stderr
    assert grader("collect", LESSON, archive).returncode == 0


def test_how_many_tries_it_took_comes_along_if_it_was_handed_in(grader, folder, tmp_path):
    told = '{"format": 1, "questions": {"gradient": {"tries": 3, "hints": 2}}}'
    place = f"ada+{LESSON}+2026-11-20 09:00:00.000000 UTC+xyz"
    done = grader("collect", LESSON, str(unpack(tmp_path / "inbound", {
        f"{place}/{BOOK}": "ada", f"{place}/effort.json": told})))
    assert (done.returncode, done.stderr) == (0, "") and "not collected:" not in done.stdout
    assert (folder / "submitted" / "ada" / LESSON / "effort.json").read_text() == told
    assert list_strays(find_strays(folder, LESSON)) == []
