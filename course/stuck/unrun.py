"""A check whose answer was never run in this kernel: a sentence in place of a traceback."""
from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from course import notes
from course.questions import lessons

SAID = ("NameError: `{name}` isn't defined in this session. Run the cell where you write it, just above, then this one."
        " After a restart of the kernel, choose Run > Run All Above Selected Cell first.")


def explain_missing_answers() -> None:
    """Have IPython say what to do where a check cell names an answer that isn't there. Grading is left alone."""
    shell: Any = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None and not notes.is_grading():
        shell.set_custom_exc((NameError,), _show)


def _show(shell: Any, kind: type, error: NameError, trace: TracebackType, tb_offset: int | None = None) -> list[str]:
    """Return the lines that IPython shows for a NameError."""
    if _is_unrun(error, trace):
        said = [SAID.format(name=error.name)]
        shell._showtraceback(kind, error, said)
        return said
    shown = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset=tb_offset)
    shell._showtraceback(kind, error, shown)
    return shown


def _is_unrun(error: NameError, trace: TracebackType) -> bool:
    """Whether the cell itself, and nothing that it called, lacks a name that some question asks for."""
    cell = trace.tb_next if trace.tb_next else trace  # the first frame is IPython's own
    asked = {answer.name for questions in lessons().values() for question in questions for answer in question.answers}
    return cell.tb_next is None and "check" in cell.tb_frame.f_globals and error.name in asked
