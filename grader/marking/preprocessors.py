"""Our steps behind nbgrader's own commands, so that `nbgrader autograde` and formgrader give the same marks."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

from grader.classroom.gradebook import open_gradebook
from grader.classroom.results import Graded, write_results
from grader.classroom.submissions import Submission, read_hand_in
from grader.handout.released import is_tested_inside
from grader.lessons.hand_in import parse_notebook
from grader.lessons.restore import restore
from grader.lessons.text import clear_cell, role_of, with_points
from grader.marking.grade import judge_ran
from grader.marking.prepare import Class, Prepared, open_class, pack
from grader.running.work import run_work, unpack_ran
from grader.stock.steps import Steps


class ClearAnswers(ClearSolutions):
    """Clear answers as the learner's copy has them; cells that are not ours are left to nbgrader."""

    def preprocess_cell(self, cell, resources, cell_index):
        if "grader" not in cell.metadata:
            return super().preprocess_cell(cell, resources, cell_index)
        clear_cell(cell)
        if role_of(cell) == "check" and "nbgrader" in cell.metadata:  # an instructor may have changed its points
            cell.source = with_points(cell.source, cell.metadata.nbgrader.points)
        return cell, resources


class Restore(NbGraderPreprocessor):
    """Restore all that a learner may not change, whatever was copied, deleted or retagged.

    nbgrader has read the notebook by then; what counts is what we read, by our own rules.
    """

    def preprocess(self, nb, resources):
        of, name = _find_class(resources)
        raw = _read_submission(of, resources).handed_in.notebooks[name]
        return restore(parse_notebook(raw, f"{name}.ipynb"), of.releases[name]), resources


class RunAndJudge(NbGraderPreprocessor):
    """Run the learner's cells, judge their facts outside the kernel, and write cards and points into the checks."""

    def preprocess(self, nb, resources):
        of, name = _find_class(resources)
        submission = _read_submission(of, resources)
        learner, handed_in = submission.learner, submission.handed_in
        graded = Graded(learner, of.lesson, hand_in=handed_in.digest.hex(),
                        tested_inside=is_tested_inside(of.releases[name]))
        prepared = Prepared(submission, graded, {name: nb}, of.seed(learner, handed_in),
                            of.settings.known(handed_in.files) | of.files)
        with ThreadPoolExecutor(1) as executor:  # formgrader has an event loop in this thread
            for _ in range(2):  # again, if others were in its way
                ran = unpack_ran(executor.submit(run_work, pack(of, prepared)).result())
                if not ran.starved:
                    break
        judge_ran(of, prepared, ran)
        if graded.fault:
            raise RuntimeError(graded.fault)
        if len(of.releases) == 1:
            write_results(Path(), graded)
        return nb, resources


def _read_submission(of: Class, resources: dict) -> Submission:
    """Read what nbgrader grades from `submitted/`, from which `grader grade` makes the same seed.

    Raises:
        Refused: it cannot be read; nbgrader then names the learner and removes what it has copied.
    """
    submission = Submission(resources["nbgrader"]["student"], of.lesson, Path("submitted"))
    return replace(submission, handed_in=read_hand_in(submission, of.releases, of.due))


@cache
def _open_class(lesson: str, released: float) -> Class:
    with open_gradebook(Path()) as gradebook:
        of = open_class(gradebook, lesson)
    return replace(of, settings=replace(of.settings, steps=Steps()))  # nbgrader runs the class's own steps itself


def _find_class(resources: dict) -> tuple[Class, str]:
    """Return what submissions of a lesson share, and the notebook's name; nbgrader works in the class folder."""
    names = resources["nbgrader"]
    released = (Path("release") / names["assignment"] / f"{names['notebook']}.ipynb").stat().st_mtime
    return _open_class(names["assignment"], released), names["notebook"]
