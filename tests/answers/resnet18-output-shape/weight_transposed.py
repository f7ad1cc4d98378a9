# verdict: failed
# misconception: numbers-of-the-line

output_shape = (512, 5)
