# verdict: failed
# misconception: true-or-false
mismatch_cause = False
