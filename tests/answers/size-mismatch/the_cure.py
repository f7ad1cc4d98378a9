# verdict: failed
# misconception: words-for-the-letter
mismatch_cause = "model.fc.in_features"
