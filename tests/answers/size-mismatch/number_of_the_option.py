# verdict: failed

mismatch_cause = 2
