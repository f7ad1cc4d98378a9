# verdict: failed
# misconception: words-for-the-letter

load_code = "the one with the weights"
