"""Look before one regrades: run everything again, write nothing, and say which marks would change, and why."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from grader.classroom.gradebook import Gradebook
from grader.classroom.results import Graded, read_results, results_path
from grader.classroom.submissions import Submission
from grader.marking.grade import Look, describe_fault, judge_ran, run_all
from grader.marking.history import find_causes
from grader.marking.prepare import Class, Prepared
from grader.marking.reference import require_working


@dataclass(frozen=True)
class Change:
    """A mark that a regrade would change.

    Attributes:
        learner: whose.
        question: of which question; "" where the whole hand-in is meant.
        before: points as they are; None if there are none.
        after: points as they would be; None if there would be none.
        why: what has changed since the mark was given, in words; "" if nobody knows.
        message: what is said of the answer now.
        by_hand: whether a person has given points for it, which stay.
    """

    learner: str
    question: str
    before: float | None
    after: float | None
    why: str
    message: str = ""
    by_hand: bool = False


@dataclass(frozen=True)
class Preview:
    """What a regrade would come to.

    Attributes:
        changes: the marks that would change, by learner and question.
        n_tried: how many hand-ins were run.
        failed: why a learner could not be graded, by name.
    """

    changes: list[Change]
    n_tried: int
    failed: dict[str, str]


def preview_lesson(
    of: Class, submissions: Sequence[Submission], gradebook: Gradebook, executor: Executor, at_once: int,
    on_done: Callable[[Graded], None] = lambda graded: None,
) -> Preview:
    """Run submissions as `grade_lesson` would with `force`, and write nothing.

    Raises:
        WrongCall: what the lesson brings along does not run here.
    """
    fit = require_working(of, executor).fit
    graded: list[Graded] = []

    def prepare_all() -> Iterator[Prepared]:
        for look in (Look(of, submission, gradebook) for submission in submissions):
            if look.prepared:
                yield look.prepared
            else:
                graded.append(look.graded)
                on_done(look.graded)

    for prepared, ran in run_all(of, prepare_all(), executor, at_once):
        try:
            judge_ran(of, prepared, ran, fit)
        except Exception as fault:
            prepared.graded.fault = describe_fault(fault)
        graded.append(prepared.graded)
        on_done(prepared.graded)
    by_hand = gradebook.by_hand(of.lesson)
    changes = [change for one in sorted(graded, key=lambda one: one.learner)
               for change in compare(read_results(results_path(of.folder, of.lesson, one.learner)), one,
                                     by_hand.get(one.learner, frozenset()))]
    return Preview(changes, len(graded), {one.learner: one.refused or one.fault for one in graded
                                          if one.refused or one.fault})


def compare(before: Graded | None, after: Graded, by_hand: frozenset[str] = frozenset()) -> Iterator[Change]:
    """Yield the marks that differ between two gradings of one learner; one that could not be graded changes none.

    Args:
        before: what was kept; None if nothing was.
        after: what came of it now.
        by_hand: questions that a person has given points for.
    """
    if after.fault or after.refused:
        return
    why = _why(before, after)
    old = {result.question: result.points for result in before.results} if before else {}
    new = {result.question: result for result in after.results}
    for question in dict.fromkeys([*new, *old]):
        points = new[question].points if question in new else None
        if old.get(question) != points:
            yield Change(after.learner, question, old.get(question), points, why,
                         new[question].message if question in new else "", question in by_hand)


def _why(before: Graded | None, after: Graded) -> str:
    if before is None or not before.results:
        return "not graded before"
    return ", ".join(find_causes(before.depends_on, after.depends_on))
