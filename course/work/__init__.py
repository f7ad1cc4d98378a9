"""The learner's folder: copies of the lessons, how far they are, putting them back and bringing them up to date.

Nothing in here imports PyTorch, so that the command `course` answers at once.
"""
