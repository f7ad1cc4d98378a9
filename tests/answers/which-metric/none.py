# verdict: failed
# misconception: none-for-a-value
# points: 0.5

metric_for_spam = None
metric_for_cancer = "recall"
