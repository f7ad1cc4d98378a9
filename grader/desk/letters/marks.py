"""From a learner's marks and results to the facts of their letters."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.classroom.results import Graded
from grader.desk.letters.facts import Facts, Total
from grader.marks.mark import Record


def make_facts(
    learner: str, lesson: str, notebooks: Sequence[str], marks: Record, graded: Graded | None,
) -> dict[str, Facts]:
    """Return the facts of a learner's notebooks, by notebook.

    Args:
        learner: the learner's name.
        lesson: the lesson's name.
        notebooks: the names of the lesson's notebooks.
        marks: what the gradebook has.
        graded: what grading came to, where `grader grade` did it.
    """
    totals = tuple(Total(name, sum(mark.points for mark in cells.values()),
                         sum(mark.max_points for mark in cells.values()), marks.penalties.get(name, 0.0))
                   for name in notebooks for cells in [marks.marks.get(name, {})])
    graded = graded or Graded(learner, lesson)
    found = {}
    for name in notebooks:
        prefix = "" if len(notebooks) == 1 else f"{name}/"
        results = {result.question.removeprefix(prefix): replace(result, misconception="")  # the instructor's word
                   for result in graded.results if result.question.startswith(prefix)}
        found[name] = Facts(learner, marks.name, lesson, name, marks.marks.get(name, {}), marks.comments.get(name, {}),
                            totals, results, marks.late_s, graded.refused, bool(graded.fault), graded.ended,
                            marks.mark.score, marks.regained)
    return found
