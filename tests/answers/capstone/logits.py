# verdict: failed
# misconception: scores-for-classes

from course.data.shifted import shown_labels

predictions = functional.one_hot(shown_labels(0), 10) - 0.5
