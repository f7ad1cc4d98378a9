"""The learner's state is one file: damage, newer courses, old files and odd places neither lose it nor stop a check."""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from course import state

FILE = ".course.json"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def note(name, value="passed"):
    return state.update("progress", lambda done: done | {name: value})


def test_what_a_crash_left_half_written_is_cleared_away(folder):
    old, fresh = folder / f"{FILE}.1-aa.new", folder / f"{FILE}.2-bb.new"
    for path in (old, fresh):
        path.write_text("{")
    os.utime(old, (1, 1))
    note("fraud")
    assert not old.exists() and fresh.exists()


def test_a_lock_that_is_not_to_be_had_costs_two_seconds_once(folder, capsys, monkeypatch):
    from filelock import FileLock

    monkeypatch.setattr(state, "WAIT_S", 0.2)
    with FileLock(f"{folder / FILE}.lock"):
        assert [note(name) for name in "abc"] == [False] * 3
        assert list(state.read("progress")) == ["a", "b", "c"] and not (folder / FILE).exists()
    assert note("d") and list(json.loads((folder / FILE).read_text())["progress"]) == ["a", "b", "c", "d"]
    assert capsys.readouterr().out.count("another notebook is writing it") == 1


WHOLE = '{\n "version": 1,\n "progress": {\n  "a": "passed",\n  "b": "failed"\n },\n "looks": {\n  "t": 2\n }\n}\n'


@pytest.mark.parametrize(("text", "saved"), [
    pytest.param("", {}, id="empty"), pytest.param("{", {}, id="cut"), pytest.param("[1]", {}, id="list"),
    pytest.param("\xff\xfe\0", {}, id="not_utf8"), pytest.param("[" * 100_000, {}, id="deep"),
    pytest.param("\0" * 4096, {}, id="zeros"),
    pytest.param(WHOLE[:-20], {"progress": {"a": "passed", "b": "failed"}}, id="end_lost"),
    pytest.param(WHOLE[:50], {"progress": {"a": "passed"}}, id="half_lost"),
    pytest.param(WHOLE.replace('"failed"', '"fai\xff\0d'), {"progress": {"a": "passed"}, "looks": {"t": 2}}, id="hit"),
    pytest.param(WHOLE.replace('  "b"', '<<<<<<< mine\n  "b"'),
                 {"progress": {"a": "passed", "b": "failed"}, "looks": {"t": 2}}, id="merged"),
    pytest.param('{"version": 1, "progress": [1], "looks": {"t": 2}}', {"looks": {"t": 2}}, id="part_is_a_list"),
    pytest.param('{"version": "x", "looks": {"t": 2}}', {"looks": {"t": 2}}, id="version_is_a_text"),
])
def test_a_damaged_file_is_kept_aside_and_what_can_be_read_goes_on(folder, capsys, text, saved):
    (folder / FILE).write_bytes(text.encode("latin-1"))
    assert state.read("progress") == saved.get("progress", {})
    said = capsys.readouterr().out
    (aside,) = folder.glob("*damaged*")
    assert re.fullmatch(r"\.course\.json\.damaged-\d{4}-\d\d-\d\d", aside.name) and said.count(aside.name) == 1
    assert aside.read_bytes() == text.encode("latin-1") and ("still be read" in said) == bool(saved)
    assert note("new") and json.loads((folder / FILE).read_text()) == {
        "version": 1, **saved, "progress": saved.get("progress", {}) | {"new": "passed"}}
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_moved_aside_and_nobody_waits_for_it(folder, make):
    make(folder / FILE)
    assert note("fraud") and state.read("progress") == {"fraud": "passed"}


def test_damage_twice_on_one_day_overwrites_nothing(folder):
    for text in ("one", "two"):
        (folder / FILE).write_text(text)
        state.read("progress")
    assert sorted(path.read_text() for path in folder.glob("*damaged*")) == ["one", "two"]


@pytest.mark.parametrize("version", ["2", "1.5", "1e400"])
def test_a_newer_file_is_never_written(folder, capsys, version):
    text = f'{{"version": {version}, "progress": {{"a": {{"of": "another form"}}}}}}'
    (folder / FILE).write_text(text)
    assert state.read("progress") == {} and not note("fraud") and not note("leak")
    assert state.read("progress") == {"fraud": "passed", "leak": "passed"} and (folder / FILE).read_text() == text
    said = capsys.readouterr().out
    assert said.count("\n") == 1 and "from a newer course. It stays as it is" in said
    assert "kernel" not in said  # the command `course` says it, too


def test_what_is_unknown_stays(folder):
    (folder / FILE).write_text('\ufeff{"stars": 5, "later": {"x": [1]}, "hints": {"q": {"new": 1}}, "version": 1}',
                               encoding="utf-8")
    note("fraud")
    assert json.loads((folder / FILE).read_text()) == {
        "version": 1, "stars": 5, "later": {"x": [1]}, "hints": {"q": {"new": 1}}, "progress": {"fraud": "passed"}}


@pytest.mark.parametrize("lose", [lambda path: path.unlink(), lambda path: path.rename("mine.json")],
                         ids=["deleted", "renamed"])
def test_without_its_file_the_state_starts_anew_and_nobody_complains(folder, capsys, lose):
    note("fraud")
    lose(folder / FILE)
    assert state.read("progress") == {} and note("leak") and state.read("progress") == {"leak": "passed"}
    assert capsys.readouterr().out == ""


def test_the_old_files_are_taken_over_once_and_stay(folder):
    old = {".course-progress.json": {"fraud": "passed"}, ".course-guesses.json": {"largest-exp": "only 10"},
           ".course-looks.json": {"digits": 2}, ".course-answers.json": {"q": {"f": {"but": "gone"}}}}
    for name, text in old.items():
        (folder / name).write_text(json.dumps(text))
    assert state.read("guesses") == {"largest-exp": "only 10"} and not (folder / FILE).exists()
    note("leak")
    (folder / ".course-progress.json").write_text('{"too": "late"}')
    assert json.loads((folder / FILE).read_text()) == {
        "version": 1, "progress": {"fraud": "passed", "leak": "passed"}, "answers": {"q": {"f": {"but": "gone"}}},
        "guesses": {"largest-exp": "only 10"}, "looks": {"digits": 2}}
    assert {path.name for path in folder.iterdir()} >= set(old)


def test_a_damaged_old_file_counts_as_empty(folder):
    (folder / ".course-progress.json").write_text("[1")
    assert state.read("progress") == {} and note("fraud")


@pytest.mark.parametrize("name", ["NBGRADER_EXECUTION", "COURSE_GRADING_SEED"])
def test_grading_neither_reads_nor_writes(folder, monkeypatch, capsys, name):
    (folder / FILE).write_text("damaged")
    monkeypatch.setenv(name, "1")
    assert not note("fraud") and state.read("progress") == {}
    assert [path.name for path in folder.iterdir()] == [FILE] and capsys.readouterr().out == ""


def test_a_link_leads_to_the_file_that_is_written(folder):
    (folder / "synced").mkdir()
    os.symlink("synced/course.json", folder / FILE)
    note("fraud")
    assert (folder / FILE).is_symlink() and "fraud" in (folder / "synced" / "course.json").read_text()


def test_a_change_that_raises_spoils_no_other(folder):
    with pytest.raises(ZeroDivisionError):
        state.update("progress", lambda done: 1 / 0)
    assert note("fraud") and state.read("progress") == {"fraud": "passed"}


def test_a_folder_that_is_gone_is_remembered_without(folder, monkeypatch, capsys):
    (folder / "gone").mkdir()
    monkeypatch.chdir(folder / "gone")
    (folder / "gone").rmdir()
    assert not note("fraud") and state.read("progress") == {"fraud": "passed"}
    assert "can't be saved" in capsys.readouterr().out


def test_without_locks_it_is_still_written_whole(folder, monkeypatch):
    import errno
    import fcntl

    def no_locks(*_):
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    assert note("fraud") and state.read("progress") == {"fraud": "passed"}


def test_what_it_needs_is_quick_to_import():
    code = "import sys, course.state; print(*{'torch', 'numpy', 'IPython', 'filelock'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "\n"
    assert Path(state.__file__).parent.name == "state"
