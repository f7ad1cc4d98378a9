"""What a check shows: a card, and on the learner's own the input that an answer is wrong on."""
