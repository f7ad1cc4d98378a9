# verdict: passed

mismatch_cause = "b"
