# verdict: failed

from course.data.shifted import shown_labels

names = "zero one two three four five six seven eight nine".split()
predictions = [names[digit] for digit in shown_labels(0).tolist()]
