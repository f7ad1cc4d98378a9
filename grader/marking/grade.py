"""Grade the submissions of a lesson: read, restore, run elsewhere, judge, save; one that fails hurts nobody else.

Learners' code runs wherever the executor puts it. Reading, judging and saving stay here, in the trusted process,
which is the single writer to the gradebook.
"""
from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import replace
from itertools import islice

from nbformat import NotebookNode, from_dict

from grader.classroom.accepted import accepted_questions, is_waiting
from grader.classroom.gradebook import Gradebook
from grader.classroom.results import Graded, keep_earlier, read_results, results_path, write_results
from grader.classroom.submissions import Submission, find_submissions
from grader.errors import Refused, WrongCall
from grader.handout.released import is_tested_inside
from grader.interrupt import interrupts_wait
from grader.marking.attempts import find_attempts, find_published
from grader.marking.by_hand import find_settled
from grader.marking.history import add_to_history, read_history
from grader.marking.judge import judge_notebook
from grader.marking.prepare import Class, Prepared, code_cells, pack, prepare
from grader.marking.reference import find_failures, find_untested, require_working
from grader.marking.sanitise import sanitise
from grader.printable import printable
from grader.running.work import Ran, run_work, unpack_ran


def choose(of: Class, only: Sequence[str] = ()) -> list[Submission]:
    """Return the submissions of these learners, or all.

    Raises:
        WrongCall: nobody, or one of these learners, has handed in anything.
    """
    submissions = find_submissions(of.folder, of.lesson)
    there = {submission.learner for submission in submissions}
    if not there:
        raise WrongCall(f"{of.lesson}: expected submissions in submitted/NAME/{of.lesson}/, got none. Put them there.")
    if missing := sorted(set(only) - there):
        known, unknown = (", ".join(map(printable, names)) for names in (sorted(there), missing))
        raise WrongCall(f"--only: expected learners who handed in {of.lesson} ({known[:200]}), "
                        f"got {unknown}. Check the names.")
    return [submission for submission in submissions if (not only or submission.learner in only)
            and submission.learner not in of.settings.excluded]


def grade_lesson(
    of: Class, submissions: Sequence[Submission], gradebook: Gradebook, executor: Executor, at_once: int,
    force: bool = False, on_done: Callable[[Graded], None] = lambda graded: None,
    on_doubt: Callable[[str], None] = lambda sentence: None,
) -> list[Graded]:
    """Grade submissions and return what each came to; those graded before and unchanged are kept.

    Args:
        of: what they share.
        submissions: those to grade.
        gradebook: where marks go; this process alone writes to it.
        executor: where learners' code is run.
        at_once: how many submissions are handed to the executor at a time.
        force: grade again even what is unchanged.
        on_done: told of each submission as it is finished.
        on_doubt: told what an instructor may want to know of the lesson itself.

    Raises:
        WrongCall: what the lesson brings along does not run here; nobody is graded then.
    """
    finished: list[Graded] = []
    suspects: list[Graded] = []
    fit: set[tuple[str, str]] = set()

    def finish(graded: Graded) -> None:
        finished.append(graded)
        on_done(graded)

    def prepare_all() -> Iterator[Prepared]:
        for number, prepared in enumerate(_prepare_all(of, submissions, gradebook, force, finish)):
            if not number:  # somebody is to be graded
                reference = require_working(of, executor)
                fit.update(reference.fit)
                for doubt in reference.doubts:
                    on_doubt(doubt)
            yield prepared

    for prepared, ran in run_all(of, prepare_all(), executor, at_once):
        with interrupts_wait():  # it is saved and counted, or neither
            finish(_finish(of, prepared, ran, gradebook, fit))
        if any(map(find_failures, prepared.notebooks.values())):
            suspects.append(prepared.graded)
    _require_still_working(of, suspects, executor)
    return sorted(finished, key=lambda graded: graded.learner)


def _require_still_working(of: Class, suspects: list[Graded], executor: Executor) -> None:
    """Look at the lesson again where its own setup failed for a learner; what a broken machine has marked is due again.

    Raises:
        WrongCall: the lesson does not run any more.
    """
    if not suspects:
        return
    try:
        require_working(of, executor)
    except WrongCall:
        for graded in suspects:
            write_results(of.folder, replace(graded, fingerprint=""))
        raise


def run_all(
    of: Class, waiting: Iterator[Prepared], executor: Executor, at_once: int,
) -> Iterator[tuple[Prepared, Ran]]:
    """Run submissions and yield each with what came of it; those that others kept from running are run again."""
    starved = []
    for prepared, ran in _run_each(of, waiting, executor, at_once):
        if ran.starved:
            starved.append(prepared)
        else:
            yield prepared, ran
    yield from _run_each(of, iter(starved), executor, 1)  # each alone: nobody pays for a neighbor


def _run_each(
    of: Class, waiting: Iterator[Prepared], executor: Executor, at_once: int,
) -> Iterator[tuple[Prepared, Ran]]:
    """Hand submissions to the executor, so many at a time, and yield each with what came of it."""
    running: dict[Future, Prepared] = {}
    try:
        while True:
            for prepared in islice(waiting, max(0, at_once - len(running))):
                running[executor.submit(run_work, pack(of, prepared))] = prepared
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), _read_ran(future)
    finally:
        for future in running:
            future.cancel()


def _read_ran(future: Future) -> Ran:
    """Return what came of a run; that it did not come back is our fault."""
    try:
        return unpack_ran(future.result())
    except Exception as fault:
        return Ran(fault=describe_fault(fault))


def find_due(
    of: Class, submissions: Sequence[Submission], gradebook: Gradebook, force: bool = False,
) -> list[Graded]:
    """Return the submissions that would be graded; nothing is run or written."""
    return [look.graded for submission in submissions if (look := Look(of, submission, gradebook)).is_due(force)]


class Look:
    """A first look at a submission: is it readable, and has it been graded before?

    Attributes:
        graded: what is known of the result so far.
        prepared: the submission, ready to be run; None if it cannot be.
        before: what it came to when it was last graded, if nothing has changed since, by whatever command.
        waits: whether a person has accepted a held question of it since.
    """

    def __init__(self, of: Class, submission: Submission, gradebook: Gradebook) -> None:
        self.graded = Graded(submission.learner, submission.lesson, sandboxed=of.sandboxed)
        self.prepared, self.before, self.waits = None, None, False
        try:
            prepared = prepare(of, submission, self.graded)
            before = read_results(results_path(of.folder, submission.lesson, submission.learner))
            if before and before.fingerprint == self.graded.fingerprint and not before.fault \
                    and gradebook.holds(submission, before):
                self.before, self.waits = before, is_waiting(before, of.accepted)
            self.prepared = prepared
        except Refused as reason:
            self.graded.refused = str(reason)
        except Exception as fault:  # ours, by definition: it must cost no points and must not stop the class
            self.graded.fault = describe_fault(fault)

    def is_due(self, force: bool) -> bool:
        return self.prepared is not None and (force or self.before is None or self.waits)


def _prepare_all(
    of: Class, submissions: Sequence[Submission], gradebook: Gradebook, force: bool, finish: Callable[[Graded], None],
) -> Iterator[Prepared]:
    """Yield what must be run; what is done already, or cannot be, is finished at once."""
    for submission in submissions:
        look = Look(of, submission, gradebook)
        if look.is_due(force):
            yield look.prepared
        elif look.prepared is not None:
            finish(_keep(gradebook, look.prepared, look.before))
        else:
            finish(_save_failure(gradebook, submission, look.graded))


def _keep(gradebook: Gradebook, prepared: Prepared, before: Graded) -> Graded:
    """Return the results of before; only how late the hand-in was may have changed."""
    try:
        kept = gradebook.update_time(prepared.submission, before)
        add_to_history(gradebook.folder, kept)  # a penalty may be another
        return kept
    except Exception as fault:
        return _save_failure(gradebook, prepared.submission, replace(prepared.graded, fault=describe_fault(fault)))


def _save_failure(gradebook: Gradebook, submission: Submission, graded: Graded) -> Graded:
    """Note why a submission could not be graded, as far as there is room and a gradebook to note it in."""
    place = results_path(gradebook.folder, submission.lesson, submission.learner)
    kept = keep_earlier(graded, read_results(place))
    try:
        gradebook.api.db.rollback()
        gradebook.save(submission, {}, kept)
    except Exception as fault:  # a full disk, a locked database: it is told at the end all the same
        kept = replace(kept, fault=kept.fault or describe_fault(fault))
    return kept


def _finish(
    of: Class, prepared: Prepared, ran: Ran, gradebook: Gradebook, fit: Container[tuple[str, str]],
) -> Graded:
    """Judge and save a submission that was run; whatever goes wrong is noted under its learner's name."""
    graded = prepared.graded
    try:
        judge_ran(of, prepared, ran, fit)
        if not graded.fault:
            settled = find_settled(read_history(of.folder, of.lesson, graded.learner), prepared.notebooks)
            gradebook.save(prepared.submission, prepared.notebooks, graded, of.files, settled)
            add_to_history(of.folder, graded)
            for name, notebook in prepared.notebooks.items():
                of.run_steps(of.settings.steps.after_save, notebook, graded.learner, name)
            return graded
    except Exception as fault:
        graded.fault = describe_fault(fault)
    return _save_failure(gradebook, prepared.submission, graded)


def judge_ran(of: Class, prepared: Prepared, ran: Ran, fit: Container[tuple[str, str]] = ()) -> None:
    """Write what came of a run into a submission's notebooks and results.

    Args:
        of: what all submissions share.
        prepared: the submission.
        ran: what came of its run.
        fit: tests, by notebook and cell, whose opposite fails where the test passes.
    """
    graded = prepared.graded
    graded.fault, graded.ended, graded.cpu_s, graded.seconds = ran.fault, ran.ended, ran.cpu_s, ran.seconds
    graded.notices += ran.notices
    if ran.fault:
        return
    for (name, notebook), outputs, counts in zip(prepared.notebooks.items(), ran.outputs, ran.counts):
        for cell, output, count in zip(code_cells(notebook), outputs, counts):
            cell.outputs, cell.execution_count = output, count
        for cell_id in find_untested(of, name, notebook, outputs, counts):
            if (name, cell_id) in fit:
                next(cell for cell in notebook.cells if cell.id == cell_id).metadata.grader.opposite_passed = True
        release = of.releases[name]
        if by_tests := is_tested_inside(release):  # their outputs are their score, which a class's own step may change
            notebook = _run_steps_after(of, prepared, name)
        prefix = "" if len(of.releases) == 1 else f"{name}/"
        accepted = {question.removeprefix(prefix) for question in accepted_questions(graded, of.accepted)}
        results = judge_notebook(notebook, release, prepared.seed, of.shared_seed, ran.ended, accepted,
                                 warnings_fail=name in of.kernels and not of.kernels[name].is_python)
        graded.results += [replace(result, question=prefix + result.question) for result in results]
        graded.notices += find_attempts(notebook, release)
        graded.same_as_published += find_published(notebook, of.lesson)
        sanitise(notebook, release)
        _make_nodes(notebook)  # facts were plain data, and are gone by now
        if not by_tests:
            _run_steps_after(of, prepared, name)


def _make_nodes(notebook: NotebookNode) -> None:
    for cell in code_cells(notebook):
        cell.outputs = [from_dict(output) for output in cell.outputs]


def _run_steps_after(of: Class, prepared: Prepared, name: str) -> NotebookNode:
    """Let the class's own preprocessors work on an executed notebook, and return what they leave."""
    if steps := of.settings.steps.after_run:
        _make_nodes(prepared.notebooks[name])
        prepared.notebooks[name] = of.run_steps(steps, prepared.notebooks[name], prepared.graded.learner, name)
    return prepared.notebooks[name]


def describe_fault(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:300]
