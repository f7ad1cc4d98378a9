# verdict: failed
# misconception: not-a-function

precision_recall_f1 = (0.909, 0.833, 0.870)
