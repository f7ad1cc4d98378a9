"""Answers go in, facts come out beside the learner's code; facts go in, a result and a card come out elsewhere."""
