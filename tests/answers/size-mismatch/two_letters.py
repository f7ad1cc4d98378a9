# verdict: failed
# misconception: several-letters

mismatch_cause = "B, A"
