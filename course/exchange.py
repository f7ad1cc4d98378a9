"""What the grader tells a kernel, and the form in which facts come back."""
from __future__ import annotations

import hashlib

GRADING_SEED = "COURSE_GRADING_SEED"  # environment variable by which the grader asks for facts instead of a verdict
PUBLIC_SEED = 0  # the inputs that learners see; grading draws others
FACTS_MIME = "application/vnd.course.facts+json"


def question_seed(grading_seed: str, question_id: str) -> int:
    """Return the seed of a question's fresh inputs, from 0 to 2**62: the same in the kernel and in the judge."""
    digest = hashlib.sha256(f"{grading_seed}:{question_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 2
