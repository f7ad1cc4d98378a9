"""Tricks of archives and of those who hand in: nothing leaves its place, and one learner stops nobody else."""
import os
import stat
import struct
import subprocess
import zipfile

import pytest
from conftest import PROGRAMS
from exchange_files import METADATA, zip_bytes, zip_of, zip_with
from sample_class import LESSON

BOOK = f"{LESSON}.ipynb"
ADA, ZOE = f"lovelaceada_101_1_{BOOK}", f"oneilzoë_104_2_{BOOK}"
LINK, DEVICE, FIFO = stat.S_IFLNK | 0o777, stat.S_IFCHR | 0o666, stat.S_IFIFO | 0o666


def tree(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.name != ".collect.lock"}


@pytest.mark.parametrize(("name", "words"), [
    ("../../evil_101_1_x.ipynb", "leads elsewhere"), ("/etc/evil_101_1_x.ipynb", "leads elsewhere"),
    ("a/../../evil_101_1_x.ipynb", "leads elsewhere"), ("..\\..\\evil_101_1_x.ipynb", "leads elsewhere"),
    ("C:/evil_101_1_x.ipynb", "leads elsewhere"), ("a//evil_101_1_x.ipynb", "leads elsewhere"),
    ("./evil_101_1_x.ipynb", "leads elsewhere"),
])
def test_an_archive_that_leads_out_of_its_place_is_refused_whole(grader, folder, tmp_path, name, words):
    archive = zip_of(tmp_path / "a.zip", {ADA: "x", name: "evil"})
    before = tree(folder)
    done = grader("collect", LESSON, str(archive))
    assert done.returncode == 2 and words in done.stderr and "Nothing was collected" in done.stderr
    assert tree(folder) == before


def overlapping(path):
    """Two entries that share the same packed bytes."""
    zip_of(path, {ADA: "x" * 50_000, ZOE: "x" * 50_000})
    raw = bytearray(path.read_bytes())
    second = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 4)
    struct.pack_into("<L", raw, second + 42, 0)  # the second one's offset is the first one's
    struct.pack_into("<L", raw, second + 20, len(raw))  # and it is as large as the archive
    path.write_bytes(raw)
    return path


def encrypted(path):
    zip_of(path, {ADA: "x"})
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    return path


def damaged(path):
    zip_of(path, {ADA: "x" * 1000, ZOE: os.urandom(5000)})
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") - 100] ^= 0xFF
    path.write_bytes(raw)
    return path


def half(path):
    zip_of(path, {ADA: "x" * 1000, ZOE: os.urandom(5000)})
    path.write_bytes(path.read_bytes()[:3000])
    return path


def packed_too_well(path):
    return zip_of(path, {f"lovelaceada_101_{n}_{n}.txt": b"\0" * 19_000_000 for n in range(30)})


def packed_otherwise(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(ADA, "x")
    return path


@pytest.mark.parametrize(("make", "words"), [
    pytest.param(lambda path: zip_with(path, [(ADA, "a", 0), (ADA, "b", 0)]), "expected each file once", id="twice"),
    pytest.param(lambda path: zip_with(path, [("a_1_1_b", "a", 0), ("a_1_1_b/c", "b", 0)]), "below a file", id="both"),
    pytest.param(overlapping, "files that share their bytes, as bombs do", id="overlapping"),
    pytest.param(encrypted, "which is encrypted", id="encrypted"),
    pytest.param(damaged, "whole, got", id="damaged"),
    pytest.param(half, "expected a folder or a whole zip archive", id="half"),
    pytest.param(packed_too_well, "300 bytes from one that is packed", id="ratio"),
    pytest.param(packed_otherwise, "packed in a way", id="method"),
    pytest.param(lambda path: zip_of(path, {}), "got nothing in it", id="empty"),
])
def test_a_trick_or_half_an_archive_is_refused_whole(grader, folder, tmp_path, make, words):
    before = tree(folder)
    done = grader("collect", LESSON, str(make(tmp_path / "a.zip")))
    assert done.returncode == 2 and words in done.stderr, done.stdout + done.stderr
    assert tree(folder) == before


def test_too_many_files_are_refused_before_any_is_read(grader, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("grader.exchange.archives.MAX_ENTRIES", 100)
    done = grader("collect", LESSON, str(zip_of(tmp_path / "a.zip", {f"a_101_{n}_x": "" for n in range(101)})))
    assert done.returncode == 2 and "expected at most 100 files, got 101" in done.stderr


MOODLE = "Ada Lovelace_11_assignsubmission_file_"
OTHER = (f"Zoë ONeil_14_assignsubmission_file_/{BOOK}", "zoe", 0)


@pytest.mark.parametrize(("entries", "words"), [
    pytest.param([(f"{MOODLE}/{BOOK}", "/etc/passwd", LINK)], "is a link. Ask for the file itself", id="link"),
    pytest.param([(f"{MOODLE}/{BOOK}", "", DEVICE)], "is a device", id="device"),
    pytest.param([(f"{MOODLE}/{BOOK}", "", FIFO)], "is a FIFO", id="fifo"),
    pytest.param([(f"{MOODLE}/{BOOK}", "a", 0), (f"{MOODLE}/{BOOK.upper()}", "b", 0)], "some systems take for one",
                 id="capitals"),
    pytest.param([(f"{MOODLE}/A/{BOOK}", "a", 0), (f"{MOODLE}/a/x", "b", 0)], "some systems", id="folders"),
    pytest.param([(f"{MOODLE}/é.ipynb", "a", 0), (f"{MOODLE}/e\u0301.ipynb", "b", 0)], "some systems", id="accents"),
    pytest.param([(f"{MOODLE}/a\u202eb.ipynb", "a", 0)], r"the file name a\u202eb.ipynb", id="turned-around"),
    pytest.param([(f"{MOODLE}/a\x1b[2J\nb.ipynb", "a", 0)], r"the file name a\x1b[2J\x0ab.ipynb", id="steers-terminal"),
    pytest.param([(f"{MOODLE}/{'n' * 250}.ipynb", "a", 0)], "the file name nnn", id="long"),
    pytest.param([(f"{MOODLE}/{'a/' * 17}b.ipynb", "a", 0)], "lies too deep", id="deep"),
    pytest.param([(f"{MOODLE}/{BOOK}", b"\0" * 20_000_001, 0)], "has more than 20 MB", id="huge"),
    pytest.param([(f"{MOODLE}/{BOOK}", "a", 0), *((f"{MOODLE}/{n}", b"\0" * 7_000_000, 0) for n in range(3))],
                 "more than 20 MB of files beside", id="huge-beside"),
    pytest.param([(f"{MOODLE}/{n}", "", 0) for n in range(10_001)], "10,001 files", id="many"),
    pytest.param([(f"{MOODLE}/all.zip", zip_bytes({BOOK: "x"}), 0)], "Archives are not unpacked", id="nested"),
])
def test_what_a_learner_can_bring_about_stops_that_learner_alone(grader, folder, tmp_path, entries, words):
    done = grader("collect", LESSON, str(zip_with(tmp_path / "a.zip", [*entries, OTHER])))
    assert done.returncode == 1 and words in done.stdout, done.stdout + done.stderr
    assert all(line.isprintable() for line in done.stdout.splitlines())
    assert [path.name for path in (folder / "submitted").iterdir()] == ["zoe"]


def test_links_and_devices_in_a_folder_are_not_followed(grader, folder, tmp_path):
    place = tmp_path / "hand-ins"
    for name in ("ada", "jose", "eve"):
        (place / name).mkdir(parents=True)
    (place / "ada" / BOOK).symlink_to(folder / ".grader-secret")
    os.mkfifo(place / "jose" / BOOK)
    (place / "eve" / BOOK).write_text("x")
    (place / "zoe").symlink_to(folder)
    done = grader("collect", LESSON, str(place))
    assert done.returncode == 1 and "is a link" in done.stdout and "is a FIFO" in done.stdout
    assert [path.name for path in (folder / "submitted").iterdir()] == ["eve"]


def test_a_link_where_a_hand_in_is_to_go_is_not_written_through(grader, folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (folder / "submitted" / "ada").symlink_to(tmp_path / "elsewhere")
    done = grader("collect", LESSON, str(zip_of(tmp_path / "a.zip", {ADA: "x", ZOE: "z"})))
    assert done.returncode == 1 and "expected submitted/ada to be a folder, got a link" in done.stdout
    assert not list((tmp_path / "elsewhere").iterdir()) and (folder / "submitted" / "zoe" / LESSON / BOOK).exists()


@pytest.mark.parametrize(("metadata", "words"), [
    pytest.param("[" * 5000, "metadata, got", id="deep"),
    pytest.param("a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}x]\n" for n in range(1, 40)),
                 "does not say whose it is", id="aliases"),
    pytest.param("- 1\n- 2\n", "expected a submission by name, got a list", id="list"),
    pytest.param("submission_9001: !!python/object/apply:os.system ['touch owned']\n", "does not say whose it is",
                 id="runs-code"),
    pytest.param("submission_9001:\n  :submitters:\n  - :name: {a: b}\n    :sid: [1]\n", "nobody in roster.csv is",
                 id="other-types"),
    pytest.param("a: b: c", "metadata, got", id="no-yaml"),
])
def test_metadata_that_are_none_harm_nobody(grader, folder, tmp_path, metadata, words):
    files = {"e/submission_metadata.yml": metadata, f"e/submission_9001/{BOOK}": "x"}
    done = grader("collect", LESSON, str(zip_of(tmp_path / "a.zip", files)))
    assert done.returncode in (1, 2) and words in done.stdout + done.stderr
    assert not (folder / "owned").exists() and not list((folder / "submitted").iterdir())


def test_where_there_is_no_room_nothing_changes(folder, tmp_path):
    """The system refuses files of more than 8 kB, as it would any on a full disk: the second hand-in does not fit."""
    archive = zip_of(tmp_path / "a.zip", {ADA: "x", ZOE: os.urandom(50_000)})
    before = tree(folder)
    command = ["bash", "-c", 'ulimit -f 8; exec "$@"', "-", str(PROGRAMS / "grader"), "collect", LESSON, str(archive)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 2 and "File too large. Nothing was collected" in done.stderr, done.stderr
    assert tree(folder) == before


def test_gradescope_s_own_metadata_are_read(grader, folder, tmp_path):
    files = {"e/submission_metadata.yml": METADATA, f"e/submission_9001/{BOOK}": "x"}
    assert grader("collect", LESSON, str(zip_of(tmp_path / "a.zip", files))).returncode == 0
