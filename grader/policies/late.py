"""The class's late policy as a plugin of nbgrader's, so that `nbgrader autograde` and formgrader take off the same."""
from __future__ import annotations

from pathlib import Path

from nbgrader.plugins import LateSubmissionPlugin

from grader.policies.policy import read_policies


class LatePolicy(LateSubmissionPlugin):
    """Takes off what `policies.toml` says; without a word on being late there, what nbgrader's own settings say."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """Return the points that a late notebook costs; None for none."""
        place = self.config.CourseDirectory.get("root") or "."  # where nbgrader works
        policies = read_policies(Path(place))
        if policies.late is None:
            return super().late_submission_penalty(student_id, score, total_seconds_late)
        return policies.penalty(score, total_seconds_late) or None
