# verdict: failed
# misconception: labels-as-floats

from course.data.shifted import shown_labels

logits = functional.one_hot(shown_labels(0), 10) * 3.0
predictions, _ = logits.softmax(dim=1).max(dim=1)
