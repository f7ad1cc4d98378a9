# verdict: failed
# misconception: broken-file

from course.capstone import from_text
from course.data.shifted import shown_labels

predictions = from_text("\n".join(map(str, shown_labels(0).tolist())))
