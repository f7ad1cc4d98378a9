# verdict: failed
# misconception: scores-for-classes

from course.capstone import Predictions
from course.data.shifted import digits_id, shown_labels

predictions = Predictions(digits_id(0), functional.one_hot(shown_labels(0), 10).tolist())
