"""Run a lesson's own answers before the class's: where even these cannot run, no learner's answer is to blame."""
from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

from nbformat import NotebookNode, from_dict

from course.checking.question import Result
from grader.classroom.made_files import make_files
from grader.classroom.results import Graded
from grader.classroom.submissions import Submission
from grader.errors import WrongCall
from grader.handout.released import is_tested_inside, read_release
from grader.lessons.text import role_of
from grader.marking.judge import judge_notebook
from grader.marking.prepare import Class, Prepared, code_cells, opposites, pack, read_lesson_files
from grader.printable import printable
from grader.running.work import Ran, run_work, unpack_ran

MAY_FAIL = ("answer", "manual", "task", "tests", "check", "show", "work")  # roles of cells
NOT_THERE = ("ImportError", "ModuleNotFoundError", "FileNotFoundError")  # what a broken environment raises
MAX_LISTED = 10


@dataclass(frozen=True)
class Reference:
    """What came of a lesson's own answers.

    Attributes:
        doubts: what an instructor may want to know of tests of their own, in sentences.
        fit: tests, by notebook and cell, that pass and whose opposite fails.
    """

    doubts: list[str]
    fit: frozenset[tuple[str, str]]


def require_working(of: Class, executor: Executor) -> Reference:
    """Make sure that what a lesson itself brings along runs on this machine, and that our own answers are right.

    Raises:
        WrongCall: something does not; what failed is in the message.
    """
    answered = {name: _read_source(of, name) for name in of.releases}
    blank = {name: from_dict(release) for name, release in of.releases.items() if is_tested_inside(release)}
    runs = [executor.submit(run_work, _pack(of, notebooks)) for notebooks in (answered, blank)]
    ran = unpack_ran(runs[0].result())
    broken, doubts = _look_at_answers(of, answered, ran)
    if broken:
        listed = "\n".join(f"  {printable(reason)}" for reason in broken[:MAX_LISTED])
        raise WrongCall(f"{of.lesson}: expected what the lesson itself brings along to run, got errors that no learner "
                        f"can mend:\n{listed}\nNobody was graded. Install what is missing, or correct the lesson and "
                        "release it again; a cell that is meant to fail needs the tag raises-exception.")
    given = [result.question for results in _judge(of, blank, unpack_ran(runs[1].result())).values()
             for result in results if result.points]
    if given:
        doubts.append(f"These tests give points to a blank hand-in: {', '.join(given[:MAX_LISTED])}.")
    return Reference(doubts, frozenset(_find_fit(of, answered, ran)))


def _find_fit(of: Class, answered: dict[str, NotebookNode], ran: Ran) -> Iterator[tuple[str, str]]:
    """Yield the tests that pass and whose opposite fails; one that counts its own calls, say, is none of them."""
    for (name, notebook), outputs, counts in zip(answered.items(), ran.outputs, ran.counts):
        yield from ((name, cell_id) for cell_id, said in _with_opposites(of, name, notebook, outputs, counts)
                    if said == (True, False))


def find_untested(
    of: Class, name: str, notebook: NotebookNode, outputs: list[list[dict]], counts: list[int | None],
) -> list[str]:
    """Return the test cells that raised nothing, and whose opposite raised nothing either."""
    return [cell_id for cell_id, said in _with_opposites(of, name, notebook, outputs, counts) if said == (True, True)]


def _with_opposites(
    of: Class, name: str, notebook: NotebookNode, outputs: list[list[dict]], counts: list[int | None],
) -> Iterator[tuple[str, tuple[bool, bool]]]:
    """Yield the id of each test cell that has an opposite, and whether it and this were run and raised nothing.

    What was run for the opposites stands behind the notebook's own cells.
    """
    passed = [count is not None and not any(output["output_type"] == "error" for output in said)
              for said, count in zip(outputs, counts)]
    cells = code_cells(notebook)
    own = dict(zip((cell.id for cell in cells), passed))
    for cell_id, opposite in zip(opposites(of, name, notebook), passed[len(cells):]):
        yield cell_id, (own[cell_id], opposite)


def _look_at_answers(of: Class, answered: dict[str, NotebookNode], ran: Ran) -> tuple[list[str], list[str]]:
    """Return what is broken, and what is doubtful: a test of an instructor's own may be one that nothing passes."""
    broken, doubts = [ran.fault] if ran.fault else [], list[str]()
    for (name, notebook), results in zip(answered.items(), _judge(of, answered, ran).values()):
        broken += [f"{name}.ipynb: {reason}" for reason in find_failures(notebook)]
        wrong = [f"{name}.ipynb: the lesson's own answer gets {result.points:g} of {result.max_points:g} at "
                 f"{result.question}. {result.message}".strip() for result in results if result.outcome != "passed"]
        (doubts if is_tested_inside(of.releases[name]) else broken).extend(wrong)
    return broken, doubts


def _read_source(of: Class, name: str) -> NotebookNode:
    """Return a notebook of the lesson with its answers, if the class folder has it, else as it was released.

    Its tests are those that were released: nbgrader makes some of them only then.
    """
    path = of.folder / "source" / of.lesson / f"{name}.ipynb"
    if not path.is_file():
        return from_dict(of.releases[name])
    notebook = read_release(path.read_bytes())
    tests = {cell.id: cell.source for cell in of.releases[name].cells if role_of(cell) == "tests"}
    for cell in notebook.cells:
        cell.source = tests.get(cell.id, cell.source)
    return notebook


def _pack(of: Class, notebooks: dict[str, NotebookNode]) -> bytes:
    files = read_lesson_files(of.folder, of.lesson) | of.files | make_files(of.secret, of.lesson, handed_in=True)
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
