# verdict: failed
# misconception: wrong-length

from course.data.shifted import shown_labels

predictions = [*shown_labels(0).tolist(), 0]
