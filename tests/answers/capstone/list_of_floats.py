# verdict: failed
# misconception: labels-as-floats

from course.data.shifted import shown_labels

predictions = [float(digit) for digit in shown_labels(0)]
