# verdict: failed

from course.data.shifted import shown_labels

predictions = shown_labels(0)[:, None]
