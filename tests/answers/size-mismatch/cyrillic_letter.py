# verdict: failed
# misconception: letter-of-another-alphabet
mismatch_cause = "В"
