"""Classes in which somebody tries something: hostile learners between honest ones, graded by `grader grade`."""
from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from sample_class import ANSWERS, IN_TIME, LESSON, NOISY, OTHER_ROADS, PLAIN, POINTS, Cells, position

from grader.desk.report.write import write_reports
from grader.marks.mark import LessonMark
from grader.marks.reading import read_marks

FULL = sum(POINTS.values())
OUTSIDE = "REACHED"  # what an attack prints, or leaves behind, where a wall did not hold


@dataclass(frozen=True)
class Learner:
    """A learner of a class like that, honest or not.

    Attributes:
        name: the learner's name.
        row: the row of the table of threats.
        code: text of cells by cell id, which replaces what was released; `$CLASS` becomes the class folder's path.
        answers: file of the bank of answers for each question; what is named nowhere stays as released.
        points: the marks that the hand-in must get.
        told: what the instructor must be told of this learner, as a regular expression.
        edit: what else was done to the cells.
        files: files beside the notebook.
        links: links beside the notebook or in its place, each with what it leads to.
        raw: the content of the file that was handed in, where it is no notebook.
        file_name: the name of that file.
        stamp: when it was handed in.
    """

    name: str
    row: int = 0
    code: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    points: float = 0
    told: str = ""
    edit: Callable[[Cells], Cells] = lambda cells: cells
    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    file_name: str = f"{LESSON}.ipynb"
    stamp: str = IN_TIME


# one at the start and one at the end of every class: whatever happens between them is nobody's business but theirs
HONEST = (Learner("ada", answers=PLAIN, points=FULL), Learner("zoe", answers=OTHER_ROADS, points=FULL))
NOISE = Learner("olga", 20, answers=PLAIN | NOISY, points=FULL)


@dataclass
class Graded:
    """What `grader grade` made of a class.

    Attributes:
        folder: the class folder.
        done: how the command ended.
        results: what it said of each learner in JSON.
        marks: what the gradebook says.
        page: the class report.
    """

    folder: Path
    done: CompletedProcess
    results: dict[str, dict]
    marks: dict[str, LessonMark]
    page: str

    def outcome(self, name: str, question: str) -> str:
        return next(each["outcome"] for each in self.results[name]["results"] if each["question"] == question)

    def told(self, name: str) -> str:
        """Return all that the class report tells of a learner."""
        rows = re.split(r'<tr><th scope="row">|<li><div class="who"><bdi>', self.page)[1:]
        return "\n".join(unescape(row) for row in rows if re.match(f"{re.escape(escape(name))}</(th|bdi)>", row))

    def said(self, name: str) -> str:
        """Return all that a learner's cells said, as it is kept in the graded notebook."""
        notebook = json.loads((self.folder / "autograded" / name / LESSON / f"{LESSON}.ipynb").read_text())
        outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
        return "\n".join("".join(output.get("text", "")) + str(output.get("evalue", "")) for output in outputs)


def assert_as_stated(graded: Graded, learner: Learner) -> None:
    """A learner has the marks that the table states, in the results and in the gradebook, and no fault is called ours.

    Whoever was refused has no marks at all.
    """
    result = graded.results[learner.name]
    assert result["fault"] == "" and "broken" not in {each["outcome"] for each in result["results"]}, result
    assert result["points"] == learner.points, result
    if result["refused"]:
        assert learner.name not in graded.marks and learner.told
    else:
        assert graded.marks[learner.name].score == learner.points
    assert re.search(learner.told, graded.told(learner.name)), graded.told(learner.name)
    if result["refused"]:
        assert re.search(f"refused: {re.escape(learner.name)}: .*{learner.told}", graded.done.stdout)


def parametrize(learners: tuple[Learner, ...]) -> pytest.MarkDecorator:
    """Run a test for each learner; its id names the row of the table of threats."""
    named = [pytest.param(each, id=f"row{each.row}-{each.name}" if each.row else f"honest-{each.name}")
             for each in learners]
    return pytest.mark.parametrize("learner", named)


def grade_class(run: Callable, released: Path, folder: Path, learners: tuple[Learner, ...], *options: str) -> Graded:
    """Hand in for every learner in a copy of a class folder, and grade it as an instructor does."""
    shutil.copytree(released, folder)
    for learner in learners:
        hand_in(folder, learner)
    return read_graded(folder, run("grader", "grade", LESSON, "--folder", str(folder), "--json", *options))


def read_graded(folder: Path, done: CompletedProcess) -> Graded:
    """Return what a grading run has left in a class folder."""
    assert done.returncode in (0, 1), done.stderr
    results = {each["learner"]: each for each in json.loads(done.stdout.splitlines()[-1])["graded"]}
    page = write_reports(folder, LESSON)[0]
    return Graded(folder, done, results, read_marks(folder, LESSON), page.read_text())


def hand_in(class_folder: Path, learner: Learner) -> Path:
    """Put a learner's hand-in into a class folder, and return the folder that it lies in."""
    folder = class_folder / "submitted" / learner.name / LESSON
    folder.mkdir(parents=True)
    for name, content in learner.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / learner.file_name).write_bytes(
        fill(class_folder / "release" / LESSON / f"{LESSON}.ipynb", learner, class_folder))
    for name, target in learner.links.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target.replace("$CLASS", str(class_folder)))
    (folder / "timestamp.txt").write_text(learner.stamp + "\n", encoding="ascii")
    return folder


def fill(released: Path, learner: Learner, class_folder: Path = Path()) -> bytes:
    """Return what a learner hands in: the released lesson with their answers, their code and their edits."""
    if learner.raw is not None:
        return learner.raw
    notebook = json.loads(released.read_text(encoding="utf-8"))
    texts = {f"{question}-answer": (ANSWERS / question / f"{name}.py").read_text(encoding="utf-8")
             for question, name in learner.answers.items()} | learner.code
    for cell_id, text in texts.items():
        cell = notebook["cells"][position(notebook["cells"], cell_id)]
        cell["source"] = text.replace("$CLASS", str(class_folder))
    notebook["cells"] = learner.edit(notebook["cells"])
    return json.dumps(notebook, indent=1).encode()
