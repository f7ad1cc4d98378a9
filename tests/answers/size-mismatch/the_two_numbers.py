# verdict: failed
# misconception: numbers-of-the-message
mismatch_cause = (2048, 1024)
