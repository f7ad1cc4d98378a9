# verdict: not tried

from course import capstone

predictions = capstone.read_predictions()
