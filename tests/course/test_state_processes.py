"""Two notebooks at once, a kill in the middle, a full disk, a folder that can't be written: real processes."""
import json
import os
import re
import signal
import subprocess
import sys
import textwrap

import pytest

from course import state

FILE = ".course.json"
WRITER = """
import sys
from course import state
name, n = sys.argv[1], int(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for i in range(n):
    state.update("answers", lambda kept: kept | {f"{name}-{i}": "x" * 200})
    state.update("looks", lambda looks: looks | {"both": looks.get("both", 0) + 1})
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def note(name, value="passed"):
    return state.update("progress", lambda done: done | {name: value})


def start(code, *arguments, cwd=None, **more):
    """Start Python on some code in another process, which says "ready" and waits for a line."""
    child = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code), *arguments], stdin=subprocess.PIPE, cwd=cwd,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
    assert child.stdout.readline() == "ready\n", child.stderr.read()
    return child


def end(child, said=""):
    out, err = child.communicate("\n")
    assert (child.returncode, err) == (0, ""), err
    return out


def test_two_notebooks_at_once_lose_nothing(folder):
    children = [start(WRITER, name, "200") for name in ("one", "two")]
    for child in children:
        child.stdin.write("\n")
        child.stdin.flush()
    assert [end(child) for child in children] == ["", ""]
    assert set(state.read("answers")) == {f"{name}-{i}" for name in ("one", "two") for i in range(200)}
    assert state.read("looks") == {"both": 400}


def test_a_kill_in_the_middle_of_writes_leaves_a_whole_file(folder):
    note("before")
    for kill in range(12):
        child = start(WRITER, f"kill-{kill}", "100000")
        child.stdin.write("\n")
        child.stdin.flush()
        while f"kill-{kill}-{kill}" not in state.read("answers"):  # it's well under way
            assert child.poll() is None, child.stderr.read()
        child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        child.communicate()
        whole = json.loads((folder / FILE).read_text())
        assert whole["progress"] == {"before": "passed"} and f"kill-{kill}-{kill}" in whole["answers"]
    assert note("after") and not list(folder.glob("*damaged*"))


FULL = """
import resource, sys
from course import state
state.update("progress", lambda done: done | {"first": "passed"})
print("ready", flush=True)
sys.stdin.readline()
if sys.argv[1] == "limit":
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
print(state.update("answers", lambda kept: kept | {"big": "x" * 200_000}))
print(state.update("progress", lambda done: done | {"second": "passed"}))
print(len(state.read("answers")["big"]), state.read("progress"))
sys.stdout.flush()
sys.stdin.readline()
if sys.argv[1] == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
else:
    open("filler", "w").close()
print(state.update("progress", lambda done: done | {"third": "passed"}))
"""


@pytest.fixture(params=["limit", "disk"])
def full(request, folder):
    """A child process in a place with no room for 200 kB, and that place."""
    place = folder / "place"
    place.mkdir()
    if request.param == "limit":
        yield start(FULL, "limit", cwd=place), place
        return
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place)], capture_output=True).returncode:
        pytest.skip("a small disk can't be made here")
    try:
        child = start(FULL, "disk", cwd=place)
        (place / "filler").write_bytes(b"x" * 500_000)
        yield child, place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_keeps_the_old_file_and_the_kernel_remembers_the_rest_until_there_is_room(full):
    child, place = full
    child.stdin.write("\n")
    child.stdin.flush()
    lines = [child.stdout.readline().rstrip() for _ in range(4)]
    assert re.fullmatch(r"Your progress can't be saved in \.course\.json just now \((File too large|No space left on "
                        r"device)\)\. It's remembered until this kernel stops, and saved as soon as that works\.",
                        lines[0])
    assert lines[1:3] == ["False", "False"]
    assert lines[3] == "200000 {'first': 'passed', 'second': 'passed'}"
    assert json.loads((place / FILE).read_text()) == {"version": 1, "progress": {"first": "passed"}}
    assert not list(place.glob("*.new"))
    assert end(child).splitlines() == ["True"]
    whole = json.loads((place / FILE).read_text())
    assert list(whole["progress"]) == ["first", "second", "third"] and len(whole["answers"]["big"]) == 200_000


READ_ONLY = """
import os, pathlib, sys
from course import state
state.update("progress", lambda done: done | {"elsewhere": "passed"}, pathlib.Path(sys.argv[1]))  # all is imported
if os.geteuid() == 0:
    os.setuid(65534)  # to root, nothing is read-only
print("ready", flush=True)
sys.stdin.readline()
print([state.update("progress", lambda done: done | {name: "passed"}) for name in ("b", "c")])
print(state.read("progress"))
"""


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_is_read_only_is_read_and_the_kernel_remembers_the_rest(folder, what):
    place = folder / "place"
    place.mkdir()
    (place / FILE).write_text('{"version": 1, "progress": {"a": "passed"}}')
    (place / FILE).chmod(0o444)
    for path in (place, *place.parents):
        if path.stat().st_uid == os.getuid() and "pytest" in str(path):
            path.chmod(0o755)
    place.chmod(0o555 if what == "folder" else 0o777)
    before = (place / FILE).read_bytes()
    said = end(start(READ_ONLY, str(folder), cwd=place)).splitlines()
    assert said[0].startswith("Your progress can't be saved in .course.json just now (") and "\n" not in said[0]
    assert said[1:] == ["[False, False]", "{'a': 'passed', 'b': 'passed', 'c': 'passed'}"]
    assert (place / FILE).read_bytes() == before
