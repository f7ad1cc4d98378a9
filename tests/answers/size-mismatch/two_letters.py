# verdict: failed

mismatch_cause = "B, A"
