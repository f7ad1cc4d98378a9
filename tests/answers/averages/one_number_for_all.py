# verdict: failed
# misconception: not-a-function

macro_f1 = 0.71
micro_f1 = 0.74
weighted_f1 = 0.75
