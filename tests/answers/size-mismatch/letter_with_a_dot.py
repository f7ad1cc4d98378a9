# verdict: passed

mismatch_cause = "B."
