# verdict: failed
# misconception: several-letters
mismatch_cause = ["A", "B", "C", "D"]
