# verdict: failed
# misconception: not-a-word
# points: 0.5

metric_for_spam = 0.91
metric_for_cancer = "recall"
