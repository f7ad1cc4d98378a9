"""Finding and reading what was handed in, on small folders that are wrong in one way each."""
import os
import socket
from pathlib import Path

import pytest

from grader.classroom import plain_files
from grader.classroom.names import to_file_name
from grader.classroom.plain_files import MAX_DEPTH, MAX_ENTRIES, open_folder
from grader.classroom.submissions import (
    MAX_BYTES,
    HandIn,
    choose_notebooks,
    find_submissions,
    read_hand_in,
    read_own_files,
)
from grader.errors import Refused
from grader.printable import printable

LESSON = "01_topic"


@pytest.fixture(params=[True, False], ids=["descriptors", "paths"])
def place(request, tmp_path, monkeypatch) -> Path:
    """Where ada's hand-in lies, read by descriptors, and by paths as on systems that have none."""
    if request.param and not plain_files.HAS_DESCRIPTORS:
        pytest.skip("this system has none")
    monkeypatch.setattr(plain_files, "HAS_DESCRIPTORS", request.param)
    folder = tmp_path / "submitted" / "ada" / LESSON
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.ipynb").write_bytes(b"{}")
    (tmp_path / "secret.txt").write_text("SECRET")
    return folder


def read(place: Path, *due: str) -> HandIn:
    (submission,) = find_submissions(place.parents[2], LESSON)
    return read_hand_in(submission, [LESSON], due)


def test_notebooks_files_and_time_are_read_and_nothing_hidden(place):
    (place / "data" / ".hidden").mkdir(parents=True)
    for name in ("data/a.csv", ".hidden", "b.ipynb", "data/c.ipynb", "._d.ipynb", "timestamp.txt", "Icon\r",
                 "data/.hidden/e", "Screenshot 9.41\u202fAM.png", "data/timestamp.txt"):
        (place / name).write_text(name)
    (place / ".link").symlink_to("/etc")
    found = read(place)
    assert found.notebooks == {LESSON: b"{}"} and found.stamp == b"timestamp.txt" and found.folders == {"data"}
    assert {*found.files} == {"data/a.csv", "Screenshot 9.41\u202fAM.png", "data/timestamp.txt"}


def in_place(path: Path, kind: str) -> None:
    """Put something else where a file is due."""
    path.unlink(missing_ok=True)
    if kind == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            here = os.getcwd()
            os.chdir(path.parent)  # a socket's path must be short
            server.bind(path.name)
            os.chdir(here)
        return
    {"link": lambda: path.symlink_to(path.parents[3] / "secret.txt"), "FIFO": lambda: os.mkfifo(path),
     "folder": path.mkdir}[kind]()


@pytest.mark.parametrize("kind", ["link", "FIFO", "socket", "folder"])
@pytest.mark.parametrize("name", [f"{LESSON}.ipynb", "timestamp.txt", "predictions.csv", "other.ipynb", "data/x.csv"])
def test_what_is_no_file_is_refused_by_name(place, name, kind):
    (place / "data").mkdir()
    in_place(place / name, kind)
    if kind == "folder" and name.endswith("csv"):
        assert read(place).folders == {"data", name}
        with pytest.raises(Refused, match=f"^{name}: expected a file, got a folder. Remove the folder"):
            read(place, name)
    else:
        with pytest.raises(Refused, match=f"^{name}: expected a file, got a {kind}. Ask for the file itself.$"):
            read(place)


@pytest.mark.parametrize("levels", [1, 2])
@pytest.mark.parametrize("target", ["there", "/etc", "nowhere", "loop"])
def test_a_linked_folder_is_refused_by_name(place, levels, target):
    linked = place if levels == 1 else place.parent
    linked.rename(place.parents[2] / "there")
    linked.symlink_to({"there": place.parents[2] / "there", "loop": linked}.get(target, target))
    name = "submitted/ada" + f"/{LESSON}" * (levels == 1)
    with pytest.raises(Refused, match=f"^{name}: expected a folder, got a link. Ask for the folder itself.$"):
        read(place)


def test_a_file_where_the_lessons_folder_is_due_is_refused_by_name(place):
    place.rename(place.parents[2] / "there")
    place.touch()
    with pytest.raises(Refused, match=f"^submitted/ada/{LESSON}: expected a folder, got a file"):
        read(place)


def test_what_lies_beside_the_learners_folders_is_no_hand_in(place):
    for name in ("grades.csv", ".DS_Store"):
        (place.parents[1] / name).touch()
    (place.parents[1] / "bob" / "02_other").mkdir(parents=True)
    assert [one.learner for one in find_submissions(place.parents[2], LESSON)] == ["ada"]


def test_the_class_folder_itself_may_be_reached_through_links(place, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "submitted").rename(tmp_path / "elsewhere" / "submitted")
    (tmp_path / "submitted").symlink_to("elsewhere/submitted")
    assert read(place).notebooks == {LESSON: b"{}"}


@pytest.mark.parametrize("levels", [0, 1, 2])
def test_what_was_exchanged_for_a_link_meanwhile_is_not_followed(place, levels):
    """From finding to reading, time passes."""
    (submission,) = find_submissions(place.parents[2], LESSON)
    path = (place / f"{LESSON}.ipynb", place, place.parent)[levels]
    path.rename(place.parents[2] / "there")
    path.symlink_to(place.parents[2] / "there")
    with pytest.raises(Refused, match="got a link"):
        read_hand_in(submission, [LESSON])


@pytest.mark.parametrize(("name", "size", "words"), [
    (f"{LESSON}.ipynb", MAX_BYTES + 1, "expected at most 20 MB, got 21 MB. Ask for the notebook without its outputs."),
    (f"{LESSON}.ipynb", 10**12, "expected at most 20 MB, got 1000000 MB."),
    ("x.csv", MAX_BYTES + 1, "expected at most 20 MB, got 21 MB. Ask for a smaller file."),
    ("timestamp.txt", 101, "expected at most 100 bytes, got 101 bytes."),
])
def test_a_file_that_is_too_large_is_refused_unread(place, name, size, words):
    with (place / name).open("wb") as file:
        file.truncate(size)
    with pytest.raises(Refused, match=f"^{name}: {words}"):
        read(place)


def test_files_that_are_too_large_together_are_refused(place):
    for name in ("a", "b", "c"):
        (place / name).write_bytes(bytes(MAX_BYTES // 2))
    with pytest.raises(Refused, match="^c: expected at most 20 MB of files, got more"):
        read(place)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no file here lies about its size")
def test_a_file_that_says_it_is_empty_is_read_up_to_the_limit():
    """As one that grows while it is read."""
    with open_folder(Path("/proc/self")) as folder:
        assert folder.read("status", 100_000, "") and Path("/proc/self/status").stat().st_size == 0
        with pytest.raises(Refused, match="expected at most 10 bytes, got 11 bytes"):
            folder.read("status", 10, "")


def test_too_many_and_too_deep_is_refused(place):
    deep = place.joinpath(*"a" * (MAX_DEPTH + 1))
    deep.mkdir(parents=True)
    with pytest.raises(Refused, match="expected at most 16 folders"):
        read(place)
    deep.rmdir()
    assert read(place).notebooks
    for number in range(MAX_ENTRIES):
        (place / str(number)).touch()
    with pytest.raises(Refused, match="expected at most 10,000 files and folders"):
        read(place)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_is_closed_is_refused_by_name(place):
    place.parent.chmod(0)
    try:
        with pytest.raises(Refused, match="^submitted/ada"):
            read(place)
    finally:
        place.parent.chmod(0o755)


NAMES = [b"\xff\xfe", b"a\nrefused: zoe", b"\x1b[2Ja", "a\u202eb".encode(), "a\u2028b".encode(), b"\x7f", b"\xc2\x85"]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_file_with_a_name_that_is_no_text_is_refused_and_shown_escaped(place, name):
    Path(os.fsdecode(os.fsencode(place) + b"/" + name)).touch()
    with pytest.raises(Refused, match=r"^.*\\[xu].*: expected a name of characters that print") as refusal:
        read(place)
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize("name", [*NAMES, b"<b>", b"a&b", b'"', b"`", b"\\", b"n" * 129, b"n" * 255], ids=ascii)
def test_a_learner_whose_name_is_no_text_or_markup_is_refused_and_shown_escaped(place, name):
    place.parent.rename(os.fsdecode(os.fsencode(place.parents[1]) + b"/" + name))
    with pytest.raises(Refused, match="expected a name without control codes") as refusal:
        read(place)
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize("name", ["ada", "José [b] 学生", "a'b", "میر\u200cزا", "=1+1", "a.b", "-"])
def test_names_of_people_are_names(place, name):
    place.parent.rename(place.parents[1] / name)
    assert read(place).notebooks and to_file_name(name) == name


def test_no_two_learners_share_a_file_of_results():
    names = [os.fsdecode(name) for name in NAMES] + ["<", "%3C", "%253C", "n" * 249, "n" * 250, "ü" * 125, "\udcff",
                                                    "%ff", "%FF", "ÿ", "n" * 100 + "%-" + "0" * 32]
    files = [to_file_name(name) for name in names]
    assert len(set(files)) == len(names)
    assert all(file.isprintable() and len(f"{file}.json".encode()) <= 255 and "/" not in file for file in files)


def test_every_name_can_be_shown():
    shown = printable("".join(map(chr, range(0x110000))))
    assert shown.isprintable() and shown.encode()


@pytest.mark.parametrize(("names", "found"), [
    (["01_topic.ipynb"], "01_topic.ipynb"), (["01_topic (1).ipynb"], "01_topic (1).ipynb"),
    (["01_topic.ipynb", "draft.ipynb"], "01_topic.ipynb"), ([], "got none"),
    (["a.ipynb", "b.ipynb"], "got a.ipynb, b.ipynb"),
])
def test_which_notebook_counts(names, found):
    if found.startswith("got"):
        with pytest.raises(Refused, match=found):
            choose_notebooks(names, [LESSON])
    else:
        assert choose_notebooks(names, [LESSON]) == {LESSON: found}


def test_of_several_notebooks_those_that_are_there_count():
    names = ["problem1", "problem2"]
    assert choose_notebooks(["problem2.ipynb"], names) == {"problem2": "problem2.ipynb"}
    with pytest.raises(Refused, match="expected the notebook problem1.ipynb, problem2.ipynb, got other.ipynb"):
        choose_notebooks(["other.ipynb"], names)


def test_a_notebook_without_its_lessons_folder_is_refused_by_name(tmp_path):
    for path in ("ada/01_topic/01_topic.ipynb", "bob/01_topic.ipynb", "eve/02_other.ipynb"):
        (tmp_path / "submitted" / path).parent.mkdir(parents=True)
        (tmp_path / "submitted" / path).touch()
    ada, bob = find_submissions(tmp_path, LESSON)
    assert read_hand_in(ada, [LESSON]).notebooks == {LESSON: b""}
    command = "mkdir -p submitted/bob/01_topic && mv -i submitted/bob/01_topic.ipynb submitted/bob/01_topic/01_topic."
    with pytest.raises(Refused, match=f"01_topic/01_topic.ipynb, got it in submitted/bob. Move it: `{command}"):
        read_hand_in(bob, [LESSON])


@pytest.mark.parametrize(("due", "there", "words"), [
    pytest.param("digits.npz", "digits.npz/x", "digits.npz: expected a file, got a folder", id="folder"),
    pytest.param("data/a.csv", "data", "data: expected a folder, got a file", id="file-for-its-folder"),
    pytest.param("a/b/c", "a/b", "a/b: expected a folder, got a file", id="deeper"),
    pytest.param("digits.npz", "digits.npz", "", id="the-same-file"), pytest.param("a/b", "a/c", "", id="beside-it"),
])
def test_nothing_may_stand_where_a_file_of_the_lesson_is_due(place, due, there, words):
    (place / there).parent.mkdir(parents=True, exist_ok=True)
    (place / there).touch()
    if words:
        with pytest.raises(Refused, match=f"^{words}"):
            read(place, due)
    else:
        assert read(place, due).files


def test_the_same_hand_in_has_the_same_digest_and_no_other_has():
    one, two = b"\x01", b"\x01\x02"
    hand_ins = [HandIn({"a": one}), HandIn({"a": two}), HandIn({"b": one}), HandIn({}, {"a": one}), HandIn(),
                HandIn({"a": one}, {"a": one}), HandIn({"a": one, "b": one}), HandIn({"a": one}, {"b": one}),
                HandIn({"a": b""}), HandIn({"": b"a"})]
    assert len({each.digest for each in hand_ins}) == len(hand_ins)
    assert HandIn({"a": one, "b": two}).digest == HandIn({"b": two, "a": one}, stamp=b"later").digest


def test_the_instructors_own_files_come_along_through_links_too(tmp_path):
    for name in ("a.csv", "b.ipynb", ".hidden", "elsewhere"):
        (tmp_path / name).write_text(name)
    (tmp_path / "link.csv").symlink_to("elsewhere")
    assert {*read_own_files(tmp_path)} == {"a.csv", "elsewhere", "link.csv"}
