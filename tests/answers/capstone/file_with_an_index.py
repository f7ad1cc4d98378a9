# verdict: failed
# misconception: broken-file

from course.capstone import from_text
from course.data.shifted import digits_id, shown_labels

rows = [f"{place},{digit}" for place, digit in enumerate(shown_labels(0).tolist())]
predictions = from_text("\n".join([f"digits_{digits_id(0)}", *rows]))
