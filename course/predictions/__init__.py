"""Predictions: guess what a cell will do, commit, then run it. Nothing here is graded.

In a lesson, `from course.predictions import predict`; then, as the last line of a cell,

    predict("loss-after-one-step", ["smaller", "equal", "larger"])

and at the end of the lesson `my_guesses("01_first_computation")`. To add a prediction, add one entry to the lesson's
file in `lessons`: its id, the right choice as the lesson words it, and a sentence that says why. Where the lesson
measures it, `right_choice("loss-after-one-step")` is what to compare with.
"""
from course.predictions.lookup import right_choice
from course.predictions.prompt import guess, predict
from course.predictions.table import my_guesses

__all__ = ["guess", "my_guesses", "predict", "right_choice"]
