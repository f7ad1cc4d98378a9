# verdict: failed
# misconception: wrong-length

from course.data.shifted import shown_labels

predictions = functional.one_hot(shown_labels(0), 10).argmax(dim=0)
