"""Run a lesson's own answers before the class's: where even these cannot run, no learner's answer is to blame."""
from __future__ import annotations

from concurrent.futures import Executor

from nbformat import NotebookNode, from_dict

from course.checking.question import Result
from grader.classroom.made_files import make_files
from grader.classroom.results import Graded
from grader.classroom.submissions import Submission
from grader.errors import WrongCall
from grader.handout.released import is_tested_inside, read_release
from grader.lessons.text import role_of
from grader.marking.judge import judge_notebook
from grader.marking.prepare import Class, Prepared, code_cells, pack
from grader.printable import printable
from grader.running.work import Ran, run_work, unpack_ran

MAY_FAIL = ("answer", "manual", "task", "tests", "check", "show", "work")  # roles of cells
NOT_THERE = ("ImportError", "ModuleNotFoundError", "FileNotFoundError")  # what a broken environment raises
MAX_LISTED = 10


def require_working(of: Class, executor: Executor) -> list[str]:
    """Make sure that what a lesson itself brings along runs on this machine, and that our own answers are right.

    Returns:
        What an instructor may want to know of tests of their own, in sentences.

    Raises:
        WrongCall: something does not; what failed is in the message.
    """
    answered = {name: _read_source(of, name) for name in of.releases}
    blank = {name: from_dict(release) for name, release in of.releases.items() if is_tested_inside(release)}
    runs = [executor.submit(run_work, _pack(of, notebooks)) for notebooks in (answered, blank)]
    broken, doubts = _look_at_answers(of, answered, unpack_ran(runs[0].result()))
    if broken:
        listed = "\n".join(f"  {printable(reason)}" for reason in broken[:MAX_LISTED])
        raise WrongCall(f"{of.lesson}: expected what the lesson itself brings along to run, got errors that no learner "
                        f"can mend:\n{listed}\nNobody was graded. Install what is missing, or correct the lesson and "
                        "release it again; a cell that is meant to fail needs the tag raises-exception.")
    given = [result.question for results in _judge(of, blank, unpack_ran(runs[1].result())).values()
             for result in results if result.points]
    return doubts + ([f"These tests give points to a blank hand-in: {', '.join(given[:MAX_LISTED])}."] if given else [])


def _look_at_answers(of: Class, answered: dict[str, NotebookNode], ran: Ran) -> tuple[list[str], list[str]]:
    """Return what is broken, and what is doubtful: a test of an instructor's own may be one that nothing passes."""
    broken, doubts = [ran.fault] if ran.fault else [], list[str]()
    for (name, notebook), results in zip(answered.items(), _judge(of, answered, ran).values()):
        broken += [f"{name}.ipynb: {reason}" for reason in find_failures(notebook)]
        wrong = [f"{name}.ipynb: the lesson's own answer gets {result.points:g} of {result.max_points:g} at "
                 f"{result.question}: {result.message}" for result in results if result.outcome != "passed"]
        (doubts if is_tested_inside(of.releases[name]) else broken).extend(wrong)
    return broken, doubts


def _read_source(of: Class, name: str) -> NotebookNode:
    """Return a notebook of the lesson with its answers, if the class folder has it, else as it was released."""
    path = of.folder / "source" / of.lesson / f"{name}.ipynb"
    return read_release(path.read_bytes()) if path.is_file() else from_dict(of.releases[name])


def _pack(of: Class, notebooks: dict[str, NotebookNode]) -> bytes:
    files = of.files | make_files(of.secret, of.lesson, handed_in=True)
    return pack(of, Prepared(Submission("", of.lesson, of.folder), Graded("", of.lesson), notebooks, of.shared_seed,
                             files))


def _judge(of: Class, notebooks: dict[str, NotebookNode], ran: Ran) -> dict[str, list[Result]]:
    results = {}
    for (name, notebook), outputs, counts in zip(notebooks.items(), ran.outputs, ran.counts):
        for cell, output, count in zip(code_cells(notebook), outputs, counts):
            cell.outputs, cell.execution_count = output, count
        results[name] = judge_notebook(notebook, of.releases[name], of.shared_seed, of.shared_seed)
    return results


def find_failures(notebook: NotebookNode) -> list[str]:
    """Return the errors of cells that are no learner's: of setup before the first answer, and of what is not there."""
    found, is_answered = [], False
    for cell in code_cells(notebook):
        is_answered |= role_of(cell) in MAY_FAIL
        if role_of(cell) in MAY_FAIL or "raises-exception" in cell.metadata.get("tags", ()):
            continue
        line = next(iter(cell.source.strip().splitlines()), "")[:60]
        found += [f"`{line}`: {output['ename']}: {output['evalue']}"[:300] for output in cell.outputs
                  if output["output_type"] == "error" and (not is_answered or output["ename"] in NOT_THERE)]
    return found
