# verdict: failed
# misconception: channels-for-the-batch
output_shape = (3, 5)
