# verdict: failed
# misconception: old-classes-kept

output_shape = (1000,)
