# verdict: failed
# misconception: pretrained-models-have-no-fc

mismatch_cause = "d)"
