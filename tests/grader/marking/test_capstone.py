"""The capstone through the front door: released, handed in as a file, graded without repeating any training."""
import json
import shutil

import pytest
import torch

from course.capstone import BAD, GOOD, macro_f1, to_text
from course.data.shifted import digits_id, shown_labels
from course.exchange import question_seed
from grader.classroom.folder import read_secret
from grader.classroom.gradebook import open_gradebook
from grader.classroom.results import Graded
from grader.classroom.seeds import shared_seed
from grader.kernels import sandbox
from grader.marking.grade import choose
from grader.marking.prepare import open_class, pack, prepare

LESSON, POINTS = "06_capstone", 16
pytestmark = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")


def seed_of(folder) -> int:
    return question_seed(shared_seed(read_secret(folder), LESSON), "capstone")


def guesses(seed: int, share: float) -> torch.Tensor:
    """The labels of a seed, this share of them spoilt."""
    labels = shown_labels(seed)
    wrong = torch.rand(len(labels), generator=torch.Generator().manual_seed(1)) < share
    return torch.where(wrong, (labels + 4) % 10, labels)


def put(folder, name: str, predictions: str | None, edit=lambda cells: None) -> None:
    """Hand in a learner's notebook, with a file of predictions beside it."""
    notebook = json.loads((folder / "release" / LESSON / f"{LESSON}.ipynb").read_text())
    edit(notebook["cells"])
    place = folder / "submitted" / name / LESSON
    place.mkdir(parents=True)
    (place / f"{LESSON}.ipynb").write_text(json.dumps(notebook))
    if predictions is not None:
        (place / "predictions.csv").write_text(predictions)


def endless(cells) -> None:
    """Training that never ends, one that raises, and setup that asks for a package that is nowhere."""
    for cell, source in zip([cell for cell in cells if cell["metadata"].get("grader", {}).get("role") == "work"],
                            ("while True:\n    pass", "1 / 0")):
        cell["source"] = source
    cells[-1]["source"] = "raise SystemExit" if cells[-1]["cell_type"] == "code" else cells[-1]["source"]


@pytest.fixture(scope="module")
def graded(run, tmp_path_factory):
    """A class of seven; its folder, and what each came to."""
    folder = tmp_path_factory.mktemp("capstone") / "class"
    assert run("grader", "init", str(folder)).returncode == 0
    done = run("grader", "release", LESSON, "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    assert f"release/{LESSON} is what learners get" in done.stdout.replace("\n", "")
    seed = seed_of(folder)
    put(folder, "baseline", to_text(digits_id(seed), guesses(seed, 0.33)))
    put(folder, "better", to_text(digits_id(seed), guesses(seed, 0.25)), endless)
    put(folder, "best", to_text(digits_id(seed), guesses(seed, 0.05)), endless)
    put(folder, "blank", None)
    put(folder, "broken", "digits_00c0ffee\n7\nseven\n")
    put(folder, "practice", to_text(digits_id(0), shown_labels(0)))
    put(folder, "forger", to_text(digits_id(seed), shown_labels(0)))
    done = run("grader", "grade", LESSON, "--folder", str(folder), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, {one["learner"]: one for one in json.loads(done.stdout.splitlines()[-1])["graded"]}


def test_marks_rise_with_macro_f1(graded):
    folder, results = graded
    labels = shown_labels(seed_of(folder))
    for name, share in (("baseline", 0.33), ("better", 0.25), ("best", 0.05)):
        f1 = macro_f1(labels, guesses(seed_of(folder), share))
        due = POINTS * min(1, (f1 - BAD) / (GOOD - BAD))
        assert due - POINTS / 100 <= results[name]["points"] <= due
    assert 0 < results["baseline"]["points"] < results["better"]["points"] < results["best"]["points"] == POINTS


@pytest.mark.parametrize(("name", "outcome", "misconception"), [
    ("best", "passed", ""), ("blank", "not tried", ""), ("broken", "failed", "broken-file"),
    ("practice", "failed", "other-digits"), ("forger", "failed", "chance"),
])
def test_every_hand_in_is_told_what_it_was(graded, name, outcome, misconception):
    (result,) = graded[1][name]["results"]
    assert (result["outcome"], result["misconception"]) == (outcome, misconception)
    assert result["points"] == (POINTS if outcome == "passed" else 0)
    assert not graded[1][name]["fault"] and not graded[1][name]["ended"]
    assert name != "broken" or "line 3: expected one number, got 'seven'" in result["message"]


def test_no_training_is_repeated(graded):
    notebook = json.loads((graded[0] / "autograded" / "best" / LESSON / f"{LESSON}.ipynb").read_text())
    ran = {cell["metadata"].get("grader", {}).get("role") for cell in notebook["cells"]
           if cell["cell_type"] == "code" and cell["execution_count"] is not None}
    assert ran == {"setup", "check"}


def test_labels_and_their_seed_are_in_nothing_that_leaves_the_class(graded):
    folder, _ = graded
    of = open_class_of(folder)
    secrets = {str(seed_of(folder)), of.shared_seed, str(shown_labels(seed_of(folder)).tolist()),
               to_text("", shown_labels(seed_of(folder)))[8:]}
    handed_out = b"".join(path.read_bytes() for path in (folder / "release").rglob("*") if path.is_file())
    ready = [prepare(of, one, Graded(one.learner, LESSON)) for one in choose(of, ["blank", "best"])]
    sent = b"".join(pack(of, prepared) for prepared in ready)
    for secret in secrets:
        assert secret.encode() not in handed_out and secret.encode() not in sent
    assert all(prepared.seed.encode() in sent for prepared in ready)  # what is looked for would be found
    assert {path.name for path in (folder / "release" / LESSON).iterdir()} == {f"{LESSON}.ipynb", "digits.npz"}


def open_class_of(folder):
    with open_gradebook(folder) as gradebook:
        return open_class(gradebook, LESSON)


def test_releasing_again_hands_out_the_same_digits(graded, run, tmp_path):
    folder = tmp_path / "class"
    shutil.copytree(graded[0], folder)
    digits = folder / "release" / LESSON / "digits.npz"
    before = digits.read_bytes()
    assert run("grader", "release", LESSON, "--folder", str(folder)).returncode == 0
    assert digits.read_bytes() == before


def test_another_class_gets_other_digits(graded, run, tmp_path):
    folder = tmp_path / "other"
    assert run("grader", "init", str(folder)).returncode == 0
    assert digits_id(seed_of(folder)) != digits_id(seed_of(graded[0]))


@pytest.mark.prove
def test_nbgraders_own_command_gives_the_same_marks(graded, run, tmp_path):
    folder = tmp_path / "class"
    shutil.copytree(graded[0], folder)
    shutil.rmtree(folder / "autograded")
    done = run("nbgrader", "autograde", LESSON, "--student", "better", "--force", cwd=folder)
    assert done.returncode == 0, done.stderr[-2000:]
    from grader.marks.reading import read_marks

    assert read_marks(folder, LESSON)["better"].score == pytest.approx(graded[1]["better"]["points"])
