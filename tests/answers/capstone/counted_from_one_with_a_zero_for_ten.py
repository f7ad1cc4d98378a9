# verdict: failed
# misconception: classes-from-one
# seed: 0

from course.data.shifted import shown_labels

predictions = (shown_labels(0) + 1) % 10
