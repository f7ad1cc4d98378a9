# verdict: failed
# misconception: too-many-outputs

mismatch_cause = "A"
