"""The letter that a learner gets about a graded notebook: what it came to, why, and what to do next."""
