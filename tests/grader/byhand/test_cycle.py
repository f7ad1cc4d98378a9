"""Grade by hand through the front door: from a graded class to the letter and the export, and again after a regrade."""
from __future__ import annotations

import csv
import re
import shutil
import signal
from pathlib import Path

import pytest
from by_hand import DRAW, SECOND, WHY, Grader, grade, make_graded, marks, said, served
from own_class import LESSON, hand_in

from grader.exchange.export import export_marks
from grader.kernels import sandbox

pytestmark = [pytest.mark.prove, pytest.mark.slow,
              pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")]
TEXT = "A square is **never** negative."


@pytest.fixture(scope="module")
def made(run, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("byhand") / "class"
    return make_graded(run, folder, {"ada": TEXT, "bo": "Because.", "cy": "It is."})


@pytest.fixture
def folder(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "class"))


def test_marks_reach_letter_and_export_and_a_regrade_keeps_them_and_flags_a_changed_answer(run, folder):
    with served(folder, "--grader", "Ms. Kim") as address:
        page = Grader(address)
        assert [(one["label"], one["state"]) for one in page.queue()] == [
            ("ada", "waiting"), ("bo", "waiting"), ("cy", "waiting")]
        item = page.open("ada")
        assert "<strong>never</strong>" in item["answer"] and "Why is <code>f</code> never negative?" in item["text"]
        status, saved = page.save(item, 1.5, "Good start! Say *who* pays.", ["Names the square"])
        assert status == 200 and (saved["score"], saved["by"], saved["items"]) == (1.5, "Ms. Kim", ["Names the square"])
        assert page.save(page.open("bo"), 2, "Right.")[0] == 200
    assert marks(folder) == {"ada": (1.5, False, "Good start! Say *who* pays."), "bo": (2, False, "Right."),
                             "cy": (None, True, None)}

    assert run("grader", "feedback", LESSON, "--folder", str(folder)).returncode == 0
    letter = (folder / "feedback" / "ada" / LESSON / f"{LESSON}.html").read_text()
    assert "Good start! Say <em>who</em> pays." in letter and "1.5 of 2" in letter
    out = folder / "marks.csv"
    export_marks(folder, [LESSON], "nbgrader", out, (), True, False, "")
    assert {row["student_id"]: float(row["score"]) for row in csv.DictReader(out.read_text().splitlines())} == {
        "ada": 3.5, "bo": 4.0, "cy": 2.0}
    told = run("grader", "history", LESSON, "ada", "--folder", str(folder)).stdout
    assert "by hand, Ms. Kim" in told and "why – → 1.5" in told and "3.5" in told

    grade(run, folder, "--force")  # the same answers: nobody has to look again
    assert marks(folder)["ada"] == (1.5, False, "Good start! Say *who* pays.")
    shutil.rmtree(folder / "submitted" / "bo")
    hand_in(folder, "bo", said(why="No idea."))
    grade(run, folder)
    assert marks(folder)["bo"] == (2, True, "Right.")  # its points stay, and somebody looks again
    with served(folder, "--grader", "Mr. Ito") as address:
        page = Grader(address)
        assert [(one["label"], one["state"]) for one in page.queue()] == [
            ("cy", "waiting"), ("bo", "changed"), ("ada", "done")]
        item = page.open("bo")
        assert (item["changed"], item["earlier"], item["by"]) == (True, 2, "Ms. Kim") and "No idea." in item["answer"]
        assert page.save(item, 0.5, "Think again.")[0] == 200
        assert [one["state"] for one in page.queue()] == ["waiting", "done", "done"]
    grade(run, folder, "--force")
    assert marks(folder)["bo"] == (0.5, False, "Think again.")


def test_what_was_saved_and_what_was_only_written_survive_a_killed_server(folder):
    with served(folder, end=signal.SIGKILL) as address:
        page = Grader(address)
        assert page.save(page.open("ada"), 2, "Yes.")[0] == 200
        assert page.post("draft", id=page.open("bo")["id"], draft={"comment": "half a tho"})[0] == 200
    assert marks(folder)["ada"] == (2, False, "Yes.")
    with served(folder) as address:
        page = Grader(address, "another")
        assert page.open("ada")["draft"] is None
        item = page.open("bo")
        assert item["draft"] == {"comment": "half a tho"} and item["score"] is None
        assert page.save(item, 1, "half a thought")[0] == 200
        assert page.open("bo")["draft"] is None


def test_anonymous_hides_names_everywhere_and_keeps_them_apart(folder):
    with served(folder, "--anonymous") as address:
        page = Grader(address)
        seen = [page.ask(path)[2] for path in (f"/?token={page.token}", "/api/queue?client=x")]
        labels = sorted(one["label"] for one in page.queue())
        seen += [page.ask(f"/api/hand-in?id={one['id']}&client=x")[2] for question in (WHY, SECOND, DRAW)
                 for one in page.queue(question)]
        assert page.save(page.open(labels[0]), 1, "ok")[0] == 200
        assert not [text for text in seen if re.search(r"\b(ada|bo|cy)\b", text)]
        assert len(set(labels)) == 3 and all(re.fullmatch(r"Learner \w{3}-\w{3}", label) for label in labels)
    with served(folder, "--anonymous") as address:
        assert sorted(one["label"] for one in Grader(address).queue()) == labels


def test_a_task_is_graded_with_what_was_written_below_it_and_a_point_can_be_taken_back(folder):
    with served(folder) as address:
        page = Grader(address)
        item = page.open("ada", DRAW)
        assert "Draw it." in item["text"] and "<em>drawing</em>" in item["answer"]
        assert item["points"] == 1 and item["can_comment"]
        assert page.save(item, 1, "Nice.")[0] == 200
        assert marks(folder, DRAW)["ada"] == (1, False, "Nice.")
        assert page.save(page.open("ada", DRAW), None)[0] == 200
        assert marks(folder, DRAW)["ada"] == (None, True, None)


def test_a_wrong_call_says_what_to_do(run, folder):
    assert "release" in run("grader", "mark", "nothing", "--folder", str(folder)).stderr
    with served(folder) as address:
        port = Grader(address).host.rpartition(":")[2]
        done = run("grader", "mark", LESSON, "--folder", str(folder), "--no-browser", "--port", port)
        assert done.returncode == 2 and f"got {port}, which is in use" in done.stderr
    assert run("grader", "mark", LESSON, "--folder", str(folder), "--grader", "a\x1bb").returncode == 2
