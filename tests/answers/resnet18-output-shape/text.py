# verdict: failed
# misconception: shape-in-quotation-marks

output_shape = "(1, 5)"
