# verdict: failed
# misconception: none-for-a-value

from course.data.shifted import shown_labels

predictions = shown_labels(0).tolist().sort()
