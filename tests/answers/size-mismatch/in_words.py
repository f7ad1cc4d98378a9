# verdict: failed

mismatch_cause = "because of the head"
