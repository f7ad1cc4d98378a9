"""What a learner imports: checks, devices, data, pictures and training. It knows nothing of grading."""
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.check_cell import CheckFailed, check

__all__ = ["CheckFailed", "check"]


def __getattr__(name: str) -> Any:
    """Import what checks need, PyTorch above all, only where something is checked: a report needs none of it."""
    if name not in __all__:
        raise AttributeError(f"module 'course' has no attribute {name!r}")
    from course import check_cell

    return getattr(check_cell, name)
