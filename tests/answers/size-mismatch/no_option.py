# verdict: failed

mismatch_cause = "E"
