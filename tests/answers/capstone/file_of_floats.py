# verdict: failed
# misconception: labels-as-floats

from course.capstone import from_text
from course.data.shifted import digits_id, shown_labels

predictions = from_text("\n".join([f"digits_{digits_id(0)}", *(f"{digit}.0" for digit in shown_labels(0).tolist())]))
