# verdict: failed
# misconception: number-for-the-letter

mismatch_cause = 2
