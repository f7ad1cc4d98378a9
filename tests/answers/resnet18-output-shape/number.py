# verdict: failed
# misconception: batch-axis-lost

output_shape = 5
