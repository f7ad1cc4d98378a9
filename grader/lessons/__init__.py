"""A lesson's text becomes a notebook and the learner's copy; a hand-in becomes that lesson again, restored."""
