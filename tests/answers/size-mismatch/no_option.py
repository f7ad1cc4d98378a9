# verdict: failed
# misconception: no-such-option

mismatch_cause = "E"
