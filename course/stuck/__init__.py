"""For whoever is stuck: hints in steps, and the input that an answer failed on."""
from course.stuck.cases import case
from course.stuck.hints import hint

__all__ = ["case", "hint"]
