# verdict: failed
# misconception: wrong-length

from course.capstone import Predictions
from course.data.shifted import digits_id, shown_labels

full_batches = [batch for batch in shown_labels(0).split(64) if len(batch) == 64]
predictions = Predictions(digits_id(0), torch.cat(full_batches))
