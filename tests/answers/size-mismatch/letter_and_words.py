# verdict: failed
# misconception: letter-and-words
mismatch_cause = "B: 1024 is not the number of features that the backbone gives"
