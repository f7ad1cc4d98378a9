"""Our steps behind nbgrader's own commands, so that `nbgrader autograde` and formgrader give the same marks."""
from __future__ import annotations

import tempfile
from pathlib import Path

from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

from grader.classroom import read_secret
from grader.execute import execute
from grader.grade import read_release
from grader.judge import judge_notebook, submission_seed
from grader.lesson import clear_answer
from grader.results import Graded, write_results
from grader.submission import modernise, restore


class ClearAnswers(ClearSolutions):
    """Clear answers as the learner's copy has them; cells that are not ours are left to nbgrader."""

    def preprocess_cell(self, cell, resources, cell_index):
        if "grader" not in cell.metadata:
            return super().preprocess_cell(cell, resources, cell_index)
        cell.source = clear_answer(cell.source, cell.cell_type)
        return cell, resources


def _names(resources: dict) -> tuple[str, str, bytes]:
    """Return learner, lesson and the released lesson; nbgrader works in the class folder."""
    names = resources["nbgrader"]
    release = Path("release") / names["assignment"] / f"{names['notebook']}.ipynb"
    return names["student"], names["assignment"], release.read_bytes()


class Restore(NbGraderPreprocessor):
    """Restore all that a learner may not change, whatever was copied, deleted or retagged."""

    def preprocess(self, nb, resources):
        _, _, release = _names(resources)
        return restore(modernise(nb), read_release(release)), resources


class RunAndJudge(NbGraderPreprocessor):
    """Run the learner's cells, judge their facts outside the kernel, and write cards and points into the checks."""

    def preprocess(self, nb, resources):
        learner, lesson, release = _names(resources)
        seed = submission_seed(read_secret(Path()), learner, lesson)
        graded = Graded(learner, lesson)
        with tempfile.TemporaryDirectory(prefix="grader-") as folder:
            graded.ended = execute(nb, seed, Path(folder))
        graded.results = judge_notebook(nb, read_release(release), seed, graded.ended)
        write_results(Path(), graded)
        return nb, resources
