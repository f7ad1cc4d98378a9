# verdict: failed
# misconception: not-a-word-for-spam
# points: 0.5

metric_for_spam = 0.91
metric_for_cancer = "recall"
