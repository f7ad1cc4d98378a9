# verdict: failed
# misconception: batch-left-open
output_shape = (None, 5)
