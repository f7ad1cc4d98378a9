"""The log of tries loses nothing: not to a crash, not to a second notebook, not to a damaged file."""
import json
import math
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from course import runs
from course.runs import file
from course.runs import log as tried

FILE = Path(".course-runs.jsonl")
GOOD = {"time": "2026-11-29 14:00:00", "name": "first", "metric": "macro_f1", "score": 0.5, "settings": {}}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tried, "_unsaved", {})
    monkeypatch.setattr(tried, "_told", set())
    for name in ("NBGRADER_EXECUTION", "COURSE_GRADING_SEED"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def names() -> list[str]:
    return runs.table()["name"].tolist()


def test_a_try_is_numbered_compared_and_kept(capsys):
    runs.note("as given", macro_f1=0.62)
    runs.note("halfway cut", macro_f1=0.71, copies=2)
    runs.note("small pictures", macro_f1=0.68, side=32)
    runs.note("again", macro_f1=0.71)
    assert capsys.readouterr().out.splitlines() == [
        "Try 1, as given: macro-F1 0.620, the first with this metric.",
        "Try 2, halfway cut: macro-F1 0.710, the best so far. (Before: 0.620, try 1.)",
        "Try 3, small pictures: macro-F1 0.680. The best is still try 2, halfway cut: 0.710.",
        "Try 4, again: macro-F1 0.710, level with the best so far, try 2.",
    ]
    table = runs.table()
    assert table.index.tolist() == [1, 2, 3, 4] and table["best"].tolist() == ["", "★ best", "", ""]
    assert table["score"].dtype == "float64"
    assert table.loc[2, "copies"] == 2 and table.loc[3, "side"] == 32 and table.loc[3, "copies"] == ""


def test_of_losses_the_smallest_is_best(capsys):
    for name, loss in (("a", 2.0), ("b", 0.5), ("c", 1.0)):
        runs.note(name, loss=loss)
    assert runs.table()["best"].tolist() == ["", "★ best", ""]
    assert capsys.readouterr().out.splitlines()[-1].endswith("The best is still try 2, b: 0.500.")


def test_metrics_are_compared_each_with_itself():
    runs.note("a", macro_f1=0.5)
    runs.note("b", accuracy=0.9)
    assert runs.table()["best"].tolist() == ["★ best", "★ best"]
    assert runs.table()["metric"].tolist() == ["macro-F1", "accuracy"]


def test_logs_are_apart():
    runs.note("a", macro_f1=0.5)
    runs.note("b", macro_f1=0.6, log="lesson-4")
    assert names() == ["a"] and runs.table("lesson-4")["name"].tolist() == ["b"]
    for log in ("../x", "A", "a b", "x" * 41, None):
        with pytest.raises(ValueError, match="expected a log's name"):
            runs.note("a", macro_f1=0.5, log=log)


@pytest.mark.parametrize("score", [torch.tensor(0.5), torch.tensor([0.5], dtype=torch.float64), np.float32(0.5),
                                   np.array(0.5), torch.tensor(0.5, requires_grad=True), 0.5])
def test_a_score_may_be_a_tensor_or_an_array_of_one_number(score):
    runs.note("a", accuracy=score, rate=score, shape=torch.Size([2]), model=object)
    assert runs.table().loc[1, ["score", "rate"]].tolist() == [0.5, 0.5]
    assert json.loads(FILE.read_text())["settings"]["rate"] == 0.5


@pytest.mark.parametrize("score", [math.nan, torch.tensor(math.nan), np.float64("nan")])
def test_nan_is_noted_and_never_the_best(score, capsys):
    runs.note("broken", macro_f1=score)
    runs.note("poor", macro_f1=0.1)
    runs.note("worse", loss=math.inf)
    said = capsys.readouterr().out.splitlines()
    assert "macro-F1 nan, which is no score" in said[0] and "the first with this metric" in said[1]
    assert "loss nan" in said[2] and runs.table()["best"].tolist() == ["", "★ best", ""]
    assert "NaN" not in FILE.read_text()


@pytest.mark.parametrize(("given", "message"), [
    ({}, "expected one of macro_f1, .* got none. Write, say"),
    ({"copies": 2}, "got none"),
    ({"macro_f1": 0.5, "accuracy": 0.6}, "got macro_f1 and accuracy. .*accuracy_too="),
    ({"macro_f1": 71}, "expected macro_f1 from 0 to 1, got 71. Write 0.71 for 71%"),
    ({"macro_f1": -0.1}, "from 0 to 1, got -0.1. Look at how"),
    ({"accuracy": True}, "expected accuracy as one number, got True"),
    ({"accuracy": "0.7"}, "expected accuracy as one number, got '0.7'"),
    ({"accuracy": None}, "expected accuracy as one number, got None"),
    ({"accuracy": torch.zeros(3)}, "expected accuracy as one number, got tensor"),
    ({"accuracy": 1 + 2j}, "expected accuracy as one number"),
    ({"accuracy": 0.5, **{f"s{k}": k for k in range(60)}}, "expected at most 40 settings, got 60"),
])
def test_what_is_no_score_is_refused_with_what_to_do(given, message):
    with pytest.raises(ValueError, match=f"runs.note: .*{message}"):
        runs.note("a", **given)
    assert not FILE.exists()


@pytest.mark.parametrize("name", ["", "  \n", None, 7])
def test_a_try_needs_a_name(name):
    with pytest.raises(ValueError, match="expected what you tried, in a few words"):
        runs.note(name, macro_f1=0.5)


class Bad:
    """Raises whenever it's looked at."""

    def __repr__(self):
        raise RuntimeError

    item = __repr__


def test_settings_of_any_kind_and_name_are_kept_short():
    runs.note("two\nlines \x1b[2J" + "x" * 500, accuracy=0.5, name="theirs", score=3, time=None, bad=Bad(),
              long="x" * 9999, tensor=torch.zeros(99, 99), huge=10**400, inf=math.inf, flag=True)
    (line,) = FILE.read_text().splitlines()
    assert len(line) < 2000 and "\\u001b" not in line
    row = runs.table().loc[1]
    assert (row["name (setting)"], row["score (setting)"], row["flag"], row["inf"]) == ("theirs", 3, True, "inf")
    assert row["name"].startswith("two lines [2Jxx")


def test_a_forgotten_try_is_gone_and_the_others_keep_their_numbers(capsys):
    for k in range(3):
        runs.note(f"n{k}", macro_f1=0.9 - k / 10)
    runs.forget(1)
    assert "Try 1, n0, is forgotten" in capsys.readouterr().out
    runs.note("n3", macro_f1=0.85)
    assert runs.table().index.tolist() == [2, 3, 4] and runs.table()["best"].tolist() == ["", "", "★ best"]
    for number in (1, 9, "2", True, None):
        with pytest.raises(ValueError, match=r"expected the number of a try \(2, 3, 4\)"):
            runs.forget(number)


WRITER = """
import sys, time
from pathlib import Path
from course import runs
Path(f"ready-{sys.argv[1]}").touch()
while not Path("go").exists():
    time.sleep(0.001)
for k in range(100):
    runs.note(f"{sys.argv[1]}-{k}", macro_f1=k / 100, text="x" * 100)
"""


def start(code: str, *arguments: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)


def test_two_notebooks_at_once_lose_nothing():
    writers = [start(WRITER, name) for name in "ab"]
    while not all(Path(f"ready-{name}").exists() for name in "ab"):
        assert all(writer.poll() is None for writer in writers)
    Path("go").touch()
    said = "".join(writer.communicate()[0] for writer in writers)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert sorted(names()) == sorted(f"{name}-{k}" for name in "ab" for k in range(100))
    assert sorted(int(line.split(",")[0].removeprefix("Try ")) for line in said.splitlines()) == [*range(1, 201)]


def test_a_kernel_that_is_killed_loses_nothing_that_it_said():
    writer = start("from course import runs\nk = 0\nwhile True:\n    runs.note(f'n{k}', loss=1); k += 1\n"
                   "    print(end='', flush=True)")
    said = [writer.stdout.readline() for _ in range(20)]
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    assert len(said) == 20 and names()[:20] == [f"n{k}" for k in range(20)]


def test_a_line_that_was_cut_short_costs_only_itself(capsys):
    runs.note("a", macro_f1=0.5)
    with FILE.open("a") as log:
        log.write('{"time": "2026-11-29 14:0')
    runs.note("b", macro_f1=0.6)
    said = capsys.readouterr().out
    assert "got a line that can't be read. All other tries are there" in said and "Try 2, b" in said
    assert names() == ["a", "b"] and capsys.readouterr().out == ""  # said once


BAD_LINES = ["{", "[]", "[" * 9000, "\x00\xff", "null", '{"forget": "1"}', '{"forget": true}',
             json.dumps(GOOD | {"score": "0.5"}),
             json.dumps(GOOD | {"score": True}), json.dumps(GOOD)[:-1] + ', "more": 1}', "9" * 5000,
             json.dumps(GOOD | {"metric": "points"}), json.dumps(GOOD | {"metric": ["f1"]}),
             json.dumps(GOOD | {"score": 10**400}),
             json.dumps(GOOD | {"name": None}), json.dumps(GOOD | {"settings": []}),
             json.dumps(GOOD).replace("0.5", "NaN"), json.dumps(GOOD | {"name": "x" * 20_000})]


@pytest.mark.parametrize("line", BAD_LINES, ids=lambda line: line[:12].encode("ascii", "replace").decode())
def test_a_damaged_line_is_skipped_and_a_file_of_nothing_else_kept_aside(line, capsys):
    FILE.write_bytes(f"{json.dumps(GOOD)}\n{line}\n{json.dumps(GOOD)}\n".encode("latin-1"))
    assert runs.table().index.tolist() == [1, 2] and "a line that can't be read" in capsys.readouterr().out
    FILE.write_bytes(line.encode("latin-1"))
    runs.note("new", macro_f1=0.5)
    said = capsys.readouterr().out
    assert "kept as .course-runs.damaged-1.jsonl, and a new log begins" in said and "Try 1, new" in said
    assert Path(".course-runs.damaged-1.jsonl").read_bytes() == line.encode("latin-1")


@pytest.mark.parametrize("make", [
    pytest.param(os.mkfifo, id="pipe"), pytest.param(os.mkdir, id="folder"),
    pytest.param(lambda path: os.symlink("/dev/zero", path), id="device"),
    pytest.param(lambda path: Path(path).write_bytes(b"x" * (file.MAX_BYTES + 1)), id="long"),
])
def test_what_is_no_log_at_all_is_kept_aside_and_never_waited_for(make, capsys):
    make(FILE)
    assert len(runs.table()) == 0
    runs.note("new", macro_f1=0.5)
    assert os.path.lexists(".course-runs.damaged-1.jsonl") and names() == ["new"]


def test_where_nothing_can_be_written_tries_last_as_long_as_the_kernel(folder, capsys):
    os.symlink("missing/folder/file", FILE)
    runs.note("a", macro_f1=0.5)
    runs.note("b", macro_f1=0.6)
    runs.forget(1)
    assert names() == ["b"]
    FILE.unlink()
    runs.note("c", macro_f1=0.7)
    assert names() == ["b", "c"] and len(FILE.read_text().splitlines()) == 4  # a, b, forget a, c


@pytest.mark.parametrize("name", ["NBGRADER_EXECUTION", "COURSE_GRADING_SEED"])
def test_grading_leaves_no_trace_and_sees_none(folder, monkeypatch, name):
    runs.note("mine", macro_f1=0.5)
    before = FILE.read_bytes()
    monkeypatch.setenv(name, "1")
    assert len(runs.table()) == 0
    runs.note("graded", macro_f1=0.5)
    assert names() == ["graded"] and "graded" in runs.curve().alt
    runs.forget(1)
    assert os.listdir(folder) == [FILE.name] and FILE.read_bytes() == before


def test_the_curve_says_every_score_and_the_best():
    assert runs.curve().alt == "No scores yet."
    for name, score in (("a", 0.6), ("b", math.nan), ("c", 0.8), ("d", 0.7)):
        runs.note(name, macro_f1=score)
    picture = runs.curve()
    assert picture.alt == ("macro-F1 of 3 tries. try 1, a, 0.600; try 3, c, 0.800; try 4, d, 0.700. "
                           "Best: try 3, 0.800.")
    best, each = picture.figure.axes[0].lines
    assert list(best.get_ydata()) == [0.6, 0.8, 0.8] and list(each.get_ydata()) == [0.6, 0.8, 0.7]
    assert "<img" in picture.html()


def test_the_curve_of_a_first_try_reaches_the_marks():
    runs.note("a", macro_f1=0.07)
    picture = runs.curve(marks={"points begin": 0.6})
    (ax,) = picture.figure.axes
    low, high = ax.get_ylim()
    assert low < 0.07 < 0.6 < high and "0.60: points begin" in [text.get_text() for text in ax.texts]
    assert picture.alt.startswith("macro-F1 of 1 try. ")


def test_a_name_with_dollars_is_no_formula():
    runs.note(r"$\frac$ costs $5", loss=0.5)
    assert "<img" in runs.curve().html()


def test_the_table_shows_markup_as_text():
    runs.note("<img src=x onerror=alert(1)>", macro_f1=0.5, note="<script>")
    assert "<img" not in runs.table()._repr_html_() and "<script>" not in runs.table()._repr_html_()


def test_importing_runs_imports_nothing_heavy():
    code = "from course import runs; import sys; print({'torch', 'pandas', 'matplotlib', 'sklearn'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
