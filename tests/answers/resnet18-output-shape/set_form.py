# verdict: failed
# misconception: braces-for-brackets
output_shape = {1, 5}
