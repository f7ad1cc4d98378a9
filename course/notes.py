"""Where this runs: whether a notebook is being graded, and whether there is more than text to look at."""
from __future__ import annotations

import os
import sys
from typing import Any

from course.exchange import GRADING_SEED

GRADING = ("NBGRADER_EXECUTION", GRADING_SEED)  # set by nbgrader, and by the course's own grader


def is_grading() -> bool:
    """Return whether nbgrader or the course's own grader runs this kernel, where nobody learns anything."""
    return any(name in os.environ for name in GRADING)


def in_terminal() -> bool:
    """Return whether this is IPython in a terminal, where text is all there is to see and nothing moves."""
    return _shell() is not None and not in_notebook()


def in_notebook() -> bool:
    """Return whether this is a notebook's kernel, where a card can be shown."""
    return hasattr(_shell(), "kernel")


def _shell() -> Any:
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
