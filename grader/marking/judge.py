"""Facts to results, in the trusted process, and results into the cells, as nbgrader expects them."""
from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from nbformat import NotebookNode

from course.cards import card
from course.checking import judge
from course.checking.facts import clip
from course.checking.question import Question, Result
from course.exchange import FACTS_MIME, question_seed
from course.keys import find_key
from course.questions import find
from grader.classroom.accepted import accept_result
from grader.lessons.restore import is_blank
from grader.lessons.text import role_of
from grader.marking.asserts import judge_tests


def judge_notebook(
    notebook: NotebookNode, release: NotebookNode, seed: str, shared: str, ended: str = "",
    accepted: Container[str] = (), warnings_fail: bool = False,
) -> list[Result]:
    """Return one result for every check and test of an executed notebook, and write each into its cell.

    Args:
        notebook: the executed notebook; its check cells hold facts.
        release: the released lesson, to tell which answers were left as they were.
        seed: the seed that the facts were asked for.
        shared: the seed that questions which are the same for all are judged with.
        ended: why the run ended early, or "".
        accepted: ids of questions that a person accepts if they are held.
        warnings_fail: whether a test that writes to standard error has failed, as by nbgrader's rule.
    """
    results = []
    for cell in notebook.cells:
        if role_of(cell) == "check":
            question = find(cell.metadata.grader.question)
            result = judge_cell(question, cell, shared if question.same_for_all else seed, ended)
            if result.outcome == "failed" and result.points == 0 and _answers_are_blank(notebook, release, question):
                result = replace(result, outcome="not tried", message="", hint="", misconception="")
            if result.outcome == "held" and question.id in accepted:
                result = accept_result(result)
            result = replace(result, called="")  # the fresh inputs stay fresh for the next hand-in
            write_result(cell, result)
            results.append(result)
        elif role_of(cell) == "tests" and cell.cell_type == "code":
            result = judge_tests(cell, ended, warnings_fail)
            results.append(accept_result(result) if result.outcome == "held" and cell.id in accepted else result)
    return results


def judge_cell(question: Question, cell: NotebookNode, seed: str, ended: str) -> Result:
    """Return the result of one executed check cell."""
    points = float(cell.metadata.nbgrader.points)
    published = [output["data"][FACTS_MIME] for output in cell.outputs if FACTS_MIME in output.get("data", {})]
    if len(published) > 1:
        return judge.held(question, points, f"The check sent {len(published)} results instead of one: the answer may "
                                            "have changed how it reports.")
    if published:
        return judge.judge(find_key(question.id), published[0], question_seed(seed, question.id), points)
    return Result(question.id, "failed", 0.0, points, message=_why_no_facts(cell, ended), section=question.section)


def _why_no_facts(cell: NotebookNode, ended: str) -> str:
    error = next((output for output in cell.outputs if output["output_type"] == "error"), None)
    if error is not None:
        return clip(f"The check could not run: {error['ename']}: {error['evalue']}")
    return f"The check was not reached: {ended}." if ended else "The check ran, but reported nothing."


def _answers_are_blank(notebook: NotebookNode, release: NotebookNode, question: Question) -> bool:
    """A learner may answer in a cell of their own; then the cell left blank says nothing, but the facts do."""
    answers = [cell for cell in notebook.cells
               if role_of(cell) == "answer" and cell.metadata.grader.question == question.id]
    return bool(answers) and all(is_blank(cell, release) for cell in answers)


def write_result(cell: NotebookNode, result: Result) -> None:
    """Replace a check cell's outputs by one result: a card to people, and to nbgrader a number from 0 to its points."""
    points = min(max(result.points, 0.0), float(cell.metadata.nbgrader.points))
    data = {"text/html": card.html(result), "text/plain": repr(points)}
    cell.outputs = [{"output_type": "execute_result", "data": data, "metadata": {},
                     "execution_count": cell.execution_count}]
