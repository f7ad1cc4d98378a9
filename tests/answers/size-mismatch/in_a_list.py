# verdict: failed
# misconception: letter-in-a-container

mismatch_cause = ["B"]
