# verdict: passed
# seed: 0

from course.capstone import from_text, to_text
from course.data.shifted import digits_id, shown_labels

predictions = from_text(to_text(digits_id(0), shown_labels(0)).replace("\n", "\r\n") + "\r\n\r\n")
