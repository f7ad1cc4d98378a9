# verdict: failed
# misconception: chance
# seed: 0

from course.capstone import Predictions
from course.data.shifted import digits_id, shown_labels

shuffled = torch.randperm(1000, generator=torch.Generator().manual_seed(0))
predictions = Predictions(digits_id(0), shown_labels(0)[shuffled])
