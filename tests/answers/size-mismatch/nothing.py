# verdict: failed
# misconception: none-for-a-value

mismatch_cause = None
