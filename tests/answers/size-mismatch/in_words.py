# verdict: failed
# misconception: words-for-the-letter

mismatch_cause = "because of the head"
