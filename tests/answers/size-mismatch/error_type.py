# verdict: failed
# misconception: words-for-the-letter
mismatch_cause = "RuntimeError"
