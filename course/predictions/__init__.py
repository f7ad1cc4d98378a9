"""Predictions: guess what a cell will do, commit, then run it. Nothing here is graded.

In a lesson: `from course.predictions import predict`. What turns out to be right is in `lessons`, one file per lesson.
"""
from course.predictions.prompt import guess, predict
from course.predictions.table import my_guesses
from course.predictions.truths import right_choice

__all__ = ["guess", "my_guesses", "predict", "right_choice"]
