# verdict: failed
# misconception: features-for-logits

output_shape = (1, 512)
