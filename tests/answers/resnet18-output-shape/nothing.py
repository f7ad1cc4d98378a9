# verdict: failed
# misconception: none-for-a-value

output_shape = None
