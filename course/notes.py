"""Whether anybody learns here, or a notebook is being graded."""
from __future__ import annotations

import os

from course.exchange import GRADING_SEED

GRADING = ("NBGRADER_EXECUTION", GRADING_SEED)  # set by nbgrader, and by the course's own grader


def is_grading() -> bool:
    """Return whether nbgrader or the course's own grader runs this kernel, where nobody learns anything."""
    return any(name in os.environ for name in GRADING)
