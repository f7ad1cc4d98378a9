# verdict: failed
# misconception: another-number-of-classes

output_shape = (1, 10)
