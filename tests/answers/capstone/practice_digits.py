# verdict: failed
# misconception: other-digits
# seed: 1234

from course.capstone import Predictions
from course.data.shifted import digits_id, shown_labels

predictions = Predictions(digits_id(0), shown_labels(0))
