"""Ordinary nbgrader tests: cells of asserts that run inside the learner's kernel, scored by nbgrader's own rule.

What that kernel says can be forged by the code in it, so the report marks such points as tested inside. The rule's
leaks are closed: a cell that did not run, or that ends in nan, earns nothing. In Python warnings cost nothing; in
other languages they do, as with nbgrader: what a kernel writes to standard error may be all that it says of an error.
"""
from __future__ import annotations

import ast
import math

from nbformat import NotebookNode

from course.checking.facts import clip
from course.checking.question import Result
from grader.kernels.output import error_output

NO_TEST = ("The test raised nothing, and neither did its opposite: the hand-in may keep tests from being run. Read it "
           "before you decide.")


def opposite_of(source: str) -> str:
    """Return a test in which the last assertion says the opposite, so that only one of the two can pass.

    Code beside a test can drop assertions before they run; then both pass. "" where there is nothing to turn round.

    >>> print(opposite_of("x = f(1)\\nassert x == 2, 'no'"))
    x = f(1)
    assert not x == 2
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    places = [i for i, statement in enumerate(tree.body) if isinstance(statement, ast.Assert)]
    if not places:
        return ""
    last = tree.body[places[-1]]
    assert isinstance(last, ast.Assert)
    tree.body[places[-1]:] = [ast.Assert(ast.UnaryOp(ast.Not(), last.test))]
    return ast.unparse(ast.fix_missing_locations(tree))


def judge_tests(cell: NotebookNode, ended: str, warnings_fail: bool = False) -> Result:
    """Return the result of one executed test cell, and settle its outputs so that nbgrader's rule says the same."""
    most = float(cell.metadata.nbgrader.points)
    error = next((output for output in cell.outputs if output["output_type"] == "error"), None)
    if cell.execution_count is None:
        message = f"The tests were not reached: {ended or 'the cell was not run'}."
        result = Result(cell.id, "failed", 0.0, most, message=message)
        cell.outputs = [error_output("NotReached", message)]
    elif error is not None:
        message = clip(f"{error['ename']}: {error['evalue']}".strip(": "))
        result = Result(cell.id, "failed", 0.0, most, message=message)
    elif warnings_fail and (warned := _standard_error(cell)):
        result = Result(cell.id, "failed", 0.0, most, message=clip(warned))
    elif cell.metadata.grader.get("opposite_passed"):
        result = Result(cell.id, "held", 0.0, most, message=NO_TEST)
    else:
        points = read_points(cell, most)
        result = Result(cell.id, "passed" if points == most else "failed", points, most)
    _settle(cell, result)
    return result


def _standard_error(cell: NotebookNode) -> str:
    said = [output["text"] for output in cell.outputs if output["output_type"] == "stream"
            and output["name"] == "stderr"]
    return "".join(said).strip() or ("a message on standard error" if said else "")


def read_points(cell: NotebookNode, most: float) -> float:
    """Return the points of a test cell that raised nothing: the number it ends in, if it ends in one, else all."""
    last = next((output for output in cell.outputs if output["output_type"] == "execute_result"), None)
    try:
        points = float(last["data"]["text/plain"]) if last else most
    except (ValueError, KeyError):
        return most
    return min(max(points, 0.0), most) if math.isfinite(points) else 0.0


def _settle(cell: NotebookNode, result: Result) -> None:
    """Leave no output that nbgrader would take for another score."""
    for output in cell.outputs:
        if output["output_type"] == "stream":
            output["name"] = "stdout"
        elif output["output_type"] == "execute_result":
            output["output_type"] = "display_data"
            output.pop("execution_count", None)
    if result.outcome in ("failed", "held") and not any(output["output_type"] == "error" for output in cell.outputs):
        cell.outputs.append({"output_type": "execute_result", "execution_count": cell.execution_count,
                             "metadata": {}, "data": {"text/plain": repr(result.points)}})
