# verdict: failed
# misconception: other-digits

from course.capstone import Predictions
from course.data.shifted import shown_labels

predictions = Predictions("my digits", shown_labels(0))
