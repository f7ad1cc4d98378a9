"""What a learner imports: checks, devices, data, pictures and training. It knows nothing of grading."""
from course.check import CheckFailed, check

__all__ = ["CheckFailed", "check"]
